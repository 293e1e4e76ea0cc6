import type { ChangeSource, Cursor, Follower } from './changes.ts'
import type { TabLocks } from './locks.ts'

export interface ReadingOptions {
  readonly document: string
  readonly source: ChangeSource
  /** Source that is used where all streams of this browser are taken. */
  readonly fallback: ChangeSource
  readonly locks: TabLocks
  readonly follower: Follower
}

/** Reading of a document by one tab for itself, as the leading tab does for all. */
export class Reading {
  private readonly options: ReadingOptions
  private readonly ended = new AbortController()

  constructor(options: ReadingOptions) {
    this.options = options
  }

  /** Reads the commits after a place in the log until `end` is called. */
  async run(since: () => Cursor): Promise<void> {
    const { document, source, fallback, locks, follower } = this.options
    const { signal } = this.ended
    const release = await locks.freeStream()
    if (!signal.aborted) {
      const chosen = !locks.areSupported || release !== null ? source : fallback
      const stop = chosen.follow(document, since(), follower)
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      stop()
    }
    release?.()
  }

  end(): void {
    this.ended.abort()
  }
}
