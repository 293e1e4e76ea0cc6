import { equal } from '../equal.ts'
import { type Change, diff } from './diff.ts'

/** Range of a three-way merge of sequences: that of the base, and those of the two sides in its place. */
export interface Region {
  readonly base: readonly string[]
  readonly mine: readonly string[]
  readonly theirs: readonly string[]
  /** Set where both sides changed it and one of them yields: the range of the other. */
  readonly merged?: readonly string[]
}

interface Group {
  from: number
  to: number
  readonly mine: Change[]
  readonly theirs: Change[]
}

/**
 * Rule for an insertion at the edge of another change: the order of both is not known, so that they are one region
 * (`joined`), or it is of no importance (`apart`).
 */
export type Edges = 'joined' | 'apart'

/** Three-way alignment: the regions, one after the other, are the whole sequences. */
export function align(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
  edges: Edges = 'joined',
): readonly Region[] {
  const regions: Region[] = []
  let at = 0
  const keep = (to: number) => {
    const same = base.slice(at, to)
    if (same.length > 0) {
      regions.push({ base: same, mine: same, theirs: same })
    }
  }
  for (const group of groupsOf(diff(base, mine), diff(base, theirs), edges)) {
    keep(group.from)
    regions.push({
      base: base.slice(group.from, group.to),
      mine: sideOf(group, group.mine, base, mine),
      theirs: sideOf(group, group.theirs, base, theirs),
    })
    at = group.to
  }
  keep(base.length)
  return regions
}

/** Groups of changes that overlap, or that belong together by the rule for edges. */
function groupsOf(mine: readonly Change[], theirs: readonly Change[], edges: Edges): readonly Group[] {
  const all = [
    ...mine.map((change) => ({ change, side: 'mine' as const })),
    ...theirs.map((change) => ({ change, side: 'theirs' as const })),
  ].sort((one, other) => one.change.from - other.change.from || one.change.to - other.change.to)
  const groups: Group[] = []
  for (const { change, side } of all) {
    const last = groups.at(-1)
    if (last !== undefined && touches(last, change, edges)) {
      last.to = Math.max(last.to, change.to)
      last[side].push(change)
    } else {
      groups.push({ from: change.from, to: change.to, mine: [], theirs: [], [side]: [change] })
    }
  }
  return groups
}

function touches({ from, to }: Group, change: Change, edges: Edges): boolean {
  const insertions = [from === to, change.from === change.to]
  const isTogether = edges === 'joined' ? insertions.some(Boolean) : insertions.every(Boolean)
  return change.from < to || (change.from === to && isTogether)
}

/** The elements of one side in the base's range of a group. */
function sideOf({ from, to }: Group, changes: readonly Change[], base: readonly string[], side: readonly string[]) {
  const [first, last] = [changes[0], changes.at(-1)]
  return first === undefined || last === undefined
    ? base.slice(from, to)
    : side.slice(first.otherFrom - (first.from - from), last.otherTo + (to - last.to))
}

/** True if both sides changed this region, each in its own way. */
export function isDisputed({ base, mine, theirs, merged }: Region): boolean {
  return merged === undefined && !equal(mine, base) && !equal(theirs, base) && !equal(mine, theirs)
}
