import { equal } from '../equal.ts'
import type { MergePart } from '../merge/parts.ts'
import type { MergeConflict, Tombstone, Versioned } from '../versioned.ts'

/** Origin of a save: the person, or the timer. Only a save by the person may put merged text under the cursor. */
export type SaveTrigger = 'user' | 'timer'

/** One conditional write. All its repetitions have the same key. */
export interface DraftWrite<T> {
  /** The Idempotency-Key. */
  readonly key: string
  readonly value: T
  readonly base: Versioned<T>
  readonly trigger: SaveTrigger
  /** The deleted resource that this write restores. */
  readonly restores?: Tombstone<T>
  /** The value contains someone else's text beside the person's own. */
  readonly merged: boolean
  /** Number of merges in a row that led to this write. */
  readonly round: number
}

/** The person's text before something replaced it, and the base that it grew from. */
export interface UndoPoint<T> {
  readonly draft: T
  readonly base: Versioned<T>
  /** Author of the text that was merged in, or that replaced it. */
  readonly by?: string
  /** True if the author signed in under that name, false if not; absent if it is not known. */
  readonly verified?: boolean
  /** The person replaced the text themselves; no one else's text is in the new one. */
  readonly own?: boolean
}

/** Reason of the last write's failure. */
export interface WriteFailure {
  readonly offline: boolean
  readonly error: unknown
}

/** A draft as it is kept between two visits. */
export interface KeptDraft<T> {
  readonly base: Versioned<T>
  readonly draft: T
  readonly unsettled: DraftWrite<T> | null
}

/** No write under way, and none whose outcome is unknown. */
export interface Idle {
  readonly type: 'idle'
  /** Outcome of the last write. A failure means that the server refused it. */
  readonly outcome: 'none' | 'saved' | 'merged' | WriteFailure
}

/** A write that waits for its response. */
export interface InFlight<T> {
  readonly type: 'inFlight'
  readonly write: DraftWrite<T>
  /** A save that was requested during this write. It follows when the write succeeds. */
  readonly queued: SaveTrigger | null
  /** A version that was received during this write: possibly the one that it creates. */
  readonly received: Versioned<T> | null
}

/** A write without a response: it may have been applied. Its repetition has the same key. */
export interface Unsettled<T> {
  readonly type: 'unsettled'
  readonly write: DraftWrite<T>
  /** Null if the person stopped the write, or if it was recovered from an earlier visit. */
  readonly failure: WriteFailure | null
}

/** State of the write. There is one at most. */
export type WriteState<T> = Idle | InFlight<T> | Unsettled<T>

/** The server's version is the draft's base, as known here. */
export interface Same {
  readonly type: 'same'
}

/** The server has a version that the draft does not contain yet. The next save can merge it. */
export interface Theirs<T> {
  readonly type: 'theirs'
  readonly version: Versioned<T>
}

/** The parts of a merge by the server, with what they were computed for. They say nothing about any other text. */
export interface KnownParts<T> {
  readonly mine: T
  /** Tag of theirs. */
  readonly etag: string
  readonly parts: readonly MergePart[]
}

/** The server has a version that only the person can reconcile with the draft. */
export interface InConflict<T> {
  readonly type: 'conflict'
  readonly version: Versioned<T>
  /** Empty if the server did not report the conflicting parts. */
  readonly conflicts: readonly MergeConflict[]
  /** Null if the server sent no parts. */
  readonly known: KnownParts<T> | null
  /** Ids of the resources that hold text of the base now. */
  readonly movedTo: readonly string[]
}

/** The resource was deleted. */
export interface Gone<T> {
  readonly type: 'gone'
  readonly tombstone: Tombstone<T>
  /** Last version before the deletion, if an undo made the draft grow from an earlier one. */
  readonly version: Versioned<T> | null
}

/** State of the server's version, compared with the draft's base. */
export type RemoteState<T> = Same | Theirs<T> | InConflict<T> | Gone<T>

/** State of one draft. Plain data. */
export interface DraftState<T> {
  /** The version that the draft grew from. The next write sends its tag, and no other. Null before the first read. */
  readonly base: Versioned<T> | null
  readonly draft: T | null
  readonly write: WriteState<T>
  readonly remote: RemoteState<T>
  /** The value as it was sent when the server responded with `base`, which the server may have normalised. */
  readonly sent: { readonly value: T } | null
  readonly undo: UndoPoint<T> | null
  /** The draft was kept by an earlier visit, and has not been edited since. */
  readonly recovered: boolean
  /** The text is being edited, so that nothing may replace it. */
  readonly held: boolean
  /** Tags that the person's own saves replaced. A late read may still return them. */
  readonly superseded: readonly string[]
}

export type DraftStatus =
  | 'clean'
  | 'editing'
  | 'saving'
  | 'saved'
  | 'merged'
  | 'stale'
  | 'conflict'
  | 'gone'
  | 'offline'
  | 'error'

export const IDLE: Idle = { type: 'idle', outcome: 'none' }
export const SAME: Same = { type: 'same' }

export function initialState<T>(base: Versioned<T> | null = null): DraftState<T> {
  return {
    base,
    draft: base === null ? null : base.value,
    write: IDLE,
    remote: SAME,
    sent: null,
    undo: null,
    recovered: false,
    held: false,
    superseded: [],
  }
}

/** The state with another version as its base, and that version's value as its draft. */
export function basedOn<T>(state: DraftState<T>, base: Versioned<T>): DraftState<T> {
  return {
    ...initialState(base),
    held: state.held,
    superseded: state.superseded,
    recovered: state.recovered,
  }
}

/** True if the draft has text that the server may not have. */
export function isDirty<T>(state: DraftState<T>): boolean {
  if (state.base === null || equal(state.draft, state.base.value)) {
    return false
  }
  return state.sent === null || !equal(state.draft, state.sent.value)
}

/** True if the server may have another text than the draft, also one that the person undid after it was sent. */
export function isUnsaved<T>(state: DraftState<T>): boolean {
  return isDirty(state) || state.write.type === 'unsettled'
}

/** True if nothing is unsaved and no write is under way. */
export function isAtRest<T>(state: DraftState<T>): boolean {
  return !isDirty(state) && state.write.type === 'idle'
}

/** The server's version, if the draft does not contain it. */
export function theirsOf<T>({ remote }: DraftState<T>): Versioned<T> | null {
  return remote.type === 'same' ? null : remote.version
}

/** The failure of the last write, unless a new write has begun since. */
export function failureOf<T>({ write }: DraftState<T>): WriteFailure | null {
  if (write.type === 'idle') {
    return typeof write.outcome === 'string' ? null : write.outcome
  }
  return write.type === 'unsettled' ? write.failure : null
}

export function statusOf<T>(state: DraftState<T>): DraftStatus {
  const { write, remote } = state
  if (write.type === 'inFlight') {
    return 'saving'
  }
  if (remote.type === 'gone' || remote.type === 'conflict') {
    return remote.type
  }
  const failure = failureOf(state)
  if (failure !== null) {
    return failure.offline ? 'offline' : 'error'
  }
  if (remote.type === 'theirs') {
    return 'stale'
  }
  if (isDirty(state) || write.type === 'unsettled') {
    return 'editing'
  }
  return write.outcome === 'saved' || write.outcome === 'merged' ? write.outcome : 'clean'
}

/** The undo point of a text that the person replaced themselves. */
export function ownUndo<T>({ undo }: DraftState<T>): UndoPoint<T> | null {
  return undo?.own ? undo : null
}

/** The same after the person's own save: no one else wrote in between, so the text can be restored onto it. */
export function rebasedUndo<T>(state: DraftState<T>, saved: Versioned<T>): UndoPoint<T> | null {
  const undo = ownUndo(state)
  return undo && { ...undo, base: saved }
}
