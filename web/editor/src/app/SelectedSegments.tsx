import { Suspense, useMemo } from 'react'
import type { SegmentJson } from '../api/types.ts'
import type { Command } from '../components/shortcuts.tsx'
import { cueOf } from '../cue/block.ts'
import type { Noun } from '../cue/noun.ts'
import { speakersOf } from '../cue/voice.ts'
import type { SegmentDrafts } from '../features/editing/segmentDraft.ts'
import type { Selection } from '../features/selection/useSelection.ts'
import { SelectionBar } from './commands/later.tsx'
import type { SelectionEdits } from './commands/selectionEdits.ts'

export interface SelectedSegmentsProps {
  readonly selection: Selection
  readonly noun: Noun
  readonly rows: readonly SegmentJson[]
  readonly readOnly: boolean
  readonly drafts: SegmentDrafts
  readonly edits: SelectionEdits
  readonly onCommand: (command: Command) => void
}

/** Bar of the selected segments, while there are some. */
export function SelectedSegments(props: SelectedSegmentsProps) {
  return props.selection.rows.length === 0 ? null : <Bar {...props} />
}

function Bar({ selection, noun, rows, readOnly, drafts, edits, onCommand }: SelectedSegmentsProps) {
  const speakers = useMemo(() => speakersOf(rows.map(({ content }) => content)), [rows])
  const cues = selection.rows.filter(({ kind }) => kind === 'cue')
  const starts = cues.map((row) => cueOf(drafts.textOf(row))?.start ?? 0)
  return (
    <Suspense>
      <SelectionBar
        noun={noun}
        count={selection.rows.length}
        cues={cues.length}
        starts={{
          first: starts[0] ?? 0,
          last: starts.at(-1) ?? 0,
          earliest: starts.reduce((one, other) => Math.min(one, other), starts[0] ?? 0),
        }}
        speakers={speakers}
        readOnly={readOnly}
        onCommand={onCommand}
        onShift={edits.shift}
        onRetime={edits.retime}
        onSpeaker={edits.setSpeaker}
        onPlace={edits.place}
        onClear={selection.clear}
      />
    </Suspense>
  )
}
