import type { DraftArchive } from './archive.ts'
import { type Entry, type EntryId, keyOf, later, parseEntry, parseKey } from './entry.ts'
import type { KeptDraft } from './state.ts'

/** A draft that was found in the storage. */
export interface StoredDraft extends EntryId {
  readonly key: string
  readonly draft: KeptDraft<unknown>
  readonly at: number
}

/** Milliseconds after which a browser has written localStorage to the disk. */
const FLUSHED = 60_000

/** Entries of drafts in two storages. Each is written to both, and the newer copy counts. */
export class Entries {
  private readonly storage: Storage | null
  private readonly archive: DraftArchive | null

  constructor(storage: Storage | null, archive: DraftArchive | null) {
    this.storage = storage
    this.archive = archive
  }

  /** Identities of all entries, also of forgotten drafts. */
  async ids(): Promise<readonly EntryId[]> {
    const { storage } = this
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
    return [...new Set([...keys, ...((await this.archive?.all())?.keys() ?? [])])]
      .map(parseKey)
      .filter((id) => id !== null)
  }

  /** The newer copy of each draft that was not forgotten, newest first. */
  async read(ids: readonly EntryId[]): Promise<readonly StoredDraft[]> {
    const archived = ids.length === 0 ? undefined : await this.archive?.all()
    return ids
      .flatMap((id) => {
        const key = keyOf(id)
        const entry = later(parseEntry(this.storage?.getItem(key)), parseEntry(archived?.get(key)))
        return entry?.draft ? [{ ...id, key, draft: entry.draft, at: entry.at }] : []
      })
      .sort((one, other) => other.at - one.at)
  }

  /** @returns false if neither storage took the entry; a promise where only the archive can still take it */
  write(key: string, entry: Entry): boolean | Promise<boolean> {
    const text = JSON.stringify(entry)
    const archived = this.archive?.put(key, text) ?? false
    try {
      this.storage?.setItem(key, text)
      return this.storage === null ? archived : true
    } catch {
      return archived // full, or forbidden: the page still has the text, and reports if it is not kept
    }
  }

  /** Removes a draft. A note takes its place in the archive, for localStorage of a killed browser may have it again. */
  remove(key: string, at: number): void {
    this.storage?.removeItem(key)
    void this.archive?.put(key, JSON.stringify({ draft: null, at } satisfies Entry))
  }

  /** Deletes the notes about removed drafts that localStorage has lost for good. */
  async sweep(now: number): Promise<void> {
    for (const [key, text] of (await this.archive?.all()) ?? []) {
      const entry = parseEntry(text)
      if (entry?.draft === null && entry.at < now - FLUSHED && !this.storage?.getItem(key)) {
        this.archive?.delete(key)
      }
    }
  }
}
