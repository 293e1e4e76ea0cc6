import { OfflineError } from '@holdfast/client'
import { documentPath, getJson } from './request.ts'
import type { CommitJson } from './types.ts'
import { onWake } from './wake.ts'

export type Connection = 'live' | 'reconnecting' | 'offline'

export interface Follower {
  readonly commits: (commits: readonly CommitJson[]) => void
  readonly connection: (connection: Connection) => void
  /** The document was replaced, for instance by a backup: everything has to be read again. */
  readonly reset: (revision: number) => void
}

/** Place in a document's log: the tip after a commit, or its revision alone, which does not show that the log was replaced. */
export type Cursor = string | number

export const revisionOf = (cursor: Cursor): number => Number.parseInt(String(cursor), 10)

export const cursorAfter = ({ tip, revision }: { tip?: string; revision: number }): Cursor => tip ?? revision

/** Source of a document's commits. */
export interface ChangeSource {
  /** Reports the commits after a place in the log until the returned function is called. */
  follow(document: string, since: Cursor, follower: Follower): () => void
}

export interface ChangesPage {
  readonly commits: readonly CommitJson[]
  /** The latest revision of the document, which may be beyond the page. */
  readonly revision: number
  /** The end of the log. */
  readonly tip?: string
  /** The log does not hold the place that was asked for, for instance after a backup was restored. */
  readonly reset?: boolean
  readonly next?: number | null
}

export const OFFLINE_AFTER = 3

export async function readChanges(document: string, since: Cursor, signal: AbortSignal): Promise<ChangesPage> {
  return getJson(`${documentPath(document)}/changes?since=${since}&limit=1000`, signal)
}

/** Source that polls the server. */
export function pollingChanges(interval = 2_000): ChangeSource {
  return {
    follow(document, start, follower) {
      const stopped = new AbortController()
      let since = start
      let failures = 0
      let timer: ReturnType<typeof setTimeout> | undefined

      async function poll(): Promise<void> {
        try {
          const hasMore = await readPage()
          failures = 0
          follower.connection('live')
          schedule(hasMore ? 0 : interval)
        } catch (error) {
          if (stopped.signal.aborted) {
            return
          }
          failures++
          follower.connection(failures < OFFLINE_AFTER && error instanceof OfflineError ? 'reconnecting' : 'offline')
          schedule(Math.min(interval * 2 ** failures, 30_000))
        }
      }

      async function readPage(): Promise<boolean> {
        const page = await readChanges(document, since, stopped.signal)
        const last = page.commits.at(-1)
        if (page.reset === true || page.revision < revisionOf(since)) {
          since = cursorAfter(page)
          follower.reset(page.revision)
        } else if (last !== undefined) {
          since = cursorAfter(last)
          follower.commits(page.commits)
        }
        return typeof page.next === 'number'
      }

      function schedule(after: number): void {
        clearTimeout(timer)
        if (!stopped.signal.aborted) {
          timer = setTimeout(() => void poll(), after)
        }
      }

      const unwatch = onWake(() => schedule(0))
      schedule(interval)
      return () => {
        stopped.abort()
        clearTimeout(timer)
        unwatch()
      }
    },
  }
}
