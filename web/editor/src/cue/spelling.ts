import { sharedEnd, sharedStart } from './overlap.ts'

/** Piece of a text: as WebVTT writes it, and as a person reads and types it. */
interface Token {
  readonly written: string
  readonly shown: string
  readonly isTag?: boolean
  /** Tag that players ignore. Typed anew it is text; in a file it stays a tag. */
  readonly ignoredTag?: boolean
}

/** The names of WebVTT's spans (WebVTT §4.2.2). */
const NAMES = 'c|i|b|u|ruby|rt|v|lang'
const TAG = `<(?:(?:${NAMES})(?:\\.[^\\s<>&.]*)*(?:\\s[^<>]*)?|/(?:${NAMES})|(?:\\d+:)?[0-5]\\d:[0-5]\\d\\.\\d{3})(?<!--)>`
const REFERENCE = '&(?:#\\d+|#[xX][\\da-fA-F]+|[a-zA-Z][a-zA-Z\\d]*);'
const TOKEN = new RegExp(`(${TAG})|(</?[a-zA-Z][^<>\\n]*>)|(${REFERENCE})|(&)|(\\r\\n|\\r|\\n)|[^]`, 'uy')

/** A tag of which the end is not typed yet, with all text after it up to the next tag. */
const OPEN_TAG = new RegExp(`^<(?:(?:${NAMES})(?:[.\\s][^<>]*)?|/[a-z]*|l|la|lan|r|ru|rub|\\d{2,}:[\\d:.]*)(?=<|$)`)

const NAMED: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }

/** Letters, marks, numbers, punctuation and symbols: what can be seen. */
const VISIBLE = /^[\p{L}\p{N}\p{P}\p{S}]$/u

/**
 * The text of a cue as a person reads it: line breaks as LF, and the character for each reference, unless it cannot be
 * seen or would be taken for markup.
 */
export function shownText(written: string): string {
  return tokensOf(written)
    .map(({ shown }) => shown)
    .join('')
}

/**
 * The written form of a text that a person typed into what was shown of `origin`. What they did not touch stays as it was
 * written. A `<` or `&` that is not markup is escaped; a tag that is not closed yet stays as it is.
 *
 * @param lineBreak how a new line break is written
 */
export function writtenText(typed: string, origin: string, lineBreak: string): string {
  const before = tokensOf(origin)
  const kept = keptTokens(before, typed)
  const hasDecoded = before.some(({ written, shown }) => written !== shown && !/[<>&\n]/.test(shown))
  const ignoredTags = new Set(before.filter(({ ignoredTag }) => ignoredTag).map(({ written }) => written))
  const written = pieces(typed)
    .flatMap((piece) => (hasDecoded && piece.isPlain ? charactersOf(piece) : [piece]))
    .map((piece) => {
      const known = kept(piece.at, piece.text)
      return known ?? (ignoredTags.has(piece.text) ? piece.text : newlyWritten(piece, typed, lineBreak))
    })
    .join('')
  return written.replaceAll('-->', '--&gt;')
}

/** Text without markup, with its line breaks as they were where they were not touched. */
export function writtenLines(typed: string, origin: string, lineBreak: string): string {
  const kept = keptTokens(
    origin.split(/(\r\n|\r|\n)/).map((part) => ({ written: part, shown: /^[\r\n]/.test(part) ? '\n' : part })),
    typed,
  )
  let at = 0
  return typed
    .split(/(\n)/)
    .map((part) => {
      const written = part === '\n' ? (kept(at, part) ?? lineBreak) : part
      at += part.length
      return written
    })
    .join('')
}

/** The place in the written text for a place in the shown one. */
export function writtenOffset(written: string, shownOffset: number): number {
  let [at, shownAt] = [0, 0]
  for (const token of tokensOf(written)) {
    if (shownAt + token.shown.length > shownOffset) {
      return at + (token.shown === token.written ? shownOffset - shownAt : 0)
    }
    at += token.written.length
    shownAt += token.shown.length
  }
  return at
}

/** Words within a text as a person reads it, without a tag in them. */
export interface Run {
  readonly at: number
  readonly words: string
}

/** Runs of a written text between its tags, as a person reads them. */
export function wordsBetweenTags(written: string): readonly Run[] {
  const runs: Run[] = []
  let [at, shownAt, words] = [0, 0, '']
  for (const { shown, isTag } of [...tokensOf(written), { shown: '', isTag: true }]) {
    if (isTag && words !== '') {
      runs.push({ at, words })
    }
    words = isTag ? '' : words + shown
    shownAt += shown.length
    at = isTag ? shownAt : at
  }
  return runs
}

/** The first tag that has no end, as far as it is typed; null without one. */
export function openTag(written: string): string | null {
  for (const { text, at } of pieces(written)) {
    const open = text === '<' ? OPEN_TAG.exec(written.slice(at)) : null
    if (open !== null) {
      return open[0]
    }
  }
  return null
}

/** The text with each tag that has no end as text. */
export function withoutOpenTags(written: string): string {
  return pieces(written)
    .map(({ text, at }) => (text === '<' && OPEN_TAG.test(written.slice(at)) ? '&lt;' : text))
    .join('')
}

interface Piece {
  readonly text: string
  readonly at: number
  readonly match: RegExpExecArray
  /** Text without a character that could be markup. */
  readonly isPlain: boolean
}

function pieces(text: string): readonly Piece[] {
  const found: Piece[] = []
  TOKEN.lastIndex = 0
  for (let match = TOKEN.exec(text); match !== null && match[0] !== ''; match = TOKEN.exec(text)) {
    found.push({ text: match[0], at: match.index, match, isPlain: !/^[<>&\r\n]/.test(match[0]) })
  }
  return found
}

function charactersOf({ text, at, match }: Piece): readonly Piece[] {
  let index = at
  return Array.from(text, (character) => {
    const piece = { text: character, at: index, match, isPlain: true }
    index += character.length
    return piece
  })
}

function newlyWritten({ text, at, match, isPlain }: Piece, typed: string, lineBreak: string): string {
  const [, tag, ignoredTag, reference, ampersand, lines] = match
  if (isPlain || tag !== undefined || reference !== undefined) {
    return text
  }
  if (lines !== undefined) {
    return lineBreak
  }
  if (ampersand !== undefined) {
    return '&amp;'
  }
  if (ignoredTag !== undefined) {
    return `&lt;${text.slice(1).replaceAll('&', '&amp;')}`
  }
  return text === '<' && !OPEN_TAG.test(typed.slice(at)) ? '&lt;' : text
}

/** The tokens of a written text, from its end: what follows decides if a character could be taken for markup. */
function tokensOf(written: string): readonly Token[] {
  const tokens: Token[] = []
  let after = ''
  for (const { text, match } of [...pieces(written)].reverse()) {
    const [, tag, ignoredTag, reference, , lines] = match
    const shown = lines !== undefined ? '\n' : reference === undefined ? text : characterOf(text, after)
    const isIgnored = ignoredTag !== undefined
    tokens.push({ written: text, shown, isTag: tag !== undefined || isIgnored, ignoredTag: isIgnored })
    after = `${shown}${after}`.slice(0, LOOK_AHEAD)
  }
  return tokens.reverse()
}

/** Longest markup that is looked for after a character that would begin it. */
const LOOK_AHEAD = 200

function characterOf(reference: string, after: string): string {
  const character = NAMED[reference] ?? numbered(reference)
  if (character === null || !VISIBLE.test(character)) {
    return reference
  }
  const [whole, tag, , again] = firstMatch(character + after)
  const mayBeTag = tag !== undefined || (whole === '<' && after.length >= LOOK_AHEAD && OPEN_TAG.test(whole + after))
  return mayBeTag || again !== undefined ? reference : character
}

function firstMatch(text: string): RegExpExecArray | readonly undefined[] {
  TOKEN.lastIndex = 0
  return TOKEN.exec(text) ?? []
}

function numbered(reference: string): string | null {
  const digits = /^&#(?:x([\da-f]+)|(\d+));$/i.exec(reference)
  const number = digits === null ? Number.NaN : Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] ? 16 : 10)
  return number > 0x9f && number <= 0x10ffff
    ? String.fromCodePoint(number)
    : number < 0x80
      ? String.fromCodePoint(number)
      : null
}

/** Length of an ampersand with the name after it, which could become a reference. */
function nameLength(text: string, at: number): number {
  NAME.lastIndex = at
  return NAME.exec(text)?.[0].length ?? 0
}

const NAME = /&[a-zA-Z\d#]*/y

/** The written form of a piece of a typed text that stands, untouched, where it was shown before. */
function keptTokens(before: readonly Token[], typed: string): (at: number, text: string) => string | undefined {
  const shown = before.map((token) => token.shown).join('')
  const start = sharedStart(shown, typed)
  const end = sharedEnd(shown, typed, start)
  const places = new Map<number, Token>()
  let at = 0
  for (const token of before) {
    places.set(at, token)
    at += token.shown.length
  }
  return (place, text) => {
    const isBefore = place + (text === '&' ? nameLength(typed, place) : text.length) <= start
    const isAfter = place >= typed.length - end
    const token = places.get(isBefore ? place : place + shown.length - typed.length)
    return (isBefore || isAfter) && token?.shown === text ? token.written : undefined
  }
}
