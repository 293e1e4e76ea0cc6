import type { RefObject } from 'react'
import type { Edit } from '../../api/edits.ts'
import type { SegmentJson } from '../../api/types.ts'
import { offer, reportError, reportRefusal } from '../../components/notices.tsx'
import { explanation } from '../../components/problem.ts'
import { shownOf } from '../../cue/block.ts'
import { hitsIn, type Replacing, replaced } from '../../cue/find.ts'
import { counted } from '../../cue/noun.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import { commitTexts } from './commitTexts.ts'
import { type Overtaken, replacements, type SavedText, saveTexts, targetOf } from './savedTexts.ts'
import type { Action } from './undo/steps.ts'
import type { Undo } from './undo/useUndo.ts'
import { capitalized, inSeconds, listed, type Naming, overtakenInWords } from './undo/words.ts'

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
  /**
   * Whatever of a text the action replaces, so that a text where someone else changed just that is left out. Absent if the
   * action is right for every version.
   */
  readonly replaces?: (content: string) => string
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
    const emptied = withoutText(ids)
    if (emptied.length === 0) {
      return
    }
    const subject = `${counted(emptied.length, naming.noun)} ${emptied.length === 1 ? 'has' : 'have'} no text now.`
    const label = emptied.length === 1 ? 'Delete it' : 'Delete them'
    offer({ id: 'emptied', words: subject, actions: [{ label, onClick: () => void remove(withoutText(ids)) }] })
  }

  function withoutText(ids: readonly string[]): readonly SegmentJson[] {
    return ids
      .flatMap((id) => drafts.find(id) ?? [])
      .filter((one) => !one.deleted && shownOf(drafts.textOf(one)).trim() === '')
  }

  async function remove(segments: readonly SegmentJson[]) {
    await changeMany({
      segments,
      edits: (texts) => texts.map((text): Edit => ({ op: 'delete', ...targetOf(text) })),
      replaces: (content) => content,
      action: 'deletion',
      words: (count) => `${counted(count, naming.noun)} deleted`,
    })
  }

  /** Changes those segments that nobody waits for, and lists the others. */
  async function changeMany({ segments, edits, replaces, action, by, words }: ManyChanges): Promise<void> {
    const { saved, waiting, seen, unseen } = await saveTexts(drafts, segments)
    const isRight = ({ id, content }: SavedText) =>
      replaces === undefined || replaces(content) === replaces(seen.get(id) ?? '')
    const texts = saved.filter(isRight)
    const { changed, before, overtaken: current, error } = await commitTexts({ document, texts, edits, isRight })
    drafts.show(changed)
    drafts.addToList(...current)
    const overtaken = [...unseen.filter(({ id }) => !texts.some((text) => text.id === id)), ...current.map(overtakenBy)]
    const done = new Set([...before.keys(), ...overtaken.map(({ id }) => id)])
    const deleted = error === undefined ? texts.filter(({ id }) => !done.has(id)) : []
    const gone = deleted.length === 0 ? [] : [`${counted(deleted.length, naming.noun)} had been deleted.`]
    const left = [...waiting, ...overtaken.map(({ id }) => id)]
    const reasons = [
      ...(waiting.length === 0 ? [] : [waitingInWords(waiting, naming)]),
      ...(waiting.length === 0 || overtaken.length === 0 ? [] : [' ']),
      ...(overtaken.length === 0 ? [] : overtakenInWords(overtaken, naming)),
    ]
    if (changed.length > 0) {
      const step = undo.record({ action, by, before, after: changed })
      const failed = error === undefined ? [] : [' The others were not: ', ...explanation(error)]
      const besides = reasons.length === 0 ? [] : [' Not so: ', ...reasons]
      undo.tell([[`${words(changed.length)}.`, ...gone].join(' '), ...besides, ...failed], step, left)
    } else if (error !== undefined) {
      reportError(error)
    } else if (left[0] !== undefined) {
      const [first] = left
      const actions = [{ label: 'Show', onClick: () => list.current?.go(first) }]
      offer({ id: 'waiting', words: reasons, isProblem: true, actions })
    } else if (gone.length > 0) {
      reportRefusal(gone)
    }
  }

  return { shift, replaceAll, offerDeletion, remove, changeMany }
}

function overtakenBy({ id, updatedBy: by, updatedByVerified: verified }: SegmentJson): Overtaken {
  return { id, by, verified }
}

/** Sentence about segments that wait for a decision. */
export function waitingInWords(ids: readonly string[], naming: Naming): string {
  const verb = ids.length === 1 ? 'waits for a decision' : 'wait for a decision'
  return `${capitalized(listed(ids, naming))} ${verb}.`
}
