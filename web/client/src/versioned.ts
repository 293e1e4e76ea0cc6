/** A value and the tag it came with. They are never stored apart: a tag beside another text is how colleagues get overwritten. */
export interface Versioned<T> {
  readonly value: T
  /** The strong entity tag, quotes included, without the `W/` that a proxy may have put in front. */
  readonly etag: string
  /** Counts up where the server numbers its versions. Tags alone have no order. */
  readonly version?: number
  /** Who wrote it, if the server says. */
  readonly by?: string
  /** When it was written, as the server wrote it. */
  readonly at?: string
}

/** What is left of a deleted resource. */
export interface Tombstone {
  /** The tag that restoring it has to name; empty if the server did not say. */
  readonly etag: string
  readonly version?: number
  readonly by?: string
  readonly at?: string
  /** Where its text went on, if it was joined to another. */
  readonly successor?: string
}

/** The same words three times: as both began, and as each side has them now. */
export interface Disputed {
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

/** What the server's merge of a refused write came to. */
export type Merge<T> =
  | { readonly clean: true; readonly value: T }
  | { readonly clean: false; readonly conflicts: readonly Disputed[] }

/** Why a write was refused, with all that is needed to go on. */
export interface Conflict<T> {
  readonly current: Versioned<T>
  /** What the caller's tag names; null if the server does not know it. */
  readonly base: Versioned<T> | null
  /** Null if the server sent none. */
  readonly merge: Merge<T> | null
  /** The version that is this very write, whose answer got lost. */
  readonly appliedAs: Versioned<T> | null
}

/** How one write is to be made. */
export interface WriteOptions {
  /** The same for every repetition of this write, so that a repetition cannot apply it twice. */
  readonly idempotencyKey: string
  readonly signal: AbortSignal
}

/** Something that can be read and conditionally written. */
export interface Resource<T> {
  read(options: { signal: AbortSignal }): Promise<Versioned<T>>

  /**
   * Writes with `If-Match: base.etag`.
   *
   * @throws ConflictError if someone else wrote in between; nothing was overwritten
   * @throws GoneError if it was deleted
   * @throws OfflineError if no answer arrived, so that it may or may not have been written
   */
  write(next: T, base: Versioned<T>, options: WriteOptions): Promise<Versioned<T>>

  /** Brings a deleted resource back with this value. Left out where there is no such thing. */
  restore?(next: T, tombstone: Tombstone, options: WriteOptions): Promise<Versioned<T>>
}
