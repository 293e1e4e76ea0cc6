import { onFrame } from './frames.ts'

/** Span of time in milliseconds. */
export interface Span {
  readonly start: number
  readonly end: number
}

export type Edge = 'start' | 'end'

/** Places that times are drawn to. All times in milliseconds. */
export interface Snapping {
  readonly targets: readonly number[]
  /** Distance from which a target draws. */
  readonly within: number
  /** Frames in a second. Where no target draws, times go to frames. */
  readonly frameRate: number
}

/** The neighbours of a caption, and the playhead. */
export interface Surroundings {
  readonly previousEnd: number | null
  readonly nextStart: number | null
  readonly playhead: number | null
}

/** Targets for the edge of a caption: its neighbour, with the least gap and without, and the playhead. */
export function targetsOf(edge: Edge, { previousEnd, nextStart, playhead }: Surroundings, gap: number): number[] {
  const neighbour =
    edge === 'start'
      ? previousEnd === null
        ? []
        : [previousEnd + gap, previousEnd]
      : nextStart === null
        ? []
        : [nextStart - gap, nextStart]
  return [...neighbour, ...(playhead === null ? [] : [playhead])].filter((time) => time >= 0)
}

/** A time drawn to the nearest target, or to its frame. */
export function snapped(time: number, { targets, within, frameRate }: Snapping): number {
  return nearest(time, targets, within) ?? onFrame(time, frameRate)
}

/** The span with one edge at another time: at least a frame long. Without snapping the time is taken as it is. */
export function withEdge(span: Span, edge: Edge, time: number, frameRate: number, snapping: Snapping | null): Span {
  const shortest = Math.ceil(1_000 / frameRate)
  const at = Math.round(snapping === null ? time : snapped(time, snapping))
  return edge === 'start'
    ? { start: Math.max(0, Math.min(at, span.end - shortest)), end: span.end }
    : { start: span.start, end: Math.max(at, span.start + shortest) }
}

/** The span moved by some time, as long as before. The edge that is nearer to a target is drawn to it. */
export function movedBy(span: Span, by: number, snapping: Readonly<Record<Edge, Snapping>> | null): Span {
  const length = span.end - span.start
  const start = span.start + by
  const at = (moved: number) => ({ start: Math.max(0, moved), end: Math.max(0, moved) + length })
  if (snapping === null) {
    return at(Math.round(start))
  }
  const byStart = nearest(start, snapping.start.targets, snapping.start.within)
  const end = nearest(start + length, snapping.end.targets, snapping.end.within)
  const byEnd = end === null ? null : end - length
  const drawn = [byStart, byEnd].filter((one) => one !== null)
  const closest = nearest(start, drawn, Number.POSITIVE_INFINITY)
  return at(closest ?? onFrame(start, snapping.start.frameRate))
}

function nearest(time: number, targets: readonly number[], within: number): number | null {
  return targets.reduce<number | null>((found, target) => {
    const distance = Math.abs(target - time)
    return distance <= within && (found === null || distance < Math.abs(found - time)) ? target : found
  }, null)
}
