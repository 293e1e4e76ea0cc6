/** Numbers by name. */
export type Counts = Readonly<Record<string, number>>

/** Number of times that each name occurs. */
export function countsOf(names: readonly string[]): Counts {
  const counts: Record<string, number> = {}
  for (const name of [...names].sort()) {
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

/** Sums of counts by name. */
export function sumOf(all: readonly Counts[]): Counts {
  const sums: Record<string, number> = {}
  for (const [name, count] of all.flatMap((one) => Object.entries(one))) {
    sums[name] = (sums[name] ?? 0) + count
  }
  return sums
}
