import type { RefObject } from 'react'
import type { Edit } from '../../api/edits.ts'
import type { SegmentJson } from '../../api/types.ts'
import { offer, reportError } from '../../components/notices.tsx'
import { explanation } from '../../components/problem.ts'
import { shownOf } from '../../cue/block.ts'
import { hitsIn, type Replacing, replaced } from '../../cue/find.ts'
import { counted } from '../../cue/noun.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import { commitTexts } from './commitTexts.ts'
import { replacements, type SavedText, saveTexts, targetOf } from './savedTexts.ts'
import type { Action } from './undo/steps.ts'
import type { Undo } from './undo/useUndo.ts'
import { inSeconds, listed, type Naming } from './undo/words.ts'

export interface ManyEditsOptions {
  readonly drafts: SegmentDrafts
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly naming: Naming
  readonly undo: Undo
  readonly list: RefObject<SegmentListHandle | null>
}

/** Change of many segments by one action. */
export interface ManyChanges {
  readonly segments: readonly SegmentJson[]
  readonly edits: (texts: readonly SavedText[]) => readonly Edit[]
  readonly action: Action
  readonly by?: number
  readonly words: (count: number) => string
}

/** Edits of many segments at once. Those that wait for their person hold up no others, and are listed. */
export function manyEdits({ drafts, rows, at, naming, undo, list }: ManyEditsOptions) {
  const { document } = drafts

  async function shift(by: number, from: 'all' | 'here' | readonly SegmentJson[]) {
    const cues = (typeof from === 'string' ? rows.slice(from === 'here' ? Math.max(0, at) : 0) : from).filter(
      ({ kind, deleted }) => kind === 'cue' && !deleted,
    )
    await changeMany({
      segments: cues,
      edits: (texts) => [{ op: 'shift', cues: texts.map(targetOf), by }],
      action: 'shift',
      by,
      words: (count) => `${counted(count, 'caption')} shifted by ${inSeconds(by)} s`,
    })
  }

  /** Replaces words in many texts. */
  async function replaceAll(ids: readonly string[], replacing: Replacing) {
    const wanted = new Set(ids)
    let hits = 0
    await changeMany({
      segments: rows.filter(({ id, deleted }) => wanted.has(id) && !deleted),
      edits(texts) {
        hits += texts.reduce((sum, { content }) => sum + hitsIn(content, replacing.pattern).length, 0)
        return replacements(texts, (content) => replaced(content, replacing))
      },
      action: 'replacement',
      words: (count) => `Replaced ${hits} in ${counted(count, naming.noun)}`,
    })
    offerDeletion(ids)
  }

  /** Offers to delete those that have no text any more. */
  function offerDeletion(ids: readonly string[]) {
    const emptied = ids
      .map((id) => drafts.find(id))
      .filter((one) => one !== undefined && !one.deleted && shownOf(drafts.textOf(one)).trim() === '')
      .filter((one) => one !== undefined)
    if (emptied.length === 0) {
      return
    }
    const subject = `${counted(emptied.length, naming.noun)} ${emptied.length === 1 ? 'has' : 'have'} no text now.`
    const label = emptied.length === 1 ? 'Delete it' : 'Delete them'
    offer({ id: 'emptied', words: subject, actions: [{ label, onClick: () => void remove(emptied) }] })
  }

  async function remove(segments: readonly SegmentJson[]) {
    await changeMany({
      segments,
      edits: (texts) => texts.map((text): Edit => ({ op: 'delete', ...targetOf(text) })),
      action: 'deletion',
      words: (count) => `${counted(count, naming.noun)} deleted`,
    })
  }

  /** Changes those segments that do not wait for their person, and lists the others. */
  async function changeMany({ segments, edits, action, by, words }: ManyChanges): Promise<void> {
    const { saved, waiting } = await saveTexts(drafts, segments)
    const { changed, before, error } = await commitTexts({ document, texts: saved, edits })
    drafts.show(changed)
    const done = `${words(changed.length)}.`
    const deleted = error === undefined ? saved.map(({ id }) => id).filter((id) => !before.has(id)) : []
    if (changed.length > 0) {
      const step = undo.record({ action, by, before, after: changed })
      const gone = deleted.length === 0 ? '' : ` ${counted(deleted.length, naming.noun)} had been deleted.`
      const rest = gone + (waiting.length === 0 ? '' : ` Not so: ${waitingInWords(waiting, naming)}`)
      const failed = error === undefined ? [] : [' The others were not: ', ...explanation(error)]
      undo.tell([`${done}${rest}`, ...failed], step, waiting)
    } else if (error !== undefined) {
      reportError(error)
    } else if (waiting[0] !== undefined) {
      const [first] = waiting
      const actions = [{ label: 'Show', onClick: () => list.current?.go(first) }]
      offer({ id: 'waiting', words: waitingInWords(waiting, naming), isProblem: true, actions })
    }
  }

  return { shift, replaceAll, offerDeletion, remove, changeMany }
}

/** Sentence about segments that wait for a decision. */
export function waitingInWords(ids: readonly string[], naming: Naming): string {
  const subject = listed(ids, naming)
  const verb = ids.length === 1 ? 'waits for a decision' : 'wait for a decision'
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)} ${verb}.`
}
