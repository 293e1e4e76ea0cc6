import type { MergePart } from './parts.ts'

const FACET = 'settings'

/** Settings with which a player ignores the region of a cue. */
const WITHOUT_REGION = ['vertical', 'line', 'size']

/** WebVTT has six; in an order of very many names nobody would be interested. */
const MAX_NAMES = 50

/** Settings as they were written: each with the white space before it, by name and in order, and the white space after the last. */
interface Settings {
  readonly byName: ReadonlyMap<string, string>
  readonly after: string
}

/**
 * The parts of a merge of the settings of a cue, name by name, in an order that each version has. They are one part where that
 * cannot be: one cannot be read or occurs twice, the versions have them in different orders, or a player would no longer
 * heed a region because of what the other side set.
 */
export function mergedSettings(base: string, mine: string, theirs: string): readonly MergePart[] {
  const parts = partsByName(settingsOf(base), settingsOf(mine), settingsOf(theirs))
  const isHeeded = (['mine', 'theirs'] as const).every((side) => {
    const decided = parts?.map((part) => String(part.conflict ? part[side] : part.merged)).join('') ?? ''
    return !losesRegion(decided) || losesRegion(mine) || losesRegion(theirs)
  })
  return parts !== null && isHeeded ? parts : [partOfSpellings(base, mine, theirs)]
}

function partsByName(
  base: Settings | null,
  mine: Settings | null,
  theirs: Settings | null,
): readonly MergePart[] | null {
  if (base === null || mine === null || theirs === null) {
    return null
  }
  const names = commonOrder([base, mine, theirs].map(({ byName }) => [...byName.keys()]))
  const of = ({ byName }: Settings, name: string) => byName.get(name) ?? ''
  const parts = names?.map((name) => partOfSpellings(of(base, name), of(mine, name), of(theirs, name)))
  const after = { base: base.after, mine: mine.after, theirs: theirs.after }
  const merged = after.mine === after.base ? after.theirs : after.mine
  return parts === undefined ? null : [...parts, { facet: FACET, conflict: false, merged, ...after }]
}

/** Compared by their meaning, and taken as they were written. */
function partOfSpellings(base: string, mine: string, theirs: string): MergePart {
  const [was, own, other] = [base.trim(), mine.trim(), theirs.trim()]
  if (own !== was && other !== was && own !== other) {
    return { facet: FACET, conflict: true, base, mine, theirs }
  }
  const isTheirs = mine === base || (theirs !== base && own === was)
  return { facet: FACET, conflict: false, merged: isTheirs ? theirs : mine, base, mine, theirs }
}

/** Null if a setting has no name or no value, or occurs twice. */
function settingsOf(written: string): Settings | null {
  const words = written.match(/\s*\S+/g) ?? []
  const byName = new Map(words.map((word) => [/^\s+([^\s:]+):./.exec(word)?.[1] ?? '', word]))
  return byName.has('') || byName.size < words.length ? null : { byName, after: /\s*$/.exec(written)?.[0] ?? '' }
}

/** An order of all names that agrees with that of each list, otherwise by name; null if two lists disagree, or have too many. */
function commonOrder(lists: readonly (readonly string[])[]): readonly string[] | null {
  const order: string[] = []
  const left = new Set(lists.flat().sort())
  if (left.size > MAX_NAMES) {
    return null
  }
  while (left.size > 0) {
    const next = [...left].find((name) => lists.every((names) => isNext(name, names, left)))
    if (next === undefined) {
      return null
    }
    order.push(next)
    left.delete(next)
  }
  return order
}

function isNext(name: string, names: readonly string[], left: ReadonlySet<string>): boolean {
  return !names.includes(name) || names.find((one) => left.has(one)) === name
}

function losesRegion(written: string): boolean {
  const names = settingsOf(written)?.byName
  return names?.has('region') === true && WITHOUT_REGION.some((name) => names.has(name))
}
