import { paragraphsOf, withoutEmptyLines } from './flaws.ts'
import { withoutOpenTags, writtenText } from './spelling.ts'
import { formatTime, parseTime } from './time.ts'

const TIME = '(?:\\d{1,6}:)?\\d{1,2}:\\d{1,2}[.,]\\d{1,3}'
const TIMING = new RegExp(`^[ \\t]*(${TIME})[ \\t]*-{1,3}>[ \\t]*(${TIME})(?:[ \\t].*)?$`)
const IS_BLOCK = /^(?:WEBVTT|NOTE|STYLE|REGION)(?:[ \t]|$)/

/** Colours and places, which WebVTT writes otherwise. */
const SUBRIP_ONLY = /<\/?font[^<>]*>|\{\\[^{}]*\}/gi

/**
 * The cues in a pasted text that is a piece of a WebVTT or SubRip file, each as a block of WebVTT. Read tolerantly, without
 * identifiers and settings. Empty if it is any other text.
 */
export function pastedCues(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/)
  const starts = lines.flatMap((line, at) => (TIMING.test(line) ? [at] : []))
  return starts.flatMap((at, index) => {
    const [, from = '', to = ''] = TIMING.exec(lines[at] ?? '') ?? []
    const [start, end] = [parseTime(from), parseTime(to)]
    const next = starts[index + 1]
    const words = wordsOf(lines.slice(at + 1, next), next !== undefined)
    return start === null || end === null || end <= start
      ? []
      : [`${formatTime(start)} --> ${formatTime(end)}${words === '' ? '' : `\n${words}`}`]
  })
}

/** The paragraphs in a pasted text; none if it has no empty line between two of them. */
export function pastedParagraphs(text: string): readonly string[] {
  const parts = paragraphsOf(text.replace(/\r\n|\r/g, '\n'))
  return parts.length > 1 ? parts : []
}

/** Words of a cue: without the counter or identifier of the next one, without the blocks that follow it. */
function wordsOf(lines: readonly string[], isFollowed: boolean): string {
  const last = lines.at(-1) ?? ''
  const hasName = isFollowed && last.trim() !== '' && (lines.at(-2)?.trim() === '' || /^\s*\d+\s*$/.test(last))
  const own = hasName ? lines.slice(0, -1) : lines
  const other = own.findIndex((line, at) => IS_BLOCK.test(line) && (own[at - 1] ?? '').trim() === '')
  const text = withoutEmptyLines((other < 0 ? own : own.slice(0, other)).join('\n'))
  return withoutOpenTags(writtenText(text.replace(SUBRIP_ONLY, ''), '', '\n'))
}
