import { diff } from './diff.ts'
import { isDisputed, type Region } from './sequence.ts'

/** A side that has fewer than one of so many words in common with the base wrote a text of its own. */
const WORDS_FOR_ONE_IN_COMMON = 4

/** In a text of fewer words each is plain to see, and is chosen by itself. */
const FEWEST_WORDS = 4

const WORD = /[\p{L}\p{N}]/u
const WORD_OR_BREAK = /[\p{L}\p{N}\r\n]/u

/**
 * Regions of words, as somebody can choose between those that are disputed. Words of two texts that have little in common
 * are alike by chance, here and there a blank or an article: a choice about each place between them would mix both texts
 * into one that nobody wrote. So they are one region if a side was written anew, or if no word stands between two.
 * Nothing becomes disputed in a merge without any.
 */
export function disputesTogether(regions: readonly Region[]): readonly Region[] {
  if (!regions.some(isDisputed)) {
    return regions
  }
  const all = joined(regions)
  return isWrittenAnew(all.base, all.mine) || isWrittenAnew(all.base, all.theirs)
    ? withoutSpaceAround(all)
    : neighboursTogether(regions)
}

function joined(regions: readonly Region[]): Region {
  const side = (name: 'base' | 'mine' | 'theirs') => regions.flatMap((region) => region[name])
  return { base: side('base'), mine: side('mine'), theirs: side('theirs') }
}

function isWrittenAnew(base: readonly string[], side: readonly string[]): boolean {
  const [before, after] = [wordsOf(base), wordsOf(side)]
  const common = diff(before, after).reduce((left, { from, to }) => left - to + from, before.length)
  const fewer = Math.min(before.length, after.length)
  return fewer >= FEWEST_WORDS && common * WORDS_FOR_ONE_IN_COMMON < fewer
}

function wordsOf(tokens: readonly string[]): readonly string[] {
  return tokens.filter((token) => WORD.test(token))
}

/** All of the text as one region but the white space around it. */
function withoutSpaceAround({ base, mine, theirs }: Region): readonly Region[] {
  const isSpace = (at: number) =>
    /^\s/.test(base.at(at) ?? '') && mine.at(at) === base.at(at) && theirs.at(at) === base.at(at)
  let [start, end] = [0, 0]
  while (isSpace(start)) {
    start++
  }
  while (end < Math.min(mine.length, theirs.length) - start && isSpace(-1 - end)) {
    end++
  }
  const each = (part: (text: readonly string[]) => readonly string[]): Region => ({
    base: part(base),
    mine: part(mine),
    theirs: part(theirs),
  })
  const [before, after] = [base.slice(0, start), base.slice(base.length - end)]
  const regions = [each(() => before), each((text) => text.slice(start, text.length - end)), each(() => after)]
  return regions.filter((region) => region.base.length > 0)
}

function neighboursTogether(regions: readonly Region[]): readonly Region[] {
  const next: Region[] = []
  for (let start = 0; start < regions.length; ) {
    let end = start + 1
    while (isOneDispute(...regions.slice(end - 1, end + 2))) {
      end += 2
    }
    next.push(joined(regions.slice(start, end)))
    start = end
  }
  return next
}

function isOneDispute(before?: Region, between?: Region, after?: Region): boolean {
  return (
    before !== undefined &&
    between !== undefined &&
    after !== undefined &&
    isDisputed(before) &&
    isDisputed(after) &&
    between.mine === between.base && // as only regions that nobody changed have it
    !WORD_OR_BREAK.test(between.base.join(''))
  )
}
