import type { SegmentJson } from '../../api/types.ts'
import { type Cue, cueOf } from '../../cue/block.ts'
import { DEFAULT_PROFILE } from '../../cue/checks.ts'
import { formatTime } from '../../cue/time.ts'

/** Milliseconds. */
interface Span {
  readonly start: number
  readonly end: number
}

const USUAL_DURATION = 2_000

/** Times of a new caption between its neighbours: at the playhead if that is there, else right after the one before. */
export function spanBetween(before: Cue | null, next: Cue | null, playhead: number | undefined): Span {
  const from = before?.end ?? 0
  const until = next?.start ?? Number.POSITIVE_INFINITY
  const isBetween = playhead !== undefined && playhead >= from && playhead < until
  const start = isBetween ? playhead : from
  return { start, end: until > start ? Math.min(start + USUAL_DURATION, until) : start + USUAL_DURATION }
}

/** Times of a caption that ends where the next one starts: with the usual gap, and after the longest time at most. */
export function endedAt({ start, end }: Span, playhead: number): Span {
  const latest = Math.min(playhead - DEFAULT_PROFILE.gap, start + DEFAULT_PROFILE.maxDuration)
  return { start, end: latest > start ? latest : end }
}

/** A caption without text. */
export function emptyCaption({ start, end }: Span): string {
  return `${formatTime(start)} --> ${formatTime(end)}`
}

/** Index of the last caption that starts before a time; -1 if there is none. */
export function lastBefore(rows: readonly SegmentJson[], textOf: (row: SegmentJson) => string, time: number): number {
  return rows.findLastIndex((row) => !row.deleted && (cueOf(textOf(row))?.start ?? Number.POSITIVE_INFINITY) < time)
}
