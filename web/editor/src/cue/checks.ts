import type { Cue } from './block.ts'

/** What a profile allows. Times in milliseconds. */
export interface Profile {
  readonly charactersPerLine: number
  readonly lines: number
  readonly charactersPerSecond: number
  readonly minDuration: number
  readonly maxDuration: number
}

export const DEFAULT_PROFILE: Profile = {
  charactersPerLine: 42,
  lines: 2,
  charactersPerSecond: 20,
  minDuration: 833,
  maxDuration: 7_000,
}

/** What is worth a look. Never an error: the person decides. */
export function checksOf(cue: Cue, previousEnd: number | null, profile: Profile = DEFAULT_PROFILE): readonly string[] {
  const lines = visibleLines(cue.text)
  const longest = Math.max(0, ...lines.map(lengthOf))
  const duration = cue.end - cue.start
  const speed = charactersPerSecond(cue)
  return [
    cue.end <= cue.start ? 'Ends before it starts' : null,
    longest > profile.charactersPerLine ? `${longest} characters in a line (${profile.charactersPerLine})` : null,
    lines.length > profile.lines ? `${lines.length} lines (${profile.lines})` : null,
    duration > 0 && speed > profile.charactersPerSecond
      ? `${Math.round(speed)} characters per second (${profile.charactersPerSecond})`
      : null,
    duration > 0 && duration < profile.minDuration ? `Shorter than ${profile.minDuration / 1_000} s` : null,
    duration > profile.maxDuration ? `Longer than ${profile.maxDuration / 1_000} s` : null,
    previousEnd !== null && cue.start < previousEnd ? 'Overlaps the one before' : null,
  ].filter((check) => check !== null)
}

export function charactersPerSecond(cue: Cue): number {
  const duration = cue.end - cue.start
  return duration <= 0 ? 0 : (visibleLines(cue.text).reduce((sum, line) => sum + lengthOf(line), 0) * 1_000) / duration
}

/** The lines as they are read, without tags and with character references as one character. */
function visibleLines(text: string): string[] {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#\d+|#x[\da-f]+|[a-z]+);/gi, 'x')
    .split('\n')
}

function lengthOf(line: string): number {
  return [...line].length
}
