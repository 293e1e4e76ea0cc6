import type { MergePart, Merger } from './merge/parts.ts'

/** A value with the entity tag of its response. They are never stored apart: with another text's tag, a save overwrites a colleague. */
export interface Versioned<T> {
  readonly value: T
  /** The strong entity tag, with its quotes, without the `W/` that a proxy may have added. */
  readonly etag: string
  /** Version number, if the server has one. Tags alone have no order. */
  readonly version?: number
  /** Author, if the server names one. */
  readonly by?: string
  /** True if the author signed in under that name, false if they typed it; absent if the server does not say. */
  readonly verified?: boolean
  /** Time of the write, in the server's format. */
  readonly at?: string
}

/** Remainder of a deleted resource. */
export interface Tombstone<T = unknown> {
  /** The tag that a restore has to send; empty if the server did not send one. */
  readonly etag: string
  readonly version?: number
  readonly by?: string
  /** As in {@link Versioned}. */
  readonly verified?: boolean
  readonly at?: string
  /** Id of the resource that the text was joined to. */
  readonly successor?: string
  /** The last value, if the server sent it. */
  readonly last?: T
}

/** One part of a text that both sides changed: in the base, and in each of the two texts. */
export interface MergeConflict {
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

/** Result of the server's three-way merge for a refused write. */
export type Merge<T> =
  | { readonly clean: true; readonly value: T }
  | {
      readonly clean: false
      readonly conflicts: readonly MergeConflict[]
      /** Absent if the server sent only the conflicts. */
      readonly parts?: readonly MergePart[]
    }

/** Content of a 412 response: the reason of the refusal, and all that is needed to continue. */
export interface Conflict<T> {
  readonly current: Versioned<T>
  /** The version that the write's If-Match names; null if the server does not know it. */
  readonly base: Versioned<T> | null
  /** Null if the server sent no merge. */
  readonly merge: Merge<T> | null
  /** The version that an earlier attempt of this very write created, whose response was lost. */
  readonly appliedAs: Versioned<T> | null
  /** Ids of the resources that hold text of the base now, for example the second half of a split caption. */
  readonly movedTo?: readonly string[]
}

/** Options of one write. */
export interface WriteOptions {
  /** The same for all attempts of this write, so that it is applied once. */
  readonly idempotencyKey: string
  readonly signal: AbortSignal
  /** The page is being left: the request has to outlive it. */
  readonly keepalive?: boolean
}

/** A resource with reads and conditional writes. */
export interface Resource<T> {
  read(options: { signal: AbortSignal }): Promise<Versioned<T>>

  /**
   * Writes with `If-Match: base.etag`.
   *
   * @throws ConflictError if someone else wrote in between; nothing was overwritten
   * @throws GoneError if the resource was deleted
   * @throws OfflineError if no response arrived, so that the write may or may not have been applied
   */
  write(next: T, base: Versioned<T>, options: WriteOptions): Promise<Versioned<T>>

  /** Restores the deleted resource with this value. Absent if the server cannot restore. */
  restore?(next: T, tombstone: Tombstone, options: WriteOptions): Promise<Versioned<T>>

  /** Merger of its values. Without it, and without parts from the server, a choice is about the whole value. */
  readonly merger?: Merger<T>
}
