import { strongTag } from '@holdfast/client'
import { type RefObject, useMemo, useRef } from 'react'
import { commitEdits, type Edit } from '../../api/edits.ts'
import { deleteSegment } from '../../api/segments.ts'
import type { SegmentJson } from '../../api/types.ts'
import { offer, reportError, reportRefusal } from '../../components/notices.tsx'
import { withBalance } from '../../cue/balance.ts'
import { bodyOf, cueOf } from '../../cue/block.ts'
import type { Profile } from '../../cue/checks.ts'
import { BETWEEN, type Correction, withCorrectText } from '../../cue/corrections.ts'
import { counted } from '../../cue/noun.ts'
import { writtenOffset } from '../../cue/spelling.ts'
import { voicedOf } from '../../cue/voiceTag.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { Selection } from '../../features/selection/useSelection.ts'
import type { Playback } from '../../playback/Playback.ts'
import { inserter } from './insertAfter.ts'
import { insertions } from './insertions.ts'
import { manyEdits, waitingInWords } from './manyEdits.ts'
import { replacements, type SavedText, saveTexts, targetOf } from './savedTexts.ts'
import { segmentEdits } from './segmentEdits.ts'
import { selectionEdits } from './selectionEdits.ts'
import { TapTimes } from './TapTimes.ts'
import { timingEdits } from './timingEdits.ts'
import type { Action } from './undo/steps.ts'
import type { Undo } from './undo/useUndo.ts'
import { type Naming, overtakenInWords } from './undo/words.ts'

export interface DocumentEditsOptions {
  readonly drafts: SegmentDrafts
  readonly isCaptions: boolean
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly naming: Naming
  readonly undo: Undo
  readonly list: RefObject<SegmentListHandle | null>
  readonly playback: Playback
  readonly selection: Selection
  readonly profile: Profile
}

export type DocumentEdits = ReturnType<typeof useDocumentEdits>

/**
 * Edits of a document other than typing. An edit of several segments, or of a segment's place, saves the drafts of its
 * segments first, and its preconditions name every version that it was made for.
 */
export function useDocumentEdits(options: DocumentEditsOptions) {
  const { drafts, isCaptions, rows, at, naming, undo, list, playback, selection, profile } = options
  const { document } = drafts
  const { record } = undo
  const insertAfter = useMemo(
    () => inserter(drafts, (after, before) => record({ action: 'pasting', before, after })),
    [drafts, record],
  )
  const selected = rows[at]
  const made = useRef(new Set<string>())
  const tap = useRef(new TapTimes())

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
    const { saved, waiting, unseen } = await saveTexts(drafts, segments)
    const [first] = waiting
    if (first !== undefined) {
      const words = `${waitingInWords(waiting, naming)} Decide it or save it first.`
      offer({
        id: 'waiting',
        words,
        isProblem: true,
        actions: [{ label: 'Show', onClick: () => list.current?.go(first) }],
      })
    } else if (unseen.length > 0) {
      reportRefusal([...overtakenInWords(unseen, naming), ' Look at it and try again.'])
    }
    return first !== undefined || unseen.length > 0 ? null : saved
  }

  async function remove() {
    if (selected !== undefined && drafts.isUnwritten(selected)) {
      drafts.drop(selected.id)
      leaveDeleted()
      return
    }
    const [saved] = (selected && (await savedTexts([selected]))) ?? []
    if (selected === undefined || saved === undefined) {
      return
    }
    try {
      const tag = await deleteSegment(saved)
      const etag = strongTag(tag) ?? tag
      const version = (drafts.peek(selected.id)?.snapshot().base?.version ?? selected.version) + 1
      const deleted = { ...selected, content: saved.content, etag, version, deleted: true }
      drafts.addToList(deleted)
      const step = undo.record({ action: 'deletion', before: byId([saved]), after: [deleted] })
      undo.tell(`${isCaptions ? 'Caption' : 'Paragraph'} deleted.`, step)
      leaveDeleted()
    } catch (error) {
      reportError(error)
    }
  }

  function leaveDeleted() {
    const next = rows[at + 1] ?? rows[at - 1]
    if (next !== undefined) {
      list.current?.go(next.id)
    }
  }

  async function split() {
    const cue = selected && cueOf(drafts.textOf(selected))
    const box = selected && list.current?.box(selected.id)
    if (selected === undefined || !cue || !box) {
      return
    }
    const { before, said } = voicedOf(bodyOf(drafts.textOf(selected)).replace(/\r\n|\r/g, '\n'))
    const offset = before.length + writtenOffset(said, box.selectionStart)
    const [saved] = (await savedTexts([selected])) ?? []
    if (saved !== undefined) {
      const playhead = playback.clock.time() ?? 0
      const share = offset / Math.max(1, cue.text.length)
      const isInside = playhead > cue.start && playhead < cue.end
      const time = isInside ? playhead : Math.round(cue.start + (cue.end - cue.start) * share)
      await commit('split', [{ op: 'split', id: saved.id, ifMatch: saved.etag, at: time, offset }], [saved])
    }
  }

  async function join() {
    const wanted = selection.rows.length > 0 ? selection.rows : rows.slice(at, at + 2)
    const first = rows.findIndex(({ id }) => id === wanted[0]?.id)
    if (wanted.length < 2 || wanted.some(({ id }, index) => rows[first + index]?.id !== id)) {
      reportRefusal(`Only ${naming.noun}s that follow one another can be joined. Select those.`)
      return
    }
    const saved = await savedTexts(wanted)
    if (saved !== null && saved.length < wanted.length) {
      reportRefusal(`One of these ${naming.noun}s has no text yet. Write it or remove it first.`)
    } else if (saved !== null) {
      await commit('join', [{ op: 'join', cues: saved.map(targetOf) }], saved)
    }
  }

  const many = manyEdits(options)

  /** Corrects many segments by one commit. What a colleague changes meanwhile is corrected as it is by then. */
  function correct(segments: readonly SegmentJson[], map: (content: string) => string, done: string): Promise<void> {
    return many.changeMany({
      segments,
      edits: (texts) => replacements(texts, map),
      action: 'correction',
      words: (count) => `${done} ${counted(count, naming.noun)}`,
    })
  }

  const timing = timingEdits({ drafts, rows, selected: selection.rows, many })
  const one = segmentEdits({ drafts, rows, at, playback, list, tap: tap.current, onStep: (id) => undo.watch.close(id) })
  return {
    ...insertions(options, made.current),
    insertAfter,
    remove,
    split,
    join,
    shift: many.shift,
    replaceAll: many.replaceAll,
    selected: selectionEdits({ drafts, selected: selection.rows, many }),
    /** Breaks the lines of the selected captions anew, or those of the current one. */
    balance: () =>
      selection.rows.length > 0
        ? void correct(selection.rows, (content) => withBalance(content, profile), 'Lines broken anew in')
        : selected !== undefined && one.change(selected.id, (content) => withBalance(content, profile)),
    correct,
    /** Corrects the findings of a rule in some captions, each by one commit. */
    correctRule(rule: string, ids: readonly string[]) {
      const wanted = new Set(ids)
      if (BETWEEN.has(rule)) {
        void timing.closeGaps({ gap: profile.gap, upTo: 0 }, (id) => wanted.has(id))
      } else {
        const segments = rows.filter(({ id, deleted }) => wanted.has(id) && !deleted)
        void correct(segments, (content) => withCorrectText(content, rule, profile), 'Corrected')
      }
    },
    /** Replaces texts by corrected ones, where they are still as they were for the correction. */
    replaceTexts(corrections: readonly Correction[]) {
      const byId = new Map(corrections.map((one) => [one.id, one]))
      const isAsBefore = (id: string, content: string) => byId.get(id)?.before === content
      void many.changeMany({
        segments: rows.filter((row) => isAsBefore(row.id, drafts.textOf(row))),
        edits: (texts) =>
          replacements(
            texts.filter(({ id, content }) => isAsBefore(id, content)),
            (content, id) => byId.get(id)?.after ?? content,
          ),
        replaces: (content) => content,
        action: 'correction',
        words: (count) => `Corrected ${counted(count, naming.noun)}`,
      })
    },
    ...timing,
    /** Replaces words of one segment, and offers to delete it if it has none left. */
    replaceWords(id: string, change: (content: string) => string) {
      one.replace(id, change)
      many.offerDeletion([id])
    },
    ...one,
  }
}

function byId(texts: readonly SavedText[]): ReadonlyMap<string, SavedText> {
  return new Map(texts.map((text) => [text.id, text]))
}
