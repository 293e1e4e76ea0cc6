import { bodyOf, cueOf, withWritten } from './block.ts'

/** Tag of italic or bold text. */
export type Typeface = 'i' | 'b'

/** Voice tag that a text begins with, and what is said. */
const SAID = /^(<v[^<>]*>)?([\s\S]*?)(<\/v>)?$/

/** True if all of a cue's text is in a typeface, by one pair of tags. */
export function isIn(typeface: Typeface, content: string): boolean {
  const [, , said = ''] = SAID.exec(bodyOf(content)) ?? []
  return new RegExp(`^<${typeface}>(?:(?!</?${typeface}>)[\\s\\S])*</${typeface}>$`).test(said)
}

/** The cue with all of its text in a typeface, or with none. Any other block, and a cue without text, stays. */
export function withTypeface(content: string, typeface: Typeface, isOn: boolean): string {
  const [, voice = '', said = '', end = ''] = SAID.exec(bodyOf(content)) ?? []
  if (cueOf(content) === null || said === '' || isIn(typeface, content) === isOn) {
    return content
  }
  const plain = said.replace(new RegExp(`</?${typeface}>`, 'g'), '')
  return withWritten(content, isOn ? `${voice}<${typeface}>${plain}</${typeface}>${end}` : voice + plain + end)
}

/** Words in a typeface; without it if they have it. */
export function inTypeface(words: string, typeface: Typeface): string {
  const [open, close] = [`<${typeface}>`, `</${typeface}>`]
  const isMarked = words.startsWith(open) && words.endsWith(close)
  return isMarked ? words.slice(open.length, -close.length) : open + words + close
}
