import { formatTime, parseTime } from './time.ts'

const TIMECODE = /^\s*(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,2})[:;](\d{1,2})\s*$/

/**
 * Time as HH:MM:SS:FF: hours, minutes and seconds of the film, and the frame within the second. It is the frame nearest to the
 * time. No frame numbers are dropped: the seconds are true also at 29.97 and 59.94 frames.
 */
export function formatTimecode(time: number, rate: number): string {
  const whole = Math.max(0, Math.round(time))
  const frame = Math.round(((whole % 1_000) * rate) / 1_000)
  const [seconds, frames] =
    frame >= Math.ceil(rate) ? [Math.floor(whole / 1_000) + 1, 0] : [Math.floor(whole / 1_000), frame]
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60, frames]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}

/** Timecode that a person typed, with the hours and minutes if they like; null if it cannot be parsed. */
export function parseTimecode(text: string, rate: number): number | null {
  const [whole, hours = '0', minutes = '0', seconds = '0', frames = '0'] = TIMECODE.exec(text) ?? []
  const isWithin = Number(minutes) <= 59 && Number(seconds) <= 59 && Number(frames) < Math.ceil(rate)
  if (whole === undefined || !isWithin) {
    return null
  }
  const full = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
  return full * 1_000 + Math.round((Number(frames) * 1_000) / rate)
}

/** Spelling of times. */
export interface TimeSpelling {
  readonly format: (time: number) => string
  /** Null if the text is no time. */
  readonly parse: (text: string) => number | null
}

const CLOCK: TimeSpelling = { format: formatTime, parse: parseTime }

/** Times with milliseconds, or as timecodes. Of timecodes, times with milliseconds can be typed, too. */
export function spellingOf({ timecodes, frameRate }: { timecodes: boolean; frameRate: number }): TimeSpelling {
  return timecodes
    ? {
        format: (time) => formatTimecode(time, frameRate),
        parse: (text) => (/[.,]/.test(text) ? parseTime(text) : parseTimecode(text, frameRate)),
      }
    : CLOCK
}
