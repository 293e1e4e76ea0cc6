import { cueOf, shownOf, spokenOf, withTyped } from './block.ts'
import { type Run, wordsBetweenTags } from './spelling.ts'

/** Words that a person looks for, and how. */
export interface Query {
  readonly wanted: string
  readonly matchCase: boolean
  readonly wholeWord: boolean
  /** The words are a regular expression. */
  readonly isPattern: boolean
}

export const NO_QUERY: Query = { wanted: '', matchCase: false, wholeWord: false, isPattern: false }

/** Place of the words in what is shown of a block. */
export interface Hit {
  readonly at: number
  readonly length: number
}

const LETTER = '[\\p{L}\\p{M}\\p{N}_]'

/** The pattern of a query; null if it looks for nothing, or if it is no regular expression. */
export function patternOf({ wanted, matchCase, wholeWord, isPattern }: Query): RegExp | null {
  const source = isPattern ? wanted : wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const whole = wholeWord ? `(?<!${LETTER})(?:${source})(?!${LETTER})` : source
  try {
    return wanted === '' ? null : new RegExp(whole, matchCase ? 'gmu' : 'gimu')
  } catch {
    return null // it is still being typed
  }
}

/** Places of the words in what is shown of a block: never in tags, times and identifiers of cues. */
export function hitsIn(content: string, pattern: RegExp): readonly Hit[] {
  return matchesIn(shownRuns(content), pattern).map(({ at, match }) => ({ at, length: match[0].length }))
}

export interface Replacing {
  readonly pattern: RegExp
  readonly by: string
  /** `$1` and `$&` in the replacement stand for what was found. */
  readonly isPattern: boolean
}

/**
 * The content with the words replaced wherever a person reads them. Times, identifiers and tags of cues stay.
 *
 * @param only index of the one hit that is replaced; all of them without it
 */
export function replaced(content: string, { pattern, by, isPattern }: Replacing, only?: number): string {
  const isCue = cueOf(content) !== null
  const runs = isCue ? shownRuns(content) : [readableRun(content)]
  const found = matchesIn(runs, pattern).filter((_, index) => only === undefined || only === index)
  // From the last, so that the places of the others stay; one by one, so that what is between them stays as it is written.
  return found.reduceRight((next, { at, match }) => {
    const shown = isCue ? shownOf(next) : next
    const words = isPattern ? expanded(by, match) : by
    const typed = shown.slice(0, at) + words + shown.slice(at + match[0].length)
    return isCue ? withTyped(next, next, typed) : typed
  }, content)
}

interface Match {
  readonly at: number
  readonly match: RegExpExecArray
}

/** Matches within runs. What surrounds a word is judged without the tags, so that `<i>rain</i>bow` is one word. */
function matchesIn(runs: readonly Run[], pattern: RegExp): readonly Match[] {
  const words = runs.map((run) => run.words).join('')
  let end = 0
  const places = runs.map(({ at, words: { length } }) => {
    end += length
    return { at, start: end - length, end }
  })
  return [...words.matchAll(pattern)].flatMap((match) => {
    const [{ length }] = match
    const run = places.find(({ start, end }) => start <= match.index && match.index + length <= end)
    return length === 0 || run === undefined ? [] : [{ at: run.at + match.index - run.start, match }]
  })
}

function shownRuns(content: string): readonly Run[] {
  return cueOf(content) === null ? [readableRun(shownOf(content))] : wordsBetweenTags(spokenOf(content))
}

/** Text of a block that is no cue, or none that this page can read: the lines after its times, if it has any. */
function readableRun(content: string): Run {
  const head = /^(?:[^\r\n]*(?:\r\n|\r|\n))?[^\r\n]*-->[^\r\n]*(?:\r\n|\r|\n|$)/.exec(content)?.[0] ?? ''
  return { at: head.length, words: content.slice(head.length) }
}

/** The replacement with what was found in the places of `$&`, `$1` to `$99` and `$<name>`. */
function expanded(by: string, match: RegExpExecArray): string {
  return by.replace(/\$(?:(\$)|(&)|(\d{1,2})|<([^>]+)>)/g, (written, dollar, all, number, name) => {
    if (dollar !== undefined) {
      return '$'
    }
    const part = all !== undefined ? match[0] : name !== undefined ? match.groups?.[name] : match[Number(number)]
    return part ?? (number !== undefined && Number(number) >= match.length ? written : '')
  })
}
