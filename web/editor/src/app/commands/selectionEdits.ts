import type { SegmentJson } from '../../api/types.ts'
import { cueOf } from '../../cue/block.ts'
import { counted } from '../../cue/noun.ts'
import { type Placement, withPlacement } from '../../cue/placement.ts'
import { retimed, type TimeMap, timesOf } from '../../cue/retime.ts'
import { isIn, type Typeface, withTypeface } from '../../cue/typeface.ts'
import { speakerOf, withSpeaker } from '../../cue/voice.ts'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { ManyChanges, manyEdits } from './manyEdits.ts'
import { replacements } from './savedTexts.ts'
import type { Action } from './undo/steps.ts'

/** Edits of the selected segments, each one commit with one undo. */
export interface SelectionEdits {
  readonly shift: (by: number) => void
  readonly retime: (map: TimeMap) => void
  readonly remove: () => void
  readonly setSpeaker: (name: string) => void
  /** Puts all of them into a typeface; takes it away if all of them have it. */
  readonly toggle: (typeface: Typeface) => void
  readonly place: (placement: Placement) => void
}

export interface SelectionEditsOptions {
  readonly drafts: SegmentDrafts
  readonly selected: readonly SegmentJson[]
  readonly many: ReturnType<typeof manyEdits>
}

export function selectionEdits({ drafts, selected, many }: SelectionEditsOptions): SelectionEdits {
  const cues = selected.filter(({ kind }) => kind === 'cue')

  function replace(action: Action, done: string, map: (content: string) => string, replaces?: ManyChanges['replaces']) {
    void many.changeMany({
      segments: cues,
      edits: (texts) => replacements(texts, map),
      replaces,
      action,
      words: (count) => `${done} ${counted(count, 'caption')}`,
    })
  }

  function remove() {
    for (const { id } of selected.filter((one) => drafts.isUnwritten(one))) {
      drafts.drop(id)
    }
    void many.remove(selected)
  }

  return {
    shift: (by) => void many.shift(by, cues),
    retime: (map) => replace('stretch', 'New times for', (content) => retimed(content, map), timesOf),
    remove,
    setSpeaker: (name) =>
      replace(
        'speaker',
        name === '' ? 'No speaker for' : `${name} speaks`,
        (content) => withSpeaker(content, name),
        speakerOf,
      ),
    toggle(typeface) {
      const isOn = !cues.every((one) => isIn(typeface, drafts.textOf(one)) || cueOf(drafts.textOf(one))?.text === '')
      const name = typeface === 'i' ? 'italic' : 'bold'
      replace(
        'style',
        `${isOn ? '' : 'Not '}${name}:`.replace(/^./, (first) => first.toUpperCase()),
        (content) => withTypeface(content, typeface, isOn),
      )
    },
    place: (placement) =>
      replace('position', 'New position of', (content) => withPlacement(content, placement), settingsOf),
  }
}

function settingsOf(content: string): string {
  return cueOf(content)?.settings ?? ''
}
