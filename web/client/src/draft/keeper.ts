import { newKey } from '../key.ts'
import type { KeptDraft } from './machine.ts'

/** Where drafts outlive the page. */
export interface DraftKeeper {
  /** Whether it could be kept. */
  keep(name: string, draft: KeptDraft<unknown>): boolean
  forget(name: string): void
  /** The latest draft that a page which is no more left under that name. */
  find(name: string): Promise<KeptDraft<unknown> | null>
  /** The names of all drafts that are waiting, those that this page keeps included. */
  names(): Promise<readonly string[]>
}

interface Entry {
  readonly draft: KeptDraft<unknown>
  readonly at: number
}

export interface StorageKeeperOptions {
  /** The page's localStorage if left out. */
  readonly storage?: Storage
  /** Which pages still run, and so look after their drafts themselves. */
  readonly alive?: () => Promise<ReadonlySet<string>>
  /** Names this page among all that share the storage. */
  readonly page?: string
  readonly now?: () => number
}

const PREFIX = 'holdfast.draft'

/**
 * Keeps drafts in localStorage, each page under names of its own: two tabs on one text must not overwrite each other's
 * drafts. A page takes over what it finds of pages that are gone; the original stays until it is taken care of.
 */
export function storageKeeper(options: StorageKeeperOptions = {}): DraftKeeper {
  const { storage = ownStorage(), page = newKey(), now = Date.now } = options
  if (storage === null) {
    return noKeeper
  }
  const alive = options.alive ?? announcePage(page)
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
      if (others.length === 0) {
        return null // nearly always, and asking the browser for its locks takes time
      }
      const running = await alive()
      const orphans = others
        .filter(({ owner }) => !running.has(owner))
        .flatMap(({ key }) => {
          const entry = entryOf(storage.getItem(key))
          return entry === null ? [] : [{ key, entry }]
        })
        .sort((one, other) => other.entry.at - one.entry.at)
      const latest = orphans[0]
      if (latest === undefined) {
        return null
      }
      adopted.set(name, new Set(adopted.get(name)).add(latest.key))
      return latest.entry.draft
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
 * Holds a lock as long as the page lives, and tells which pages hold theirs. Where the browser has no locks, no page
 * counts as running: a second tab then offers a copy of what the first is still editing, which loses nothing.
 */
function announcePage(page: string): () => Promise<ReadonlySet<string>> {
  const locks = globalThis.navigator?.locks
  if (locks === undefined) {
    return async () => new Set()
  }
  const held = new Promise<void>((resolve) => {
    void locks.request(`${PREFIX}:${page}`, () => {
      resolve()
      return new Promise(() => {})
    })
  })
  return async () => {
    await held
    const { held: all = [] } = await locks.query()
    return new Set(all.flatMap(({ name }) => (name?.startsWith(`${PREFIX}:`) ? [name.slice(PREFIX.length + 1)] : [])))
  }
}

/** Keeps nothing. For tests, and for pages whose texts must not stay on the computer. */
export const noKeeper: DraftKeeper = {
  keep: () => false,
  forget: () => {},
  find: async () => null,
  names: async () => [],
}
