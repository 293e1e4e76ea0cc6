import { newKey } from '../key.ts'
import { type DraftArchive, indexedDbArchive } from './archive.ts'
import { Entries } from './entries.ts'
import { type Entry, type EntryId, keyOf } from './entry.ts'
import { type DraftKeeper, type FoundDraft, type ListedDraft, noKeeper, type StorageKeeperOptions } from './keeper.ts'
import { announcePage } from './pageLock.ts'
import type { KeptDraft } from './state.ts'

/**
 * Keeper of drafts in localStorage, which is written at once, and in IndexedDB, which survives a browser that is killed;
 * the newer of the two counts. Each page has its own keys, so that two tabs with one text do not overwrite each other's
 * drafts. A page adopts the drafts of closed pages; the original stays until the adopted draft is saved or dropped.
 */
export function storageKeeper(options: StorageKeeperOptions = {}): DraftKeeper {
  const { storage = ownStorage(), archive = ownArchive(options) } = options
  return storage === null && archive === null ? noKeeper : new StorageKeeper(new Entries(storage, archive), options)
}

class StorageKeeper implements DraftKeeper {
  private readonly entries: Entries
  private readonly page: string
  private readonly now: () => number
  private readonly isAlive: (page: string) => Promise<boolean>
  /** Null until it is known. */
  private owner: string | null
  /** The owner, once it is known and has the drafts that had none. */
  private readonly ready: Promise<string>
  /** Drafts from before the owner is known. */
  private readonly early = new Map<string, Entry>()
  private readonly own = new Set<string>()
  private readonly adopted = new Map<string, Set<string>>()
  private latest = 0

  constructor(entries: Entries, options: StorageKeeperOptions) {
    const { owner = '', page = newKey(), now = Date.now } = options
    this.entries = entries
    this.page = page
    this.now = now
    this.isAlive = options.isAlive ?? announcePage(page)
    this.owner = typeof owner === 'string' ? owner : null
    this.ready = this.begin(owner)
  }

  keep(name: string, draft: KeptDraft<unknown>): boolean | Promise<boolean> {
    const entry: Entry = { draft, at: this.tick() }
    this.own.add(name)
    if (this.owner === null) {
      this.early.set(name, entry)
      return true
    }
    return this.entries.write(this.ownKey(this.owner, name), entry)
  }

  forget(name: string): void {
    this.early.delete(name)
    if (this.own.delete(name) && this.owner !== null) {
      this.remove(this.ownKey(this.owner, name))
    }
    for (const key of this.adopted.get(name) ?? []) {
      this.remove(key)
    }
    this.adopted.delete(name)
  }

  async find(name: string): Promise<FoundDraft | null> {
    const left = (await this.ids()).filter((id) => id.name === name && id.page !== this.page)
    const [newest] = await this.entries.read(await this.closed(left)) // only now: they may have written until they closed
    if (newest === undefined) {
      return null
    }
    const { key, draft } = newest
    return { draft, adopt: () => this.adopted.set(name, new Set(this.adopted.get(name)).add(key)) }
  }

  async names(): Promise<readonly string[]> {
    return [...new Set((await this.entries.read(await this.ids())).map(({ name }) => name))]
  }

  async list(): Promise<readonly ListedDraft[]> {
    const ids = await this.ids()
    const closed = new Set((await this.closed(ids.filter(({ page }) => page !== this.page))).map(({ page }) => page))
    return (await this.entries.read(ids))
      .filter(({ key, name }) => !this.adopted.get(name)?.has(key))
      .map(({ key, name, page, draft, at }) => ({
        name,
        draft,
        at,
        page: page === this.page ? 'this' : closed.has(page) ? 'closed' : 'open',
        drop: () => {
          this.remove(key)
          return () => void this.entries.write(key, { draft, at: this.tick() })
        },
      }))
  }

  private async begin(known: string | Promise<string>): Promise<string> {
    const owner = await known
    this.owner = owner
    for (const [name, entry] of this.early) {
      this.entries.write(this.ownKey(owner, name), entry)
    }
    this.early.clear()
    void this.entries.sweep(this.now())
    if (owner !== '') {
      await this.claim(owner)
    }
    return owner
  }

  /** Gives the drafts of closed pages that have no owner to this one. */
  private async claim(owner: string): Promise<void> {
    const ownerless = (await this.entries.ids()).filter((id) => id.owner === '')
    for (const { key, name, page, draft, at } of await this.entries.read(await this.closed(ownerless))) {
      if (await this.entries.write(keyOf({ owner, page, name }), { draft, at })) {
        this.remove(key)
      }
    }
  }

  /** Identities of the owner's drafts, also of forgotten ones. */
  private async ids(): Promise<readonly EntryId[]> {
    const owner = await this.ready
    return (await this.entries.ids()).filter((id) => id.owner === owner)
  }

  /** Those whose page was closed. */
  private async closed(ids: readonly EntryId[]): Promise<readonly EntryId[]> {
    const pages = [...new Set(ids.map(({ page }) => page))]
    const alive = await Promise.all(pages.map((page) => this.isAlive(page)))
    return ids.filter(({ page }) => !alive[pages.indexOf(page)])
  }

  private ownKey(owner: string, name: string): string {
    return keyOf({ owner, page: this.page, name })
  }

  private remove(key: string): void {
    this.entries.remove(key, this.tick())
  }

  /** The time, later than any before. */
  private tick(): number {
    this.latest = Math.max(this.now(), this.latest + 1)
    return this.latest
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

/** The page's IndexedDB; null without one, or if the caller brings another storage. */
function ownArchive({ storage }: StorageKeeperOptions): DraftArchive | null {
  try {
    return storage === undefined && globalThis.indexedDB ? indexedDbArchive(globalThis.indexedDB) : null
  } catch {
    return null
  }
}
