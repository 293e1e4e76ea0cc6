/** Range of one sequence that another sequence replaces by a range of its own. Ends are exclusive. */
export interface Change {
  readonly from: number
  readonly to: number
  readonly otherFrom: number
  readonly otherTo: number
}

/** Bound of the search: texts with less in common count as replaced as a whole. */
const MAX_DISTANCE = 500

/** The changes that turn one sequence into another, in order, by Myers' greedy algorithm. */
export function diff(one: readonly string[], other: readonly string[]): readonly Change[] {
  let start = 0
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) {
    start++
  }
  let [oneEnd, otherEnd] = [one.length, other.length]
  while (oneEnd > start && otherEnd > start && one[oneEnd - 1] === other[otherEnd - 1]) {
    oneEnd--
    otherEnd--
  }
  return changesOf(one.slice(start, oneEnd), other.slice(start, otherEnd)).map((change) => ({
    from: change.from + start,
    to: change.to + start,
    otherFrom: change.otherFrom + start,
    otherTo: change.otherTo + start,
  }))
}

function changesOf(one: readonly string[], other: readonly string[]): readonly Change[] {
  const changes: { from: number; to: number; otherFrom: number; otherTo: number }[] = []
  let [x, y] = [0, 0]
  for (const [oneAt, otherAt] of [...commonOf(one, other), [one.length, other.length] as const]) {
    if (oneAt > x || otherAt > y) {
      changes.push({ from: x, to: oneAt, otherFrom: y, otherTo: otherAt })
    }
    x = oneAt + 1
    y = otherAt + 1
  }
  return changes
}

/** Pairs of positions of a longest common subsequence; empty if the sequences have too little in common. */
function commonOf(one: readonly string[], other: readonly string[]): readonly (readonly [number, number])[] {
  const reached = new Map<number, number>([[1, 0]])
  const at = (diagonal: number) => reached.get(diagonal) ?? -1
  const trace: Map<number, number>[] = []
  for (let distance = 0; distance <= Math.min(one.length + other.length, MAX_DISTANCE); distance++) {
    trace.push(new Map(reached))
    for (let diagonal = -distance; diagonal <= distance; diagonal += 2) {
      let x = isDown(diagonal, distance, at) ? at(diagonal + 1) : at(diagonal - 1) + 1
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal]) {
        x++
      }
      reached.set(diagonal, x)
      if (x >= one.length && x - diagonal >= other.length) {
        return pathOf(trace, one.length, other.length)
      }
    }
  }
  return []
}

function isDown(diagonal: number, distance: number, at: (diagonal: number) => number): boolean {
  return diagonal === -distance || (diagonal !== distance && at(diagonal - 1) < at(diagonal + 1))
}

/** The common elements on the path, read backwards from its end. */
function pathOf(trace: readonly Map<number, number>[], oneEnd: number, otherEnd: number): [number, number][] {
  const common: [number, number][] = []
  let [x, y] = [oneEnd, otherEnd]
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const at = (diagonal: number) => trace[distance]?.get(diagonal) ?? -1
    const diagonal = x - y
    const before = isDown(diagonal, distance, at) ? diagonal + 1 : diagonal - 1
    const [startX, startY] = distance === 0 ? [0, 0] : [at(before), at(before) - before]
    while (x > startX && y > startY) {
      common.push([--x, --y])
    }
    x = startX
    y = startY
  }
  return common.reverse()
}
