const PREFIX = 'holdfast.draft'
/** Milliseconds for which a closing page, for example before a reload, may still hold its lock. */
const ENDING = 3_000

/**
 * Holds a lock as long as the page lives. The result tells if another page holds its own for longer than a closing page
 * would. In a browser without Web Locks no page counts as alive: a second tab then offers a copy of the draft that the
 * first one is still editing, and nothing is lost.
 */
export function announcePage(page: string): (other: string) => Promise<boolean> {
  const locks = globalThis.navigator?.locks
  if (locks === undefined) {
    return async () => false
  }
  const lockOf = (one: string) => `${PREFIX}:${one}`
  void locks.request(lockOf(page), () => new Promise(() => {}))
  return (other) =>
    locks.request(lockOf(other), { mode: 'shared', signal: AbortSignal.timeout(ENDING) }, () => false).catch(() => true)
}
