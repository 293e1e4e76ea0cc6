import { Suspense } from 'react'
import type { SegmentJson } from '../api/types.ts'
import type { Noun } from '../cue/noun.ts'
import type { SegmentDrafts } from '../features/editing/segmentDraft.ts'
import { ReplaceBar } from '../features/replace/ReplaceBar.tsx'
import type { Find } from '../features/replace/useFind.ts'
import { ShiftBar } from '../features/shift/ShiftBar.tsx'
import { GapsBar } from './commands/later.tsx'
import { startsOf } from './commands/startsOf.ts'
import type { Naming } from './commands/undo/words.ts'
import type { Panel } from './commands/useCommands.ts'
import type { DocumentEdits } from './commands/useDocumentEdits.ts'

export interface EditBarsProps {
  readonly panel: Panel
  readonly noun: Noun
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly readOnly: boolean
  readonly drafts: SegmentDrafts
  readonly edits: DocumentEdits
  readonly find: Find
  readonly contents: ReadonlyMap<string, string>
  readonly naming: Naming
  /** Number of selected segments. */
  readonly selected: number
  /** The least gap between two captions, in milliseconds. */
  readonly gap: number
  readonly onSelect: (ids: readonly string[]) => void
  readonly onClose: () => void
}

/** Bar above the text, if one is open: to find and replace words, or to shift times. */
export function EditBars(props: EditBarsProps) {
  const { panel, noun, rows, at, readOnly, drafts, edits, find, contents, naming, selected, gap, onSelect, onClose } =
    props
  if (panel === 'replace') {
    return (
      <ReplaceBar
        noun={noun}
        find={find}
        contents={contents}
        numberOf={naming.numberOf}
        readOnly={readOnly}
        onReplace={edits.replaceWords}
        onReplaceAll={(ids, replacing) => void edits.replaceAll(ids, replacing)}
        onSelect={onSelect}
        onClose={onClose}
      />
    )
  }
  if (panel === 'gaps') {
    return (
      <Suspense>
        <GapsBar
          selected={selected}
          gap={gap}
          closingOf={edits.closingNow}
          onClose={onClose}
          onCloseGaps={(options) => void edits.closeGaps(options)}
        />
      </Suspense>
    )
  }
  return panel === 'shift' ? (
    <ShiftBar
      starts={startsOf(rows, at, drafts)}
      onShift={(by, from) => void edits.shift(by, from)}
      onClose={onClose}
    />
  ) : null
}
