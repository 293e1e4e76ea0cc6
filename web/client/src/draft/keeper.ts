import { newKey } from '../key.ts'
import type { KeptDraft } from './machine.ts'

/** Where drafts outlive the page. */
export interface DraftKeeper {
  /** Whether it could be kept. */
  keep(name: string, draft: KeptDraft<unknown>): boolean
  /** Removes what this page kept under that name, and what it took over. */
  forget(name: string): void
  /** The latest draft that a page which is no more left under that name. */
  find(name: string): Promise<FoundDraft | null>
  /** The names of all drafts that are waiting, those that this page keeps included. */
  names(): Promise<readonly string[]>
}

/** A draft that nobody looks after. */
export interface FoundDraft {
  readonly draft: KeptDraft<unknown>
  /** Takes it over. Whoever does not leaves it to the next visit. */
  readonly adopt: () => void
}

interface Entry {
  readonly draft: KeptDraft<unknown>
  readonly at: number
}

export interface StorageKeeperOptions {
  /** The page's localStorage if left out. */
  readonly storage?: Storage
  /** Whether a page still runs, and so looks after its drafts itself. */
  readonly isAlive?: (page: string) => Promise<boolean>
  /** Names this page among all that share the storage. */
  readonly page?: string
  readonly now?: () => number
}

const PREFIX = 'holdfast.draft'
/** How long a page that is gone, as before a reload, may still hold its lock. */
const ENDING = 3_000

/**
 * Keeps drafts in localStorage, each page under names of its own: two tabs on one text must not overwrite each other's
 * drafts. A page takes over what it finds of pages that are gone; the original stays until it is taken care of.
 */
export function storageKeeper(options: StorageKeeperOptions = {}): DraftKeeper {
  const { storage = ownStorage(), page = newKey(), now = Date.now } = options
  if (storage === null) {
    return noKeeper
  }
  const isAlive = options.isAlive ?? announcePage(page)
  const adopted = new Map<string, Set<string>>()

  const keyOf = (owner: string, name: string) => `${PREFIX}:${owner}:${name}`

  const entries = (): { key: string; owner: string; name: string }[] => {
    return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
      .map((key) => ({ key, parts: /^holdfast\.draft:([^:]+):(.*)$/s.exec(key) }))
      .flatMap(({ key, parts }) => (parts === null ? [] : [{ key, owner: parts[1] ?? '', name: parts[2] ?? '' }]))
  }

  return {
    keep(name, draft) {
      try {
        storage.setItem(keyOf(page, name), JSON.stringify({ draft, at: now() } satisfies Entry))
        return true
      } catch {
        return false // full, or forbidden: the page still holds the text, and says that it is not kept
      }
    },

    forget(name) {
      storage.removeItem(keyOf(page, name))
      for (const key of adopted.get(name) ?? []) {
        storage.removeItem(key)
      }
      adopted.delete(name)
    },

    async find(name) {
      const others = entries().filter((entry) => entry.name === name && entry.owner !== page)
      const alive = await Promise.all(others.map(({ owner }) => isAlive(owner)))
      const orphans = others // read only now: they may have written until they ended
        .filter((_, at) => !alive[at])
        .flatMap(({ key }) => {
          const entry = entryOf(storage.getItem(key))
          return entry === null ? [] : [{ key, entry }]
        })
        .sort((one, other) => other.entry.at - one.entry.at)
      const latest = orphans[0]
      if (latest === undefined) {
        return null
      }
      const adopt = () => adopted.set(name, new Set(adopted.get(name)).add(latest.key))
      return { draft: latest.entry.draft, adopt }
    },

    async names() {
      return [...new Set(entries().map((entry) => entry.name))]
    },
  }
}

/** The page's localStorage; null where there is none, such as on a server, or where the browser forbids it. */
function ownStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

function entryOf(text: string | null): Entry | null {
  try {
    const entry: unknown = JSON.parse(text ?? 'null')
    return typeof entry === 'object' && entry !== null && 'draft' in entry && 'at' in entry ? (entry as Entry) : null
  } catch {
    return null
  }
}

/**
 * Holds a lock as long as the page lives, and tells of another page whether it holds its own for longer than one that is
 * about to end. Where the browser has no locks, no page counts as running: a second tab then offers a copy of what the
 * first is still editing, which loses nothing.
 */
function announcePage(page: string): (other: string) => Promise<boolean> {
  const locks = globalThis.navigator?.locks
  if (locks === undefined) {
    return async () => false
  }
  const lockOf = (one: string) => `${PREFIX}:${one}`
  void locks.request(lockOf(page), () => new Promise(() => {}))
  return (other) =>
    locks.request(lockOf(other), { mode: 'shared', signal: AbortSignal.timeout(ENDING) }, () => false).catch(() => true)
}

/** Keeps nothing. For tests, and for pages whose texts must not stay on the computer. */
export const noKeeper: DraftKeeper = {
  keep: () => false,
  forget: () => {},
  find: async () => null,
  names: async () => [],
}
