/** Words of a text, in order. Each word of the test is typed once only, so that it can be followed through all texts. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** Words of one list that the other does not have, as often as they are missing. */
export function without(words: readonly string[], others: readonly string[]): readonly string[] {
  const left = counts(others)
  return words.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count <= 0
  })
}

export function counts(words: readonly string[]): Map<string, number> {
  const result = new Map<string, number>()
  for (const word of words) {
    result.set(word, (result.get(word) ?? 0) + 1)
  }
  return result
}

/** Words of both sides where two changes of one text touch each other. */
export interface Contested {
  readonly mine: ReadonlySet<string>
  readonly theirs: ReadonlySet<string>
}

/**
 * Three-way comparison by words: two changes conflict if no unchanged word stands between them. Where a side was written
 * anew, a conflict is about all of the text.
 */
export function contested(base: readonly string[], mine: readonly string[], theirs: readonly string[]): Contested {
  const [toMine, toTheirs] = [aligned(base, mine), aligned(base, theirs)]
  const found = { mine: new Set<string>(), theirs: new Set<string>() }
  let last = { base: -1, mine: -1, theirs: -1 }
  for (let at = 0; at <= base.length; at++) {
    const here = { base: at, mine: toMine.get(at), theirs: toTheirs.get(at) }
    const end = at === base.length
    const anchor = { base: at, mine: end ? mine.length : here.mine, theirs: end ? theirs.length : here.theirs }
    if (anchor.mine !== undefined && anchor.theirs !== undefined) {
      const [before, own, other] = [
        base.slice(last.base + 1, at),
        mine.slice(last.mine + 1, anchor.mine),
        theirs.slice(last.theirs + 1, anchor.theirs),
      ]
      if (!same(own, before) && !same(other, before) && !same(own, other)) {
        addAll(found.mine, own)
        addAll(found.theirs, other)
      }
      last = { base: at, mine: anchor.mine, theirs: anchor.theirs }
    }
  }
  const isConflict = found.mine.size + found.theirs.size > 0
  return isConflict && (isWrittenAnew(base, mine, toMine) || isWrittenAnew(base, theirs, toTheirs))
    ? { mine: new Set(mine), theirs: new Set(theirs) }
    : found
}

/** True if a side of four words or more has fewer than a quarter of them in common with the base. */
function isWrittenAnew(base: readonly string[], side: readonly string[], common: ReadonlyMap<number, number>): boolean {
  const fewer = Math.min(base.length, side.length)
  return fewer >= 4 && common.size * 4 < fewer
}

/** Indexes of the common words of two texts: the longest common subsequence. */
function aligned(base: readonly string[], other: readonly string[]): ReadonlyMap<number, number> {
  const length = base.map(() => new Array<number>(other.length + 1).fill(0))
  length.push(new Array<number>(other.length + 1).fill(0))
  const at = (row: number, column: number) => length[row]?.[column] ?? 0
  for (let row = base.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      const equal = base[row] === other[column]
      const best = equal ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1))
      length[row]?.splice(column, 1, best)
    }
  }
  const pairs = new Map<number, number>()
  for (let row = 0, column = 0; row < base.length && column < other.length; ) {
    if (base[row] === other[column]) {
      pairs.set(row++, column++)
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      row++
    } else {
      column++
    }
  }
  return pairs
}

export function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, index) => word === other[index])
}

function addAll(set: Set<string>, words: readonly string[]): void {
  for (const word of words) {
    set.add(word)
  }
}
