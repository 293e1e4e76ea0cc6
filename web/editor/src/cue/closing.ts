import type { Span } from './snap.ts'

/** Caption with its times in milliseconds. */
export interface Timed extends Span {
  readonly id: string
}

export interface ClosingOptions {
  /** The least gap between two captions, in milliseconds. */
  readonly gap: number
  /** Longest gap that is closed down to the least one; 0 for none. */
  readonly upTo: number
}

/** Ends that captions get so that their overlaps and gaps are closed, and why. No start moves: speech begins there. */
export interface Closing {
  readonly ends: ReadonlyMap<string, number>
  readonly overlaps: number
  readonly narrow: number
  readonly wide: number
  /** Overlaps that stay, because two captions start at almost the same time. */
  readonly left: number
}

/**
 * New ends of captions whose neighbour comes too early, or so late that the gap is to be closed.
 *
 * @param all the captions of the document
 * @param chosen true for those that may change
 */
export function closingOf(all: readonly Timed[], chosen: (id: string) => boolean, options: ClosingOptions): Closing {
  const { gap, upTo } = options
  const sorted = [...all].sort((one, other) => one.start - other.start || one.end - other.end)
  const ends = new Map<string, number>()
  const counts = { overlaps: 0, narrow: 0, wide: 0, left: 0 }
  for (const [index, { id, start, end }] of sorted.entries()) {
    const next = sorted[index + 1]
    const kind = next === undefined || !chosen(id) ? null : kindOf(next.start - end, gap, upTo)
    if (next === undefined || kind === null) {
      continue
    }
    if (next.start - gap > start) {
      ends.set(id, next.start - gap)
      counts[kind]++
    } else {
      counts.left++
    }
  }
  return { ends, ...counts }
}

function kindOf(distance: number, gap: number, upTo: number): 'overlaps' | 'narrow' | 'wide' | null {
  if (distance < 0) {
    return 'overlaps'
  }
  return distance < gap ? 'narrow' : distance > gap && distance <= upTo ? 'wide' : null
}
