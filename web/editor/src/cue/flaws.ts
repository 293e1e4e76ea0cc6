import { bodyOf, cueOf, spokenOf } from './block.ts'
import { openTag } from './spelling.ts'

/** Reason for which a block cannot be saved as it is. Typing leads through such states; none of them is an error. */
export type Flaw =
  /** It begins or ends with a line break. */
  | { readonly type: 'outerBreak' }
  | { readonly type: 'emptyLine' }
  | { readonly type: 'openTag'; readonly tag: string }
  /** The end is not after the start. Milliseconds. */
  | { readonly type: 'backwards'; readonly start: number; readonly end: number }
  /** An arrow in a block that cannot have one, and cannot escape it. */
  | { readonly type: 'arrow' }
  /** The word that says what the block is has gone. */
  | { readonly type: 'firstLine'; readonly expected: string }
  | { readonly type: 'nothing' }
  | { readonly type: 'json' }

/** A block's place in its format: the kind of its segment, and the media type of its document. */
export interface BlockContext {
  readonly kind: string
  readonly mediaType: string | undefined
}

const FIRST_WORDS: Readonly<Record<string, RegExp>> = {
  NOTE: /^NOTE(?=[ \t\r\n]|$)/,
  STYLE: /^STYLE[ \t]*(?=[\r\n]|$)/,
  REGION: /^REGION[ \t]*(?=[\r\n]|$)/,
  WEBVTT: /^\uFEFF?WEBVTT(?=[ \t\r\n]|$)/,
}
const FIRST_WORD_OF: Readonly<Record<string, string>> = {
  note: 'NOTE',
  style: 'STYLE',
  region: 'REGION',
  header: 'WEBVTT',
}

/** The first flaw of a block that the version which it grew from does not have; null if it can be saved. */
export function newFlaw(content: string, base: string, context: BlockContext): Flaw | null {
  if (content === base) {
    return null
  }
  const known = new Set(flawsOf(base, context).map(({ type }) => type))
  return flawsOf(content, context).find(({ type }) => !known.has(type)) ?? null
}

/** True if a cue has a tag without an end, and the version which it grew from has none. */
export function opensTag(content: string, base: string): boolean {
  return openTag(bodyOf(content)) !== null && openTag(bodyOf(base)) === null
}

function flawsOf(content: string, { kind, mediaType }: BlockContext): readonly Flaw[] {
  if (kind === 'text') {
    return mediaType === 'application/json' && !isJson(content) ? [{ type: 'json' }] : []
  }
  const cue = kind === 'cue' ? cueOf(content) : null
  if (cue === null) {
    return kind === 'cue' ? [] : flawsOfBlock(content, kind)
  }
  const tag = openTag(bodyOf(content))
  const { start, end } = cue
  return [
    ...flawsOfLines(spokenOf(content).replace(/\r\n|\r/g, '\n')),
    ...(tag === null ? [] : [{ type: 'openTag', tag } as const]),
    ...(end > start ? [] : [{ type: 'backwards', start, end } as const]),
  ]
}

function flawsOfBlock(block: string, kind: string): readonly Flaw[] {
  const content = block.replace(/\r\n|\r/g, '\n')
  const expected = FIRST_WORD_OF[kind]
  const lacksFirstWord = expected !== undefined && FIRST_WORDS[expected]?.test(content) === false
  return [
    ...(content.trim() === '' ? [{ type: 'nothing' } as const] : []),
    ...flawsOfLines(content),
    ...(content.includes('-->') ? [{ type: 'arrow' } as const] : []),
    ...(lacksFirstWord ? [{ type: 'firstLine', expected } as const] : []),
  ]
}

function flawsOfLines(text: string): readonly Flaw[] {
  const within = withoutOuterBreaks(text)
  // The empty line first: what mends it takes the outer breaks away, too, and they alone are no reason to ask.
  return [
    ...(within.includes('\n\n') ? [{ type: 'emptyLine' } as const] : []),
    ...(within.length < text.length ? [{ type: 'outerBreak' } as const] : []),
  ]
}

/** The text without the line breaks that it begins and ends with. */
export function withoutOuterBreaks(text: string): string {
  let [start, end] = [0, text.length]
  while (start < end && isBreak(text, start)) {
    start++
  }
  while (start < end && isBreak(text, end - 1)) {
    end--
  }
  return text.slice(start, end)
}

function isBreak(text: string, at: number): boolean {
  return text[at] === '\n' || text[at] === '\r'
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** The parts of a text between its empty lines. Line breaks are LF. */
export function paragraphsOf(text: string): readonly string[] {
  return text
    .split(/\n{2,}/)
    .map(withoutOuterBreaks)
    .filter((part) => part.trim() !== '')
}

/** The text without its empty lines. */
export function withoutEmptyLines(text: string): string {
  return paragraphsOf(text).join('\n')
}
