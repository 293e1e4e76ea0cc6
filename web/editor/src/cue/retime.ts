import { bodyOf, cueOf, withTimes, withWritten } from './block.ts'
import { formatTime, parseTime } from './time.ts'

/** Time of a caption as a function of the time that it has, both in milliseconds. */
export type TimeMap = (time: number) => number

/** Map for captions of a film that ran at one frame rate, and now runs at another. */
export function ofFrameRates(from: number, to: number): TimeMap {
  return (time) => (time * from) / to
}

/** Map that moves two times to two others, and stretches what is between them and around them alike. */
export function ofTwoPoints(from: readonly [number, number], to: readonly [number, number]): TimeMap | null {
  const stretch = (to[1] - to[0]) / (from[1] - from[0])
  return Number.isFinite(stretch) && stretch > 0 ? (time) => to[0] + (time - from[0]) * stretch : null
}

const TIMESTAMP = /<((?:\d+:)?[0-5]\d:[0-5]\d\.\d{3})>/g

/** The cue with other times, those inside its text included; at least a millisecond long. Any other block stays. */
export function retimed(content: string, map: TimeMap): string {
  const cue = cueOf(content)
  if (cue === null) {
    return content
  }
  const at = (time: number) => Math.max(0, Math.round(map(time)))
  const start = at(cue.start)
  const moved = withTimes(content, { start, end: Math.max(start + 1, at(cue.end)) })
  const body = bodyOf(moved)
  const written = body.replace(TIMESTAMP, (_, time: string) => `<${formatTime(at(parseTime(time) ?? 0))}>`)
  return written === body ? moved : withWritten(moved, written)
}

/** The times of a cue, to be compared with those of another version. */
export function timesOf(content: string): string {
  const { start, end } = cueOf(content) ?? {}
  return `${start} ${end}`
}
