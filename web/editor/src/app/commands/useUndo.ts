import { newKey, OfflineError, RequestError } from '@holdfast/client'
import { useCallback, useEffect, useRef } from 'react'
import { commitEdits, type Edit } from '../../api/edits.ts'
import { readRevision } from '../../api/segments.ts'
import type { SegmentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { reportError } from '../../components/notices.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'

/** One edit of a segment by this page. */
interface RecordedEdit {
  readonly id: string
  /** Version that the edit made. */
  readonly version: number
  /** Latest version with the same text: that one, or the one that undoing a later edit made. */
  readonly currentVersion: number
  readonly etag: string
  readonly deleted: boolean
  /** The text before, where it is known. */
  readonly before?: string
}

/** Edits that were made at once. */
interface UndoStep {
  /** Idempotency key of the request that undoes the step, also when it is repeated. */
  readonly key: string
  readonly edits: readonly RecordedEdit[]
}

const MAX_STEPS = 100

/**
 * Undo of the person's edits, step by step. Each request names the versions that the step made, so that what someone
 * changed since stays.
 */
export function useUndo(drafts: SegmentDrafts) {
  const steps = useRef<readonly UndoStep[]>([])
  const queue = useRef<Promise<void>>(Promise.resolve())

  const record = useCallback((segments: readonly SegmentJson[], before: ReadonlyMap<string, string> = new Map()) => {
    const edits = segments.map(({ id, version, etag, deleted }) => ({
      id,
      version,
      currentVersion: version,
      etag,
      deleted: deleted === true,
      before: before.get(id),
    }))
    steps.current = [...steps.current.slice(1 - MAX_STEPS), { key: newKey(), edits }]
  }, [])

  useEffect(() => drafts.onSave(record), [drafts, record])

  /** Undoes the last step, after those that are being undone: pressing the keys twice undoes two steps. */
  function undo(): Promise<void> {
    queue.current = queue.current.then(undoLast)
    return queue.current
  }

  async function undoLast() {
    const step = steps.current.at(-1)
    if (step === undefined) {
      announce('There is nothing to undo.')
      return
    }
    try {
      const undone = await commitEdits(drafts.document, await Promise.all(step.edits.map(inverse)), step.key)
      drafts.show(undone)
      remove(step)
      steps.current = steps.current.map((earlier) => rebased(earlier, step, undone))
      announce('Undone')
    } catch (error) {
      if (isFinal(error)) {
        remove(step)
      }
      reportError(error)
    }
  }

  function remove(step: UndoStep) {
    steps.current = steps.current.filter((one) => one !== step)
  }

  return { record, undo }
}

/** An earlier step, with the versions that undoing a later one made, so that it can be undone next. */
function rebased(earlier: UndoStep, later: UndoStep, undone: readonly SegmentJson[]): UndoStep {
  const after = new Map(undone.map((segment) => [segment.id, segment]))
  const versions = new Map(later.edits.map(({ id, currentVersion }) => [id, currentVersion]))
  const edits = earlier.edits.map((edit) => {
    const segment = after.get(edit.id)
    const isNext = versions.get(edit.id) === edit.currentVersion + 1
    return segment !== undefined && isNext ? { ...edit, currentVersion: segment.version, etag: segment.etag } : edit
  })
  return { ...earlier, edits }
}

/** True if trying again cannot help, for instance because someone else changed the text since. */
function isFinal(error: unknown): boolean {
  return error instanceof RequestError && !(error instanceof OfflineError) && error.status !== 401 && error.status < 500
}

async function inverse({ id, version, etag, deleted, before }: RecordedEdit): Promise<Edit> {
  if (deleted) {
    return { op: 'restore', id, ifMatch: etag }
  }
  if (version === 1) {
    return { op: 'delete', id, ifMatch: etag }
  }
  if (before !== undefined) {
    return { op: 'replace', id, ifMatch: etag, content: before }
  }
  const { operation, content } = await readRevision(id, version - 1)
  return operation === 'delete' ? { op: 'delete', id, ifMatch: etag } : { op: 'replace', id, ifMatch: etag, content }
}
