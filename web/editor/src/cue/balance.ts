import { cueOf, spokenOf, withSpoken } from './block.ts'
import type { Profile } from './checks.ts'

/** A word, or a tag with what it touches. */
const WORD = /(?:<[^<>]*>|[^\s<]|<(?![^<>]*>))+/g
const DIALOGUE = /^\s*(?:<[^<>]*>)*\s*[-–—]/m
const PAUSE = /[.,;:!?…、。，！？]["”’»]?(?:<[^<>]*>)*$/
/** So many characters a break after a punctuation mark may be worse. */
const FOR_PAUSE = 4

interface Lines {
  readonly lines: readonly string[]
  readonly longest: number
  /** Less is better. */
  readonly cost: number
}

/**
 * The cue with its text on as few lines as its limits allow, of about the same length, broken after a pause where there is one.
 * Lines of a dialogue, which begin with a dash, stay, as does any other block.
 */
export function withBalance(content: string, { charactersPerLine, lines: most }: Profile): string {
  if (cueOf(content) === null) {
    return content
  }
  const text = spokenOf(content).replace(/\r\n|\r/g, '\n')
  const words = text.match(WORD) ?? []
  if (words.length < 2 || DIALOGUE.test(text)) {
    return content
  }
  for (let count = 1; count <= most; count++) {
    const broken = bestBreak(words, count)
    if (broken !== null && (broken.longest <= charactersPerLine || count === most)) {
      return withSpoken(content, broken.lines.join('\n'))
    }
  }
  return content
}

function bestBreak(words: readonly string[], count: number): Lines | null {
  if (count === 1) {
    const line = words.join(' ')
    return { lines: [line], longest: lengthOf(line), cost: 0 }
  }
  let best: Lines | null = null
  for (let at = 1; at < words.length; at++) {
    const first = words.slice(0, at).join(' ')
    const rest = bestBreak(words.slice(at), count - 1)
    if (rest === null) {
      continue
    }
    const longest = Math.max(lengthOf(first), rest.longest)
    const cost = longest + rest.cost / words.length - (PAUSE.test(first) ? FOR_PAUSE : 0)
    if (best === null || cost < best.cost) {
      best = { lines: [first, ...rest.lines], longest, cost }
    }
  }
  return best
}

function lengthOf(line: string): number {
  return [...line.replace(/<[^<>]*>/g, '').replace(/&[a-z#\d]+;/gi, 'x')].length
}
