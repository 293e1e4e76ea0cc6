import { newKey } from '../key.ts'
import type { DraftWrite, KeptDraft } from './machine.ts'

/** Storage of drafts beyond the life of a page. */
export interface DraftKeeper {
  /** Keeps the draft. Returns false if the storage refused it. */
  keep(name: string, draft: KeptDraft<unknown>): boolean
  /** Removes the draft that this page kept under the name, and those it adopted. */
  forget(name: string): void
  /** Finds the newest draft with the name that a closed page left behind. */
  find(name: string): Promise<FoundDraft | null>
  /** Names of all kept drafts, this page's own included. */
  names(): Promise<readonly string[]>
}

/** A draft that a closed page left behind. */
export interface FoundDraft {
  readonly draft: KeptDraft<unknown>
  /** Adopts the draft, so that `forget` removes it. Without adoption it stays for the next visit. */
  readonly adopt: () => void
}

interface Entry {
  readonly draft: KeptDraft<unknown>
  readonly at: number
}

export interface StorageKeeperOptions {
  /** Default: the page's localStorage. */
  readonly storage?: Storage
  /** Tells if a page is still open, and so takes care of its drafts itself. Default: by Web Locks. */
  readonly isAlive?: (page: string) => Promise<boolean>
  /** Id of this page, unique among all that share the storage. */
  readonly page?: string
  readonly now?: () => number
}

const PREFIX = 'holdfast.draft'
/** Milliseconds for which a closing page, for example before a reload, may still hold its lock. */
const ENDING = 3_000

/**
 * Keeper of drafts in localStorage. Each page has its own keys, so that two tabs with one text do not overwrite each
 * other's drafts. A page adopts the drafts of closed pages; the original stays until the adopted draft is saved or dropped.
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
        return false // full, or forbidden: the page still has the text, and reports it as not kept
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
      const orphans = others // read only now: they may have written until they closed
        .filter((_, index) => !alive[index])
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

/** The page's localStorage; null on a server, or if the browser forbids it. */
function ownStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}

/** Parses an entry; null if it is none, for example if another program wrote it. */
function entryOf(text: string | null): Entry | null {
  try {
    const entry: unknown = JSON.parse(text ?? 'null')
    return typeof entry === 'object' && entry !== null && 'draft' in entry && 'at' in entry
      ? upgraded(entry as Entry)
      : null
  } catch {
    return null
  }
}

/** Earlier versions of the client kept the trigger of a write under the name `asked`. */
function upgraded({ draft, at }: Entry): Entry {
  const write = draft.unsettled as (DraftWrite<unknown> & { readonly asked?: DraftWrite<unknown>['trigger'] }) | null
  if (write?.asked === undefined) {
    return { draft, at }
  }
  const { asked: trigger, ...rest } = write
  return { draft: { ...draft, unsettled: { ...rest, trigger } }, at }
}

/**
 * Holds a lock as long as the page lives. The result tells if another page holds its own for longer than a closing page
 * would. In a browser without Web Locks no page counts as alive: a second tab then offers a copy of the draft that the
 * first one is still editing, and nothing is lost.
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

/** Keeper that keeps nothing, for tests and for text that must not stay on the computer. */
export const noKeeper: DraftKeeper = {
  keep: () => false,
  forget: () => {},
  find: async () => null,
  names: async () => [],
}
