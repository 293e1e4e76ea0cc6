import type { RefObject } from 'react'
import { commitEdits, type Edit } from '../../api/edits.ts'
import { deleteSegment, insertSegment } from '../../api/segments.ts'
import type { SegmentJson } from '../../api/types.ts'
import { offer, reportError, reportRefusal } from '../../components/notices.tsx'
import { explain } from '../../components/problem.ts'
import { blockOf, cueOf } from '../../cue/block.ts'
import { counted } from '../../cue/noun.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { PlayerHandle } from '../../features/playback/Player.tsx'
import { commitTexts } from './commitTexts.ts'
import { type SavedText, saveTexts } from './savedTexts.ts'
import { segmentEdits } from './segmentEdits.ts'
import type { Action } from './undo/steps.ts'
import type { Undo } from './undo/useUndo.ts'
import { inSeconds, listed, type Naming } from './undo/words.ts'

export interface DocumentEditsOptions {
  readonly drafts: SegmentDrafts
  readonly isCaptions: boolean
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly naming: Naming
  readonly undo: Undo
  readonly list: RefObject<SegmentListHandle | null>
  readonly player: RefObject<PlayerHandle | null>
}

export type DocumentEdits = ReturnType<typeof useDocumentEdits>

const NEW_DURATION = 2_000

/**
 * Edits of a document other than typing. An edit of several segments, or of a segment's place, saves the drafts of its
 * segments first, and its preconditions name every version that it was made for.
 */
export function useDocumentEdits(options: DocumentEditsOptions) {
  const { drafts, isCaptions, rows, at, naming, undo, list, player } = options
  const { document } = drafts
  const selected = rows[at]

  /** Commits edits of the structure. `texts` are the versions that they were made for. */
  async function commit(action: Action, edits: readonly Edit[], texts: readonly SavedText[]): Promise<void> {
    try {
      const after = await commitEdits(document, edits)
      drafts.show(after)
      undo.record({ action, before: byId(texts), after })
    } catch (error) {
      reportError(error)
    }
  }

  /** The texts as the server has them, all or none; null after a message to the person. */
  async function savedTexts(segments: readonly SegmentJson[]): Promise<readonly SavedText[] | null> {
    const { saved, waiting, unseenBy } = await saveTexts(drafts, segments)
    const [first] = waiting
    if (first !== undefined) {
      const words = `${waitingInWords(waiting, naming)} Decide it or save it first.`
      offer({
        id: 'waiting',
        words,
        isProblem: true,
        actions: [{ label: 'Show', onClick: () => list.current?.go(first) }],
      })
    } else if (unseenBy !== null) {
      reportRefusal(`${unseenBy} changed this meanwhile. Look at it and try again.`)
    }
    return first !== undefined || unseenBy !== null ? null : saved
  }

  async function insert() {
    try {
      const inserted = await insertSegment(document, newContent(), (selected ?? rows.at(-1))?.id)
      drafts.addToList(inserted)
      undo.record({ action: 'insertion', before: new Map(), after: [inserted] })
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
    const [saved] = (selected && (await savedTexts([selected]))) ?? []
    if (selected === undefined || saved === undefined) {
      return
    }
    try {
      const etag = await deleteSegment(saved)
      const version = (drafts.peek(selected.id)?.snapshot().base?.version ?? selected.version) + 1
      const deleted = { ...selected, content: saved.content, etag, version, deleted: true }
      drafts.addToList(deleted)
      const step = undo.record({ action: 'deletion', before: byId([saved]), after: [deleted] })
      undo.tell(`${isCaptions ? 'Caption' : 'Paragraph'} deleted.`, step)
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
    const offset = box.selectionStart
    const [saved] = (await savedTexts([selected])) ?? []
    if (saved !== undefined) {
      const playhead = player.current?.time() ?? 0
      const share = offset / Math.max(1, cue.text.length)
      const isInside = playhead > cue.start && playhead < cue.end
      const time = isInside ? playhead : Math.round(cue.start + (cue.end - cue.start) * share)
      await commit('split', [{ op: 'split', id: saved.id, ifMatch: saved.etag, at: time, offset }], [saved])
    }
  }

  async function join() {
    const next = rows[at + 1]
    if (selected === undefined || next === undefined) {
      return
    }
    const saved = await savedTexts([selected, next])
    if (saved !== null) {
      await commit('join', [{ op: 'join', cues: saved.map(targetOf) }], saved)
    }
  }

  async function shift(by: number, from: 'all' | 'here') {
    const cues = rows
      .slice(from === 'here' ? Math.max(0, at) : 0)
      .filter(({ kind, deleted }) => kind === 'cue' && !deleted)
    await changeMany({
      segments: cues,
      edits: (texts) => [{ op: 'shift', cues: texts.map(targetOf), by }],
      action: 'shift',
      by,
      words: (count) => `${counted(count, 'caption')} shifted by ${inSeconds(by)} s`,
    })
  }

  /** Changes many texts. */
  async function replaceAll(ids: readonly string[], change: (content: string) => string) {
    const wanted = new Set(ids)
    const edits = (texts: readonly SavedText[]) =>
      texts
        .map((text): Edit & { content: string } => ({
          op: 'replace',
          ...targetOf(text),
          content: change(text.content),
        }))
        .filter(({ content }, index) => content !== texts[index]?.content)
    await changeMany({
      segments: rows.filter(({ id, deleted }) => wanted.has(id) && !deleted),
      edits,
      action: 'replacement',
      words: (count) => `Replaced in ${counted(count, naming.noun)}`,
    })
  }

  interface ManyChanges {
    readonly segments: readonly SegmentJson[]
    readonly edits: (texts: readonly SavedText[]) => readonly Edit[]
    readonly action: Action
    readonly by?: number
    readonly words: (count: number) => string
  }

  /** Changes those segments that do not wait for their person, and lists the others. */
  async function changeMany({ segments, edits, action, by, words }: ManyChanges): Promise<void> {
    const { saved, waiting } = await saveTexts(drafts, segments)
    const { changed, before, error } = await commitTexts({ document, texts: saved, edits })
    drafts.show(changed)
    const done = `${words(changed.length)}.`
    if (changed.length > 0) {
      const step = undo.record({ action, by, before, after: changed })
      const rest = waiting.length === 0 ? '' : ` Not so: ${waitingInWords(waiting, naming)}`
      undo.tell(`${done}${rest}${error === undefined ? '' : ` The others were not: ${explain(error)}`}`, step, waiting)
    } else if (error !== undefined) {
      reportError(error)
    } else if (waiting[0] !== undefined) {
      const [first] = waiting
      const actions = [{ label: 'Show', onClick: () => list.current?.go(first) }]
      offer({ id: 'waiting', words: waitingInWords(waiting, naming), isProblem: true, actions })
    }
  }

  return { insert, remove, split, join, shift, replaceAll, ...segmentEdits({ drafts, rows, at, player }) }
}

function targetOf({ id, etag }: SavedText) {
  return { id, ifMatch: etag }
}

function byId(texts: readonly SavedText[]): ReadonlyMap<string, SavedText> {
  return new Map(texts.map((text) => [text.id, text]))
}

function waitingInWords(ids: readonly string[], naming: Naming): string {
  const subject = listed(ids, naming)
  const verb = ids.length === 1 ? 'waits for a decision' : 'wait for a decision'
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${verb}.`
}
