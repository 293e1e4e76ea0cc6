import { cueOf, withTimes, withWritten } from '../../cue/block.ts'

export const NAME = 'Kim'

/** Texts of the other person, without punctuation: a merge would find it in the caption, too. */
const TEXTS: readonly string[] = [
  'Kim was here\nwhile somebody typed',
  'Another hand wrote\nthose lines meanwhile',
  'Two people met\nwithin one sentence',
  'Surprise from elsewhere\nbefore anybody noticed',
]
const MOVED_BY = 250

/**
 * The block as the other person saves it: with another text, and other times where the person changed them, so that no merge
 * can be clean wherever the person typed.
 *
 * @param base the version that both started from
 * @param typed the person's draft
 */
export function asKimWrites(base: string, typed: string): string {
  const [before, after] = [cueOf(base), cueOf(typed)]
  if (before === null || after === null) {
    return base
  }
  const known = new Set([...wordsOf(before.text), ...wordsOf(after.text)])
  const text = TEXTS.find((one) => wordsOf(one).every((word) => !known.has(word))) ?? differing(before.text)
  const start = before.start === after.start ? undefined : moved(before.start, after.start, -1)
  const end = before.end === after.end ? undefined : moved(before.end, after.end, 1)
  return withTimes(withWritten(base, text), { start, end })
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** A text without a word of the other one. */
function differing(text: string): string {
  return TEXTS.find((one) => one !== text) ?? NAME
}

/** A third time, apart from both others, on the side where it cannot pass the other end of the cue. */
function moved(before: number, after: number, side: 1 | -1): number {
  const time = Math.max(0, before + side * MOVED_BY)
  return time === after || time === before ? before + side * Math.ceil(MOVED_BY / 2) : time
}
