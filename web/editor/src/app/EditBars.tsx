import type { RefObject } from 'react'
import type { SegmentJson } from '../api/types.ts'
import type { Noun } from '../cue/noun.ts'
import type { SegmentListHandle } from '../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../features/editing/segmentDraft.ts'
import { ReplaceBar } from '../features/replace/ReplaceBar.tsx'
import { ShiftBar } from '../features/shift/ShiftBar.tsx'
import { startsOf } from './commands/startsOf.ts'
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
  readonly list: RefObject<SegmentListHandle | null>
  readonly onClose: () => void
}

/** Bar above the text, if one is open: to find and replace words, or to shift times. */
export function EditBars({ panel, noun, rows, at, readOnly, drafts, edits, list, onClose }: EditBarsProps) {
  if (panel === 'replace') {
    return (
      <ReplaceBar
        noun={noun}
        texts={rows.map((row) => ({ id: row.id, content: drafts.textOf(row) }))}
        onShow={(found) => list.current?.show(found)}
        readOnly={readOnly}
        onReplace={edits.replace}
        onReplaceAll={(ids, change) => void edits.replaceAll(ids, change)}
        onClose={onClose}
      />
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
