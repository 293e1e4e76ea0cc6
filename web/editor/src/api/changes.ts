import { OfflineError } from '@holdfast/client'
import { transport } from './author.ts'
import { done } from './documents.ts'
import type { CommitJson } from './types.ts'
import { onWake } from './wake.ts'

export type Connection = 'live' | 'reconnecting' | 'offline'

export interface Follower {
  readonly commits: (commits: readonly CommitJson[]) => void
  readonly connection: (connection: Connection) => void
  /** The document is another one than before, such as after a restored backup: everything has to be read again. */
  readonly reset: (revision: number) => void
}

/** Tells what happens to a document from a revision on, until it is stopped. */
export interface ChangeSource {
  follow(document: string, since: number, follower: Follower): () => void
}

export interface ChangesPage {
  readonly commits: readonly CommitJson[]
  /** The latest of the document, which may be further than the page. */
  readonly revision: number
  readonly next?: number | null
}

export const OFFLINE_AFTER = 3

export async function readChanges(document: string, since: number, signal: AbortSignal): Promise<ChangesPage> {
  const url = `/api/documents/${encodeURIComponent(document)}/changes?since=${since}&limit=1000`
  return done(await transport.send({ method: 'GET', url, signal })) as ChangesPage
}

/** Asks again and again. */
export function pollingChanges(interval = 2_000): ChangeSource {
  return {
    follow(document, start, follower) {
      const stopped = new AbortController()
      let since = start
      let failures = 0
      let timer: ReturnType<typeof setTimeout> | undefined

      async function poll(): Promise<void> {
        try {
          const more = await ask()
          failures = 0
          follower.connection('live')
          schedule(more ? 0 : interval)
        } catch (error) {
          if (stopped.signal.aborted) {
            return
          }
          failures++
          follower.connection(failures < OFFLINE_AFTER && error instanceof OfflineError ? 'reconnecting' : 'offline')
          schedule(Math.min(interval * 2 ** failures, 30_000))
        }
      }

      async function ask(): Promise<boolean> {
        const page = await readChanges(document, since, stopped.signal)
        if (page.revision < since) {
          since = page.revision
          follower.reset(since)
        } else if (page.commits.length > 0) {
          since = page.commits.at(-1)?.revision ?? since
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
