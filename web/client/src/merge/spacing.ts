import { isDisputed, type Region } from './sequence.ts'

const RUN = /[ \t\f\r\n\u00A0\u3000]+/g
const MERE = /^[ \t\f\u00A0\u3000]*(?:\r\n|\r|\n)?$/
const BREAK = /[\r\n]/

/**
 * Regions of a text that people read, in which white space yields: where one side only spaced or broke words in another way, and
 * the other changed those words, nobody needs to choose. Indentation and blank lines say something by themselves, and do not yield.
 */
export function spacingYields(regions: readonly Region[]): readonly Region[] {
  let before: string | undefined
  return regions.map((region, index) => {
    const line = { begins: isBreak(before), ends: isBreak(regions[index + 1]?.base[0]) }
    before = region.base.at(-1) ?? before
    return isDisputed(region) ? yielding(region, line) : region
  })
}

interface Line {
  readonly begins: boolean
  readonly ends: boolean
}

function yielding(region: Region, line: Line): Region {
  const words = wordsOf(region.base, line)
  const mineHasThem = wordsOf(region.mine, line) === words
  const theirsHasThem = wordsOf(region.theirs, line) === words
  return mineHasThem === theirsHasThem ? region : { ...region, merged: mineHasThem ? region.theirs : region.mine }
}

/** The text with one blank for each mere white space, and without it at its ends. */
function wordsOf(tokens: readonly string[], { begins, ends }: Line): string {
  const text = tokens.join('')
  const words = text.replace(RUN, (run, start: number) => {
    const isIndent = begins && start === 0
    const isBlankLine = ends && start + run.length === text.length && BREAK.test(run)
    return !isIndent && !isBlankLine && MERE.test(run) ? ' ' : run
  })
  return words.slice(words.startsWith(' ') && !begins ? 1 : 0).replace(/ $/, '')
}

/** True also where the text begins or ends. */
function isBreak(token: string | undefined): boolean {
  return token === undefined || BREAK.test(token)
}
