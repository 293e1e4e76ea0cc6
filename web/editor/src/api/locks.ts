/** A browser opens six connections to a server over HTTP/1.1. Other requests need some of them. */
const STREAMS = 3
const PREFIX = 'holdfast.changes'

/** Name of the lock, and of the channel, that the tabs of one document share. */
export function lockNameOf(document: string): string {
  return `${PREFIX}:${document}`
}

/** Locks that the tabs of a browser share. */
export class TabLocks {
  private readonly locks: LockManager | undefined

  constructor(locks: LockManager | undefined) {
    this.locks = locks
  }

  /** False where the browser has no locks, so that each tab is on its own. */
  get areSupported(): boolean {
    return this.locks !== undefined
  }

  /** @returns a function that releases the stream; null if none is free */
  async freeStream(): Promise<(() => void) | null> {
    for (let number = 0; number < STREAMS; number++) {
      const release = await this.hold(`${PREFIX}.stream:${number}`, { ifAvailable: true })
      if (release !== null) {
        return release
      }
    }
    return null
  }

  /** @returns a function that releases the lock; null if it is taken, or the wait was aborted */
  hold(name: string, options: LockOptions): Promise<(() => void) | null> {
    const { locks } = this
    if (locks === undefined) {
      return Promise.resolve(null)
    }
    return new Promise((resolve) => {
      locks
        .request(name, options, (lock) =>
          lock === null ? resolve(null) : new Promise<void>((release) => resolve(() => release())),
        )
        .catch(() => resolve(null)) // the wait was aborted
    })
  }
}
