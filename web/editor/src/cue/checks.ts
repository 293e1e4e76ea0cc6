import type { Cue } from './block.ts'

/** Limits of a house style. Times in milliseconds. The server has the same under the same names, and decides. */
export interface Profile {
  readonly name: string
  readonly label: string
  readonly charactersPerLine: number
  readonly lines: number
  readonly charactersPerSecond: number
  readonly minDuration: number
  readonly maxDuration: number
  readonly gap: number
}

export const DEFAULT_PROFILE: Profile = {
  name: 'default',
  label: 'Adults',
  charactersPerLine: 42,
  lines: 2,
  charactersPerSecond: 20,
  minDuration: 833,
  maxDuration: 7_000,
  gap: 83,
}

export const PROFILES: readonly Profile[] = [
  DEFAULT_PROFILE,
  { ...DEFAULT_PROFILE, name: 'children', label: 'Children', charactersPerSecond: 13 },
]

/** Warning about a cue. Never an error: the person decides. */
export interface Check {
  readonly rule: string
  readonly value?: number | null
  readonly limit?: number | null
  /** The server's words, for rules that have none here. */
  readonly message?: string
  /** True if the server can correct it. */
  readonly fixable?: boolean
}

/** Rules that `checksOf` checks. */
export const KNOWN_RULES: ReadonlySet<string> = new Set([
  'characters-per-line',
  'lines',
  'characters-per-second',
  'min-duration',
  'max-duration',
  'gap',
  'overlap',
])

/** @param previousEnd the latest end of all cues before; null for the first */
export function checksOf(cue: Cue, previousEnd: number | null, profile: Profile = DEFAULT_PROFILE): readonly Check[] {
  const lines = visibleLines(cue.text)
  const longest = charactersPerLine(cue)
  const duration = cue.end - cue.start
  const speed = charactersPerSecond(cue)
  const gap = previousEnd === null ? null : cue.start - previousEnd
  const unless = (fine: boolean, rule: string, value: number, limit: number): Check[] =>
    fine ? [] : [{ rule, value, limit }]
  return [
    ...(duration <= 0 ? [{ rule: 'backwards' }] : []),
    ...unless(longest <= profile.charactersPerLine, 'characters-per-line', longest, profile.charactersPerLine),
    ...unless(lines.length <= profile.lines, 'lines', lines.length, profile.lines),
    ...unless(speed <= profile.charactersPerSecond, 'characters-per-second', speed, profile.charactersPerSecond),
    ...unless(duration <= 0 || duration >= profile.minDuration, 'min-duration', duration, profile.minDuration),
    ...unless(duration <= profile.maxDuration, 'max-duration', duration, profile.maxDuration),
    ...unless(gap === null || gap < 0 || gap >= profile.gap, 'gap', gap ?? 0, profile.gap),
    ...unless(gap === null || gap >= 0, 'overlap', Math.min(cue.end, previousEnd ?? 0) - cue.start, 0),
  ]
}

/** A warning in few words: the measured value, and its limit in brackets. */
export function inWords({ rule, value, limit, message }: Check): string {
  const [is, usual] = [value ?? 0, limit ?? 0]
  switch (rule) {
    case 'backwards':
      return 'Ends before it starts'
    case 'characters-per-line':
      return `${is} characters in a line (at most ${usual})`
    case 'lines':
      return `${is} lines (at most ${usual})`
    case 'characters-per-second':
      return `${Math.ceil(is)} characters per second (at most ${usual})`
    case 'min-duration':
      return `Shown for ${seconds(is)} s (at least ${seconds(usual)})`
    case 'max-duration':
      return `Shown for ${seconds(is)} s (at most ${seconds(usual)})`
    case 'gap':
      return is === 0 ? 'No gap after the one before' : `${is} ms after the one before (at least ${usual})`
    case 'overlap':
      return `Overlaps one before by ${seconds(is)} s`
    default:
      return message === undefined ? rule : message.charAt(0).toUpperCase() + message.slice(1)
  }
}

function seconds(milliseconds: number): string {
  return String(Math.round(milliseconds / 10) / 100)
}

/** Characters in the longest line. */
export function charactersPerLine(cue: Cue): number {
  return visibleLines(cue.text).reduce((most, line) => Math.max(most, lengthOf(line)), 0)
}

/** Place of a figure on the scale up to its limit. */
export type Level = 'fine' | 'near' | 'over'

/** Share of the limit from which a figure is near it. */
const NEAR = 0.85

export function levelOf(value: number, limit: number): Level {
  return value > limit ? 'over' : value > limit * NEAR ? 'near' : 'fine'
}

export function charactersPerSecond(cue: Cue): number {
  const duration = cue.end - cue.start
  return duration <= 0 ? 0 : (visibleLines(cue.text).reduce((sum, line) => sum + lengthOf(line), 0) * 1_000) / duration
}

/** Visible lines, without tags and with each character reference as one character. A tag without an end hides the rest. */
function visibleLines(text: string): string[] {
  return text
    .replace(/<[^<>]*(?:>|(?=<)|$)/g, '')
    .replace(/&(?:#\d+|#x[\da-f]+|[a-z]+);/gi, 'x')
    .split('\n')
}

const LETTERS = new Intl.Segmenter()

/** Length in characters as people count them: a letter with its accents is one, as is an emoji of several parts. */
function lengthOf(line: string): number {
  return /^[\x20-\x7e]*$/.test(line) ? line.length : [...LETTERS.segment(line)].length
}
