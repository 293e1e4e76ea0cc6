import type { SegmentJson } from '../../api/types.ts'
import { cueOf } from '../../cue/block.ts'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { Starts } from '../../features/shift/ShiftBar.tsx'

/** Earliest starts of the cues, as the person sees them: of all, and from the current row on. */
export function startsOf(rows: readonly SegmentJson[], at: number, drafts: SegmentDrafts): Starts {
  return { all: earliest(rows, drafts), here: at < 0 ? undefined : earliest(rows.slice(at), drafts) }
}

function earliest(rows: readonly SegmentJson[], drafts: SegmentDrafts): number | null {
  const starts = rows
    .filter(({ kind, deleted }) => kind === 'cue' && !deleted)
    .map((row) => cueOf(drafts.textOf(row))?.start)
    .filter((start) => start !== undefined)
  return starts.length === 0 ? null : starts.reduce((one, other) => Math.min(one, other))
}
