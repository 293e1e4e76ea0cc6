/** Pseudo-random numbers from a seed (mulberry32), so that a failed run can be repeated. */
export interface Random {
  /** Whole number from 0 to below the limit. */
  readonly below: (limit: number) => number
  readonly chance: (share: number) => boolean
  /** One of the elements; undefined if there are none. */
  readonly of: <E>(elements: readonly E[]) => E | undefined
}

export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    below: (limit) => Math.floor(next() * limit),
    chance: (share) => next() < share,
    of: (elements) => elements[Math.floor(next() * elements.length)],
  }
}
