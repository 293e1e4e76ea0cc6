import type { DraftArchive } from './archive.ts'
import type { KeptDraft } from './state.ts'

/** Storage of drafts beyond the life of a page. */
export interface DraftKeeper {
  /** Keeps the draft. The result is false if it was refused, and a promise if that takes a moment to find out. */
  keep(name: string, draft: KeptDraft<unknown>): boolean | Promise<boolean>
  /** Removes the draft that this page kept under the name, and those it adopted. */
  forget(name: string): void
  /** Finds the newest draft with the name that a closed page left behind. */
  find(name: string): Promise<FoundDraft | null>
  /** Names of all kept drafts, this page's own included. */
  names(): Promise<readonly string[]>
  /** All kept drafts of the owner, newest first. */
  list(): Promise<readonly ListedDraft[]>
}

/** A draft that a closed page left behind. */
export interface FoundDraft {
  readonly draft: KeptDraft<unknown>
  /** Adopts the draft, so that `forget` removes it. Without adoption it stays for the next visit. */
  readonly adopt: () => void
}

/** A kept draft in the list of all. */
export interface ListedDraft {
  readonly name: string
  readonly draft: KeptDraft<unknown>
  /** Time at which it was kept, in milliseconds since 1970. */
  readonly at: number
  /** Page that kept it: this one, another that is open and takes care of it, or one that was closed. */
  readonly page: 'this' | 'open' | 'closed'
  /** Removes it. Returns a function that puts it back. */
  readonly drop: () => () => void
}

export interface StorageKeeperOptions {
  /** Default: the page's localStorage. Null for none. */
  readonly storage?: Storage | null
  /** Second storage, whose writes survive a browser that is killed. Default: IndexedDB. Null for none. */
  readonly archive?: DraftArchive | null
  /**
   * The person whose drafts these are, for example the name of an account. Others do not get them. A promise if that is
   * not known yet. Drafts without an owner go to the first one. Default: none.
   */
  readonly owner?: string | Promise<string>
  /** Tells if a page is still open, and so takes care of its drafts itself. Default: by Web Locks. */
  readonly isAlive?: (page: string) => Promise<boolean>
  /** Id of this page, unique among all that share the storage. */
  readonly page?: string
  readonly now?: () => number
}

/** Keeper that keeps nothing, for tests and for text that must not stay on the computer. */
export const noKeeper: DraftKeeper = {
  keep: () => false,
  forget: () => {},
  find: async () => null,
  names: async () => [],
  list: async () => [],
}
