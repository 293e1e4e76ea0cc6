import { mergeWords } from './threeWay.ts'

/** Facets of a cue, each as it is spelled. */
interface Facets {
  readonly identifier: string | null
  readonly start: string
  readonly end: string
  readonly settings: string
  readonly text: string
}

interface Parts extends Facets {
  readonly indent: string
  readonly arrow: string
  readonly terminator: string
}

const TIMING = /^([ \t]*)([\d:.,]+)([ \t]*-->[ \t]*)([\d:.,]+)(.*)$/

/**
 * The block `theirs` with the facets and words that `mine` changed of `base`; null if both changed the same facet or
 * the same words. Texts that are no cues are compared word by word.
 */
export function rebase(base: string, mine: string, theirs: string): string | null {
  if (mine === base || mine === theirs) {
    return theirs
  }
  if (theirs === base) {
    return mine
  }
  const [from, own, other] = [partsOf(base), partsOf(mine), partsOf(theirs)]
  if (from === null || own === null || other === null) {
    return mergeWords(base, mine, theirs)
  }
  const merged = mergeFacets(from, own, other)
  return merged === null ? null : blockOf({ ...other, ...merged })
}

/** True if two blocks are cues with the same text and other times. */
export function differsInTimesOnly(one: string, other: string): boolean {
  const [before, after] = [partsOf(one), partsOf(other)]
  return before !== null && after !== null && before.text === after.text && one !== other
}

/**
 * The block before it was split, with what others changed in its halves since; null if the halves no longer show how.
 *
 * @param whole the block before the split
 * @param halves the two blocks right after it
 * @param current the two blocks as they are now
 */
export function rejoined(
  whole: string,
  halves: readonly [string, string],
  current: readonly [string, string],
): string | null {
  const parts = partsOf(whole)
  const [first, second, firstNow, secondNow] = [...halves, ...current].map(partsOf)
  if (!parts || !first || !second || !firstNow || !secondNow) {
    return null
  }
  const between = parts.text.slice(first.text.length, parts.text.length - second.text.length)
  const isConcatenation = first.text + between + second.text === parts.text
  const isElsewhereChanged = secondNow.identifier !== second.identifier || secondNow.settings !== second.settings
  if (!isConcatenation || isElsewhereChanged) {
    return null
  }
  const end = secondNow.end === second.end ? parts.end : secondNow.end
  return blockOf({ ...firstNow, end, text: firstNow.text + between + secondNow.text })
}

function mergeFacets(base: Facets, mine: Facets, theirs: Facets): Facets | null {
  const identifier = pick(base.identifier, mine.identifier, theirs.identifier)
  const start = pick(base.start, mine.start, theirs.start)
  const end = pick(base.end, mine.end, theirs.end)
  const settings = pick(base.settings, mine.settings, theirs.settings)
  const text = mergeWords(base.text, mine.text, theirs.text)
  return identifier === undefined || start === undefined || end === undefined || settings === undefined || text === null
    ? null
    : { identifier, start, end, settings, text }
}

/** The side that changed; undefined if both did, and not to the same. */
function pick<T>(base: T, mine: T, theirs: T): T | undefined {
  return mine === base || mine === theirs ? theirs : theirs === base ? mine : undefined
}

function partsOf(block: string): Parts | null {
  const terminator = block.includes('\r\n') ? '\r\n' : block.includes('\n') || !block.includes('\r') ? '\n' : '\r'
  const lines = block.split(/\r\n|\n|\r/)
  const at = lines.slice(0, 2).findIndex((line) => line.includes('-->'))
  const timing = TIMING.exec(lines[at] ?? '')
  if (timing === null) {
    return null
  }
  const [, indent = '', start = '', arrow = '', end = '', settings = ''] = timing
  const identifier = at === 0 ? null : (lines[0] ?? null)
  return { identifier, indent, start, arrow, end, settings, text: lines.slice(at + 1).join('\n'), terminator }
}

function blockOf({ identifier, indent, start, arrow, end, settings, text, terminator }: Parts): string {
  return [
    ...(identifier === null ? [] : [identifier]),
    `${indent}${start}${arrow}${end}${settings}`,
    ...(text === '' ? [] : text.split('\n')),
  ].join(terminator)
}
