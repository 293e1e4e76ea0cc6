import { GoneError, type Versioned } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isSegmentOf, segmentDraftName, segmentOfDraft } from '../../api/draftNames.ts'
import { isNewTag, newSegmentOf } from '../../api/newSegment.ts'
import { segmentsKey } from '../../api/segmentList.ts'
import { mayEdit, session } from '../../api/session.ts'
import type { SegmentJson, Segments } from '../../api/types.ts'
import type { SavedRecovery } from '../../components/recovered.ts'
import { cueOf } from '../../cue/block.ts'
import { offerRecoveredUndo, saveRecoveredText } from './recovery.ts'
import type { SegmentDrafts } from './segmentDraft.ts'

/**
 * Opens the drafts of an earlier visit, and again when the document was replaced by a backup, wherever their segment is:
 * in view, far down the list, or deleted since. What can be saved is saved, as any text, on the version it grew from;
 * the rest is offered.
 */
export function useKeptDrafts(segmentDrafts: SegmentDrafts, segments: Segments | undefined): void {
  const { document } = segmentDrafts
  const drafts = useDrafts()
  const client = useQueryClient()
  const restarts = segments === undefined || segments.outdated ? null : (segments.restarts ?? 0)

  useEffect(() => {
    const stopped = new AbortController()

    async function openAll() {
      const { list } = client.getQueryData<Segments>(segmentsKey(document)) ?? { list: [] }
      const known = new Map(list.map((segment) => [segment.id, segment]))
      const names = new Set([...(await drafts.keeper.names()), ...drafts.all().map(({ name }) => name)])
      const saves: Promise<SavedRecovery<string> | null>[] = []
      for (const id of [...names].map(segmentOfDraft)) {
        if (id !== null && isSegmentOf(document, id) && !stopped.signal.aborted) {
          await open(id, known.get(id))
          const draft = segmentDrafts.peek(id)
          if (draft !== undefined && mayEdit(session.state())) {
            // A new segment has no version to go back to: undo deletes it.
            const isNew = isNewTag(draft.snapshot().base?.etag)
            saves.push(saveRecoveredText(draft).then((saved) => (isNew ? null : saved)))
          }
        }
      }
      offerRecoveredUndo(
        document,
        (await Promise.all(saves)).filter((saved) => saved !== null),
      )
    }

    async function open(id: string, segment: SegmentJson | undefined) {
      if (segment !== undefined) {
        segmentDrafts.open(id, segment)
        segmentDrafts.update(segment)
        return
      }
      const base = await keptBase(id)
      if (base !== null && isNewTag(base.etag)) {
        openNew(id, base)
        return
      }
      try {
        await segmentDrafts.configOf(id).resource.read({ signal: stopped.signal })
      } catch (error) {
        if (error instanceof GoneError) {
          openDeleted(id, error)
        }
      }
    }

    async function keptBase(id: string): Promise<Versioned<string> | null> {
      const found = await drafts.keeper.find(segmentDraftName(id))
      return segmentDrafts.peek(id)?.snapshot().base ?? (found?.draft.base as Versioned<string> | undefined) ?? null
    }

    function openNew(id: string, base: Versioned<string>) {
      const segment = newSegmentOf(id, cueOf(base.value) === null ? 'text' : 'cue', base)
      segmentDrafts.addToList(segment)
      segmentDrafts.open(id, segment)
    }

    function openDeleted(id: string, error: GoneError) {
      const draft = segmentDrafts.open(id)
      draft.receiveDeletion(error.tombstone)
      segmentDrafts.addToList(deletedSegment(document, id, error, draft.snapshot().base?.value ?? ''))
    }

    if (restarts !== null) {
      void openAll()
    }
    return () => stopped.abort()
  }, [client, document, drafts, segmentDrafts, restarts])
}

/** A deleted segment as the list shows it, from the response that reports the deletion. Its position is not known. */
function deletedSegment(document: string, id: string, { tombstone, problem }: GoneError, before: string): SegmentJson {
  const content = String(problem.content ?? before)
  return {
    id,
    document,
    kind: cueOf(content) === null ? 'text' : 'cue',
    content,
    version: tombstone.version ?? 0,
    etag: tombstone.etag,
    position: '',
    updatedAt: tombstone.at ?? '',
    updatedBy: tombstone.by ?? '',
    updatedByVerified: tombstone.verified,
    deleted: true,
    successor: tombstone.successor,
  }
}
