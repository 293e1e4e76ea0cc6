import { OfflineError } from '@holdfast/client'
import { transport } from './author.ts'
import { done } from './documents.ts'
import type { CommitJson } from './types.ts'

export type Connection = 'live' | 'reconnecting' | 'offline'

export interface Follower {
  readonly commits: (commits: readonly CommitJson[]) => void
  readonly connection: (connection: Connection) => void
  /** The document is another one than before, such as after a restored backup: everything has to be read again. */
  readonly reset: () => void
}

/** Tells what happens to a document from a revision on, until it is stopped. */
export interface ChangeSource {
  follow(document: string, since: number, follower: Follower): () => void
}

const OFFLINE_AFTER = 3

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
        const url = `/api/documents/${encodeURIComponent(document)}/changes?since=${since}&limit=1000`
        const page = done(await transport.send({ method: 'GET', url, signal: stopped.signal })) as {
          commits: CommitJson[]
          revision: number
          next?: number | null
        }
        if (page.revision < since) {
          since = page.revision
          follower.reset()
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

      const wake = () => schedule(0)
      globalThis.addEventListener('online', wake)
      globalThis.addEventListener('focus', wake)
      schedule(interval)
      return () => {
        stopped.abort()
        clearTimeout(timer)
        globalThis.removeEventListener('online', wake)
        globalThis.removeEventListener('focus', wake)
      }
    },
  }
}
