/** Number of characters that both texts begin with. */
export function sharedStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length)
  let shared = 0
  while (shared < most && one[shared] === other[shared]) {
    shared++
  }
  return shared
}

/** Number of characters that both texts end with, beside those that they begin with. */
export function sharedEnd(one: string, other: string, start: number): number {
  const most = Math.min(one.length, other.length) - start
  let shared = 0
  while (shared < most && one[one.length - 1 - shared] === other[other.length - 1 - shared]) {
    shared++
  }
  return shared
}
