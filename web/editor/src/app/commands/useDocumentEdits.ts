import { type RefObject, useMemo } from 'react'
import { commitEdits, type Edit } from '../../api/edits.ts'
import { deleteSegment, insertSegment } from '../../api/segments.ts'
import type { SegmentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { offerToShow, offerUndo, reportError } from '../../components/notices.tsx'
import { blockOf, bodyOf, cueOf } from '../../cue/block.ts'
import { counted } from '../../cue/noun.ts'
import { writtenOffset } from '../../cue/spelling.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { PlayerHandle } from '../../features/playback/Player.tsx'
import { inserter } from './insertAfter.ts'
import { type SavedText, savedTexts, settledTexts, waitingWords } from './savedTexts.ts'
import { segmentEdits } from './segmentEdits.ts'
import { useUndo } from './useUndo.ts'

export interface DocumentEditsOptions {
  readonly drafts: SegmentDrafts
  readonly isCaptions: boolean
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly list: RefObject<SegmentListHandle | null>
  readonly player: RefObject<PlayerHandle | null>
}

export type DocumentEdits = ReturnType<typeof useDocumentEdits>

const NEW_DURATION = 2_000

/**
 * Edits of a document other than typing. An edit of several segments, or of a segment's place, saves the drafts of its
 * segments first, and its preconditions name every version that it was made for.
 */
export function useDocumentEdits({ drafts, isCaptions, rows, at, list, player }: DocumentEditsOptions) {
  const { document } = drafts
  const { record, undo } = useUndo(drafts)
  const insertAfter = useMemo(
    () => inserter(drafts, (after, before) => record(after, contentsOf([...before.values()]))),
    [drafts, record],
  )
  const selected = rows[at]

  /** Commits edits. `before` holds the replaced texts, where they are known. */
  async function commit(edits: readonly Edit[], before?: ReadonlyMap<string, string>): Promise<boolean> {
    try {
      const changed = await commitEdits(document, edits)
      drafts.show(changed)
      record(changed, before)
      return true
    } catch (error) {
      reportError(error)
      return false
    }
  }

  async function insert() {
    try {
      const inserted = await insertSegment(document, newContent(), (selected ?? rows.at(-1))?.id)
      drafts.addToList(inserted)
      record([inserted])
      list.current?.go(inserted.id)
    } catch (error) {
      reportError(error)
    }
  }

  function newContent(): string {
    if (!isCaptions) {
      return 'New paragraph'
    }
    const before = selected === undefined ? null : cueOf(drafts.textOf(selected))
    const start = Math.max(player.current?.time() ?? 0, before?.end ?? 0)
    return blockOf({ start, end: start + NEW_DURATION, text: 'New caption' })
  }

  async function remove() {
    if (selected === undefined) {
      return
    }
    const [saved] = (await savedTexts(drafts, [selected])) ?? []
    if (saved === undefined) {
      return
    }
    try {
      const etag = await deleteSegment(saved)
      const version = (drafts.peek(selected.id)?.snapshot().base?.version ?? selected.version) + 1
      const deleted = { ...selected, etag, version, deleted: true }
      drafts.addToList(deleted)
      record([deleted])
      offerUndo({
        id: `deleted-${selected.id}`,
        words: `${isCaptions ? 'Caption' : 'Paragraph'} deleted.`,
        onUndo: () => void commit([{ op: 'restore', id: selected.id, ifMatch: etag }]),
      })
      const next = rows[at + 1] ?? rows[at - 1]
      if (next !== undefined) {
        list.current?.go(next.id)
      }
    } catch (error) {
      reportError(error)
    }
  }

  async function split() {
    const cue = selected && cueOf(drafts.textOf(selected))
    const box = selected && list.current?.box(selected.id)
    if (selected === undefined || !cue || !box) {
      return
    }
    const offset = writtenOffset(bodyOf(drafts.textOf(selected)).replace(/\r\n|\r/g, '\n'), box.selectionStart)
    const [saved] = (await savedTexts(drafts, [selected])) ?? []
    if (saved !== undefined) {
      const playhead = player.current?.time() ?? 0
      const share = offset / Math.max(1, cue.text.length)
      const isInside = playhead > cue.start && playhead < cue.end
      const time = isInside ? playhead : Math.round(cue.start + (cue.end - cue.start) * share)
      await commit([{ op: 'split', id: saved.id, ifMatch: saved.etag, at: time, offset }])
    }
  }

  async function join() {
    const next = rows[at + 1]
    if (selected === undefined || next === undefined) {
      return
    }
    const saved = await savedTexts(drafts, [selected, next])
    if (saved !== null) {
      await commit([{ op: 'join', cues: saved.map(targetOf) }])
    }
  }

  async function shift(by: number, from: 'all' | 'here') {
    const cues = rows
      .slice(from === 'here' ? Math.max(0, at) : 0)
      .filter(({ kind, deleted }) => kind === 'cue' && !deleted)
    const { saved, waiting } = await settledTexts(drafts, cues)
    const edit: Edit = { op: 'shift', cues: saved.map(targetOf), by }
    if (saved.length === 0 || (await commit([edit], contentsOf(saved)))) {
      announce(`${saved.length} captions shifted by ${by / 1_000} seconds`)
      reportWaiting(waiting, 'shifted')
    }
  }

  /** Changes many texts, all or none. */
  async function replaceAll(ids: readonly string[], change: (content: string) => string) {
    const wanted = new Set(ids)
    const { saved, waiting } = await settledTexts(
      drafts,
      rows.filter(({ id, deleted }) => wanted.has(id) && !deleted),
    )
    const edits = saved.map((text): Edit => ({ op: 'replace', ...targetOf(text), content: change(text.content) }))
    if (saved.length === 0 || (await commit(edits, contentsOf(saved)))) {
      announce(`Replaced in ${counted(saved.length, isCaptions ? 'caption' : 'paragraph')}`)
      reportWaiting(waiting, 'changed')
    }
  }

  function reportWaiting(waiting: readonly SegmentJson[], done: string) {
    const [first] = waiting
    if (first !== undefined) {
      offerToShow({ words: waitingWords(rows, waiting, done), onShow: () => list.current?.go(first.id) })
    }
  }

  return {
    insert,
    insertAfter,
    remove,
    split,
    join,
    shift,
    replaceAll,
    undo,
    ...segmentEdits({ drafts, rows, at, player }),
  }
}

function targetOf({ id, etag }: SavedText) {
  return { id, ifMatch: etag }
}

function contentsOf(texts: readonly SavedText[]): ReadonlyMap<string, string> {
  return new Map(texts.map(({ id, content }) => [id, content]))
}
