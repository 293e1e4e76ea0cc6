import { shownText, writtenLines, writtenText } from './spelling.ts'
import { formatTime } from './time.ts'
import { voicedOf } from './voiceTag.ts'

/** Cue as the editor shows it. Times in milliseconds, text with line feeds. */
export interface Cue {
  readonly identifier: string | null
  readonly start: number
  readonly end: number
  readonly settings: string
  readonly text: string
}

const TIME = /(?:(\d+):)?([0-5]\d):([0-5]\d)\.(\d{3})/
const TIMING = new RegExp(`^([ \\t]*)(${TIME.source})([ \\t]*-->[ \\t]*)(${TIME.source})(.*)$`)

interface Lines {
  readonly before: readonly string[]
  readonly timing: RegExpExecArray
  readonly text: readonly string[]
  readonly terminator: string
}

/** Cue in a block of WebVTT; null if the block is no cue. A parser for editing only: the server decides about errors. */
export function cueOf(content: string): Cue | null {
  const lines = linesOf(content)
  if (lines === null) {
    return null
  }
  const { before, timing, text } = lines
  return {
    identifier: before[0] ?? null,
    start: millisecondsOf(timing, 3),
    end: millisecondsOf(timing, 9),
    settings: (timing[13] ?? '').trim(),
    text: text.join('\n'),
  }
}

/** The block with another text; every other character stays. */
export function withText(content: string, text: string): string {
  const lines = linesOf(content)
  if (lines === null) {
    return text
  }
  return [...lines.before, lines.timing[0], ...(text === '' ? [] : text.split('\n'))].join(lines.terminator)
}

/** The text of a block as a person reads it: of a cue its words without the tags of its voice, of any other block all of it. */
export function shownOf(content: string): string {
  return cueOf(content) === null ? content.replace(/\r\n|\r/g, '\n') : shownText(spokenOf(content))
}

/**
 * The block after a person typed a text in place of the one that was shown.
 *
 * @param origin the block that was shown; what of it is untouched stays as it was written
 */
export function withTyped(content: string, origin: string, typed: string): string {
  const terminator = terminatorOf(content)
  if (cueOf(content) === null) {
    return writtenLines(typed, origin, terminator)
  }
  const head = content.slice(0, headLength(content))
  const { before, said, after } = voicedOf(bodyOf(origin))
  const body = before + writtenText(typed, said, terminator) + after
  return body === '' ? head : head + terminator + body
}

/** Text of a cue as it is written, line breaks included; empty for any other block. */
export function bodyOf(content: string): string {
  return content.slice(headLength(content)).replace(/^(?:\r\n|\r|\n)/, '')
}

/** Text of a cue as it is written, without the tags of its voice; empty for any other block. */
export function spokenOf(content: string): string {
  return voicedOf(bodyOf(content)).said
}

/** The cue with another text, as WebVTT writes it, said by the same voice. */
export function withSpoken(content: string, written: string): string {
  const { before, after } = voicedOf(bodyOf(content))
  return withWritten(content, before + written + after)
}

/** The block with other times; a time that stays keeps its spelling. */
export function withTimes(content: string, { start, end }: { start?: number; end?: number }): string {
  const lines = linesOf(content)
  const cue = cueOf(content)
  if (lines === null || cue === null) {
    return content
  }
  const [, indent = '', from = '', , , , , arrow = ' --> ', to = '', , , , , rest = ''] = lines.timing
  const first = start === undefined || start === cue.start ? from : formatTime(start)
  const last = end === undefined || end === cue.end ? to : formatTime(end)
  return [...lines.before, `${indent}${first}${arrow}${last}${rest}`, ...lines.text].join(lines.terminator)
}

/** The block with the times of another one, as they are written there. */
export function withTimesOf(content: string, other: string): string {
  const [lines, from] = [linesOf(content), linesOf(other)]
  if (lines === null || from === null) {
    return content
  }
  const [, indent = '', , , , , , arrow = ' --> ', , , , , , rest = ''] = lines.timing
  const timing = `${indent}${from.timing[2] ?? ''}${arrow}${from.timing[8] ?? ''}${rest}`
  return [...lines.before, timing, ...lines.text].join(lines.terminator)
}

/** The cue with other settings. */
export function withSettings(content: string, settings: string): string {
  const lines = linesOf(content)
  if (lines === null) {
    return content
  }
  const [whole, , , , , , , , , , , , , rest = ''] = lines.timing
  const times = whole.slice(0, whole.length - rest.length)
  return [...lines.before, settings === '' ? times : `${times} ${settings}`, ...lines.text].join(lines.terminator)
}

/** The block with another text, as WebVTT writes it. */
export function withWritten(content: string, written: string): string {
  const head = content.slice(0, headLength(content))
  return written === '' ? head : head + terminatorOf(content) + written.split(/\r\n|\r|\n/).join(terminatorOf(content))
}

/** The cue without its identifier. */
export function withoutName(content: string): string {
  const lines = linesOf(content)
  return lines === null ? content : [lines.timing[0], ...lines.text].join(lines.terminator)
}

/** A new block. */
export function blockOf(cue: Pick<Cue, 'start' | 'end' | 'text'>): string {
  return `${formatTime(cue.start)} --> ${formatTime(cue.end)}\n${cue.text}`
}

/** Length of what stands before a cue's text: the identifier and the times. */
function headLength(content: string): number {
  const lines = linesOf(content)
  if (lines === null) {
    return content.length
  }
  const breaks = [...content.matchAll(/\r\n|\r|\n/g)]
  return breaks[lines.before.length]?.index ?? content.length
}

function terminatorOf(content: string): string {
  return content.includes('\r\n') ? '\r\n' : content.includes('\n') || !content.includes('\r') ? '\n' : '\r'
}

function linesOf(content: string): Lines | null {
  const terminator = terminatorOf(content)
  const lines = content.split(/\r\n|\n|\r/)
  const at = lines.slice(0, 2).findIndex((line) => line.includes('-->'))
  const timing = TIMING.exec(lines[at] ?? '')
  return timing === null ? null : { before: lines.slice(0, at), timing, text: lines.slice(at + 1), terminator }
}

function millisecondsOf(timing: RegExpExecArray, at: number): number {
  const part = (offset: number) => Number(timing[at + offset] ?? '0')
  return ((part(0) * 60 + part(1)) * 60 + part(2)) * 1_000 + part(3)
}
