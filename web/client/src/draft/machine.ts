import { equal } from '../equal.ts'
import { type Choice, type MergePart, type Merger, rebase } from '../merge/parts.ts'
import type { Conflict, MergeConflict, Tombstone, Versioned } from '../versioned.ts'

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

export type DraftEvent<T> =
  /** A read, a refetch or the change stream returned a version. `readAfterWrite`: read after the last write ended. */
  | { readonly type: 'versionReceived'; readonly version: Versioned<T>; readonly readAfterWrite?: boolean }
  | { readonly type: 'deletionReceived'; readonly tombstone: Tombstone<T> }
  /** The server restarted from other data, for example a backup: the next version may have a lower number or an old tag. */
  | { readonly type: 'versionsReset' }
  | { readonly type: 'recovered'; readonly kept: KeptDraft<T> }
  | { readonly type: 'edited'; readonly draft: T }
  /** The person replaced the draft with another text. */
  | { readonly type: 'replaced'; readonly draft: T }
  | { readonly type: 'held'; readonly held: boolean }
  | { readonly type: 'saveRequested'; readonly trigger: SaveTrigger }
  | { readonly type: 'writeSucceeded'; readonly key: string; readonly saved: Versioned<T> }
  | { readonly type: 'writeConflicted'; readonly key: string; readonly conflict: Conflict<T> }
  | { readonly type: 'writeGone'; readonly key: string; readonly tombstone: Tombstone<T> }
  | {
      readonly type: 'writeFailed'
      readonly key: string
      readonly error: unknown
      readonly offline: boolean
      /** The server may have applied the write. */
      readonly outcomeUnknown: boolean
    }
  | { readonly type: 'aborted' }
  /** `seen` is the tag of the other version that was on the screen when the person chose. */
  | { readonly type: 'resolved'; readonly choice: Choice<T>; readonly seen: string }
  | { readonly type: 'mergeUndone' }
  | { readonly type: 'discarded' }

export type DraftEffect<T> =
  | { readonly type: 'write'; readonly write: DraftWrite<T> }
  | { readonly type: 'abort'; readonly key: string }
  | { readonly type: 'read' }
  | { readonly type: 'keep'; readonly kept: KeptDraft<T> }
  | { readonly type: 'forget' }
  /** Caches and lists of the resource need this version. `own` is false if the same text may be someone else's save. */
  | { readonly type: 'saved'; readonly version: Versioned<T>; readonly own: boolean }

/** The next state, and the effects to run. */
export interface Transition<T> {
  readonly state: DraftState<T>
  readonly effects: readonly DraftEffect<T>[]
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

/** Limit of merges in a row, for a text that someone else saves faster than this client can merge. */
const MAX_ROUNDS = 5
const MAX_SUPERSEDED = 32

const IDLE: Idle = { type: 'idle', outcome: 'none' }
const SAME: Same = { type: 'same' }

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

/** Their value in a decision: the server's version, or the last one before the deletion. */
function otherOf<T>({ remote }: DraftState<T>): { readonly value: T } | null {
  if (remote.type !== 'gone') {
    return remote.type === 'same' ? null : remote.version
  }
  return remote.tombstone.last === undefined ? remote.version : { value: remote.tombstone.last }
}

/**
 * The parts that a choice is about: of the draft, the server's version or the last one before a deletion, and the base.
 * Null if neither the server nor the merger knows them.
 */
export function partsOf<T>(state: DraftState<T>, merger: Merger<T> | null): readonly MergePart[] | null {
  const { base, draft, remote } = state
  const other = otherOf(state)
  if (base === null || draft === null || other === null) {
    return null
  }
  const known = remote.type === 'conflict' ? remote.known : null
  return known !== null && known.etag === theirsOf(state)?.etag && equal(known.mine, draft)
    ? known.parts
    : (merger?.merge?.(base.value, draft, other.value) ?? null)
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

/**
 * The transition of a draft's state on an event. Pure: the same arguments always give the same result.
 *
 * @param newKey an unused Idempotency-Key, for the write that the event may start
 * @param merger merger of the values; without one a choice is about the whole value
 */
export function reduce<T>(
  state: DraftState<T>,
  event: DraftEvent<T>,
  newKey: string,
  merger: Merger<T> | null = null,
): Transition<T> {
  switch (event.type) {
    case 'versionReceived':
      return versionReceived(state, event.version, event.readAfterWrite === true)
    case 'deletionReceived':
      return deletionReceived(state, event.tombstone)
    case 'versionsReset':
      return withoutEffects(versionsReset(state))
    case 'recovered':
      return recovered(state, event.kept)
    case 'edited':
      return edited(state, event.draft)
    case 'replaced':
      return replaced(state, event.draft)
    case 'held':
      return held(state, event.held)
    case 'saveRequested':
      return saveRequested(state, event.trigger, newKey)
    case 'writeSucceeded':
      return afterWrite(state, event.key, (ended, flight) => succeeded(ended, flight, event.saved, newKey))
    case 'writeConflicted':
      return afterWrite(state, event.key, (ended, flight) =>
        conflicted(ended, flight, explained(event.conflict, flight.write, merger), newKey),
      )
    case 'writeGone':
      return afterWrite(state, event.key, (ended) => deletionReceived(ended, event.tombstone))
    case 'writeFailed':
      return afterWrite(state, event.key, (ended, flight) => failed(ended, flight, event))
    case 'aborted':
      return aborted(state)
    case 'resolved':
      return resolved(state, event, newKey, merger)
    case 'mergeUndone':
      return mergeUndone(state, merger)
    case 'discarded':
      return discarded(state)
  }
}

/** Applies the response to the write in flight. A response to any other write changes nothing. */
function afterWrite<T>(
  state: DraftState<T>,
  key: string,
  next: (ended: DraftState<T>, flight: InFlight<T>) => Transition<T>,
): Transition<T> {
  const { write } = state
  return write.type === 'inFlight' && write.write.key === key
    ? next({ ...state, write: IDLE }, write)
    : withoutEffects(state)
}

function versionReceived<T>(state: DraftState<T>, version: Versioned<T>, readAfterWrite: boolean): Transition<T> {
  const { base, write, remote } = state
  if (base === null) {
    return withoutEffects({ ...state, base: version, draft: version.value })
  }
  if (isOlder(version, base) || (remote.type === 'gone' && isOlder(version, remote.tombstone))) {
    return withoutEffects(state)
  }
  if (version.etag === base.etag) {
    return withoutEffects(undeleted(state))
  }
  if (write.type === 'inFlight') {
    return withoutEffects({ ...state, write: { ...write, received: newer(version, write.received) } })
  }
  if (version.version === undefined && !readAfterWrite && state.superseded.includes(version.etag)) {
    return { state, effects: [{ type: 'read' }] }
  }
  return applyVersion(undeleted(state), version)
}

function undeleted<T>(state: DraftState<T>): DraftState<T> {
  const { remote } = state
  if (remote.type !== 'gone') {
    return state
  }
  return { ...state, remote: remote.version === null ? SAME : { type: 'theirs', version: remote.version } }
}

/** Applies a version other than the base, with no write in flight: it replaces an untouched text, else it is theirs. */
function applyVersion<T>(state: DraftState<T>, version: Versioned<T>): Transition<T> {
  const { write, remote } = state
  if (write.type === 'unsettled' && equal(version.value, write.write.value)) {
    // The person's own text, whoever saved it: the draft grew from it.
    const grown: DraftState<T> = {
      ...basedOn(state, version),
      draft: state.draft,
      sent: { value: write.write.value },
      undo: rebasedUndo(state, version),
    }
    return andThen(keeping(grown), (next) => applyIfNewer(next, theirsOf(state), version))
  }
  const theirs = newer(version, theirsOf(state))
  if (write.type === 'idle' && equal(theirs.value, state.base?.value)) {
    return keeping(regrown(state, theirs))
  }
  if (isDirty(state) ? equal(state.draft, version.value) : !state.held && write.type === 'idle') {
    const followed = keeping({ ...basedOn(state, version), undo: state.undo, recovered: false })
    return andThen(followed, (next) => applyIfNewer(next, theirsOf(state), version))
  }
  return withoutEffects({
    ...state,
    remote: remote.type === 'conflict' ? { ...remote, version: theirs } : { type: 'theirs', version: theirs },
  })
}

/** The state after a version with the text of the base, for example of a move or a restore: the draft grows from it. */
function regrown<T>(state: DraftState<T>, version: Versioned<T>): DraftState<T> {
  const { base, undo, superseded } = state
  return {
    ...state,
    base: version,
    remote: SAME,
    undo: undo !== null && undo.base.etag === base?.etag ? { ...undo, base: version } : undo,
    superseded: base === null ? superseded : [base.etag, ...superseded].slice(0, MAX_SUPERSEDED),
  }
}

/** The state with another version as its base, and that version's value as its draft. */
function basedOn<T>(state: DraftState<T>, base: Versioned<T>): DraftState<T> {
  return {
    ...initialState(base),
    held: state.held,
    superseded: state.superseded,
    recovered: state.recovered,
  }
}

function deletionReceived<T>(state: DraftState<T>, tombstone: Tombstone<T>): Transition<T> {
  const { base, remote } = state
  const known = remote.type === 'gone' && tombstone.etag !== '' && remote.tombstone.etag === tombstone.etag
  if (known || (base !== null && isOlder(tombstone, base))) {
    return withoutEffects(state)
  }
  const gone: Gone<T> = { type: 'gone', tombstone, version: null }
  return keeping({ ...state, write: afterDeletion(state.write, tombstone), remote: gone })
}

/** A deletion makes earlier failures irrelevant, and all writes but the one that restores this very tombstone. */
function afterDeletion<T>(write: WriteState<T>, tombstone: Tombstone<T>): WriteState<T> {
  switch (write.type) {
    case 'idle':
      return typeof write.outcome === 'string' ? write : IDLE
    case 'inFlight':
      return { ...write, received: null }
    case 'unsettled':
      return write.write.restores?.etag === tombstone.etag ? { ...write, failure: null } : IDLE
  }
}

/** The state without version numbers and superseded tags, so that no version counts as older than another. */
function versionsReset<T>(state: DraftState<T>): DraftState<T> {
  const { base, write, remote } = state
  return {
    ...state,
    base: unnumbered(base),
    write: write.type === 'inFlight' ? { ...write, received: unnumbered(write.received) } : write,
    remote: unnumberedRemote(remote),
    superseded: [],
  }
}

function unnumberedRemote<T>(remote: RemoteState<T>): RemoteState<T> {
  switch (remote.type) {
    case 'same':
      return remote
    case 'gone':
      return { ...remote, tombstone: unnumbered(remote.tombstone), version: unnumbered(remote.version) }
    default:
      return { ...remote, version: unnumbered(remote.version) }
  }
}

function unnumbered<V extends { readonly version?: number } | null>(one: V): V {
  return one && { ...one, version: undefined }
}

function recovered<T>(state: DraftState<T>, kept: KeptDraft<T>): Transition<T> {
  if (!isAtRest(state)) {
    return withoutEffects(state)
  }
  const { base, remote } = state
  const back: DraftState<T> = {
    ...basedOn(state, kept.base),
    draft: kept.draft,
    write: kept.unsettled === null ? IDLE : { type: 'unsettled', write: kept.unsettled, failure: null },
    remote: remote.type === 'gone' ? { ...remote, version: null } : SAME,
    recovered: true,
  }
  if (base === null || base.etag === kept.base.etag || remote.type === 'gone') {
    return keeping(back)
  }
  return ensureKept(isOlder(base, kept.base) ? withoutEffects(back) : applyVersion(back, base))
}

function edited<T>(state: DraftState<T>, draft: T): Transition<T> {
  return keeping({ ...state, draft, write: afterEdit(state.write), undo: null, recovered: false })
}

/** An edit makes the last outcome irrelevant, but not that the server is unreachable. */
function afterEdit<T>(write: WriteState<T>): WriteState<T> {
  switch (write.type) {
    case 'idle':
      return typeof write.outcome !== 'string' && write.outcome.offline ? write : IDLE
    case 'inFlight':
      return write
    case 'unsettled':
      return write.failure?.offline ? write : { ...write, failure: null }
  }
}

/** Keeps an unsaved text as the undo point: the history of the resource does not contain it. */
function replaced<T>(state: DraftState<T>, draft: T): Transition<T> {
  const { base, draft: before } = state
  const unsaved = isDirty(state) && base !== null && before !== null ? { draft: before, base, own: true } : null
  return keeping({ ...edited(state, draft).state, undo: ownUndo(state) ?? unsaved })
}

/** The undo point of a text that the person replaced themselves. */
function ownUndo<T>({ undo }: DraftState<T>): UndoPoint<T> | null {
  return undo?.own ? undo : null
}

/** The same after the person's own save: no one else wrote in between, so the text can be restored onto it. */
function rebasedUndo<T>(state: DraftState<T>, saved: Versioned<T>): UndoPoint<T> | null {
  const undo = ownUndo(state)
  return undo && { ...undo, base: saved }
}

function held<T>(state: DraftState<T>, isHeld: boolean): Transition<T> {
  const next = { ...state, held: isHeld }
  const { write, remote } = state
  return !isHeld && remote.type === 'theirs' && write.type !== 'inFlight'
    ? applyVersion(next, remote.version)
    : withoutEffects(next)
}

function saveRequested<T>(state: DraftState<T>, trigger: SaveTrigger, newKey: string): Transition<T> {
  const { base, draft, write, remote } = state
  if (base === null || draft === null || remote.type === 'conflict') {
    return withoutEffects(state)
  }
  if (remote.type === 'gone' && (write.type !== 'unsettled' || write.write.restores === undefined)) {
    return withoutEffects(state)
  }
  if (write.type === 'inFlight') {
    return withoutEffects({ ...state, write: { ...write, queued: write.queued === 'user' ? 'user' : trigger } })
  }
  if (write.type === 'unsettled') {
    return startWrite(state, { ...write.write, trigger }, equal(write.write.value, draft) ? null : trigger)
  }
  if (!isDirty(state)) {
    return trigger === 'user' && remote.type === 'theirs' ? showTheirs(state, remote.version) : withoutEffects(state)
  }
  if (remote.type === 'theirs' && trigger === 'timer') {
    return withoutEffects(state)
  }
  return startWrite(state, writeOf(state, base, draft, trigger, newKey))
}

/** Replaces an untouched text with their version, though it is held: the person requested it. */
function showTheirs<T>(state: DraftState<T>, theirs: Versioned<T>): Transition<T> {
  const { state: next, effects } = applyVersion({ ...state, held: false }, theirs)
  return { state: { ...next, held: state.held }, effects }
}

function writeOf<T>(
  state: DraftState<T>,
  base: Versioned<T>,
  value: T,
  trigger: SaveTrigger,
  key: string,
): DraftWrite<T> {
  return { key, value, base, trigger, merged: state.undo !== null && !state.undo.own, round: 0 }
}

function startWrite<T>(state: DraftState<T>, write: DraftWrite<T>, queued: SaveTrigger | null = null): Transition<T> {
  const next: DraftState<T> = { ...state, write: { type: 'inFlight', write, queued, received: null } }
  return { state: next, effects: [keepEffect(next), { type: 'write', write }] }
}

function succeeded<T>(
  state: DraftState<T>,
  { write, queued, received }: InFlight<T>,
  saved: Versioned<T>,
  newKey: string,
  own: boolean = true,
): Transition<T> {
  const { remote } = state
  const unchanged = equal(state.draft, write.value)
  const next: DraftState<T> = {
    ...state,
    base: saved,
    draft: unchanged && (write.trigger === 'user' || !state.held) ? saved.value : state.draft,
    write: { type: 'idle', outcome: write.merged ? 'merged' : 'saved' },
    remote: remote.type === 'gone' && isOlder(saved, remote.tombstone) ? { ...remote, version: null } : SAME,
    sent: { value: write.value },
    undo: rebasedUndo(state, saved) ?? (write.merged ? state.undo : null),
    recovered: false,
    superseded: [write.base.etag, ...state.superseded].slice(0, MAX_SUPERSEDED),
  }
  const theirs = received === null ? theirsOf(state) : newer(received, theirsOf(state))
  const published: Transition<T> = { state: next, effects: [{ type: 'saved', version: saved, own }] }
  const current = andThen(published, (at) => applyIfNewer(at, theirs, saved))
  const done = queued === null ? current : andThen(current, (at) => saveIfDirty(at, queued, newKey))
  return done.state.write.type === 'inFlight' ? done : ensureKept(done)
}

/**
 * Applies a version that was received before `base` became the base, if it is newer. It can be newer than the person's
 * own save if it came during the save, or if the save was repeated and got its first response. Without version numbers
 * only a read can tell.
 */
function applyIfNewer<T>(state: DraftState<T>, version: Versioned<T> | null, base: Versioned<T>): Transition<T> {
  if (version === null || version.etag === base.etag) {
    return withoutEffects(state)
  }
  if (version.version === undefined || base.version === undefined) {
    return { state, effects: [{ type: 'read' }] }
  }
  return version.version > base.version ? applyVersion(state, version) : withoutEffects(state)
}

function saveIfDirty<T>(state: DraftState<T>, trigger: SaveTrigger, newKey: string): Transition<T> {
  return isDirty(state) ? saveRequested(state, trigger, newKey) : withoutEffects(state)
}

/** The conflict with the merger's result, if the server did not merge. */
function explained<T>(conflict: Conflict<T>, { value, base }: DraftWrite<T>, merger: Merger<T> | null): Conflict<T> {
  const { current } = conflict
  const parts = conflict.merge === null ? merger?.merge?.(base.value, value, current.value) : undefined
  const pieces = parts?.some(isConflict) === false ? rebase(parts, 'mine') : null
  return pieces === null || !merger
    ? conflict
    : { ...conflict, merge: { clean: true, value: merger.compose(pieces, current.value) } }
}

function conflicted<T>(
  state: DraftState<T>,
  flight: InFlight<T>,
  conflict: Conflict<T>,
  newKey: string,
): Transition<T> {
  const { current, merge, appliedAs } = conflict
  const { write } = flight
  if (appliedAs !== null) {
    return andThen(succeeded(state, flight, appliedAs, newKey), (next) =>
      next.write.type !== 'inFlight' && current.etag !== appliedAs.etag
        ? applyVersion(next, current)
        : withoutEffects(next),
    )
  }
  if (equal(current.value, write.value)) {
    return succeeded(state, flight, current, newKey, false)
  }
  if (equal(current.value, write.base.value) && write.restores === undefined && write.round < MAX_ROUNDS) {
    return savedAnew(regrown(state, current), write, newKey)
  }
  const stale: DraftState<T> = { ...state, remote: { type: 'theirs', version: current } }
  if (!equal(state.draft, write.value)) {
    return conflictedWhileTyping(stale, flight, newKey)
  }
  if (merge === null || !merge.clean) {
    return keeping({ ...state, remote: inConflict(conflict, write.value) })
  }
  if ((write.trigger === 'timer' && state.held) || write.round >= MAX_ROUNDS) {
    return keeping(stale)
  }
  return merged(state, write, current, merge.value, newKey)
}

function inConflict<T>({ current, merge, movedTo = [] }: Conflict<T>, mine: T): InConflict<T> {
  const { conflicts, parts } = merge === null || merge.clean ? { conflicts: [], parts: undefined } : merge
  const known = parts === undefined ? null : { mine, etag: current.etag, parts }
  return { type: 'conflict', version: current, conflicts, known, movedTo }
}

/** Saves the draft onto a version with the text of the base: no one else changed the text. */
function savedAnew<T>(state: DraftState<T>, write: DraftWrite<T>, newKey: string): Transition<T> {
  const { base, draft } = state
  return base === null || draft === null || !isDirty(state)
    ? keeping(state)
    : startWrite(state, { ...write, key: newKey, value: draft, base, round: write.round + 1 })
}

/** The refused text is no longer the draft. A save that the person requested since is made at once. */
function conflictedWhileTyping<T>(stale: DraftState<T>, { write, queued }: InFlight<T>, newKey: string): Transition<T> {
  const { base, draft } = stale
  return queued === 'user' && write.round < MAX_ROUNDS && draft !== null && base !== null
    ? startWrite(stale, { ...writeOf(stale, base, draft, 'user', newKey), round: write.round + 1 })
    : keeping(stale)
}

/** The server's clean merge becomes the draft, and is saved onto the version that refused the write. */
function merged<T>(
  state: DraftState<T>,
  write: DraftWrite<T>,
  current: Versioned<T>,
  value: T,
  newKey: string,
): Transition<T> {
  const { draft, base, by = current.by } = state.undo ?? { draft: write.value, base: write.base }
  const next: DraftState<T> = {
    ...state,
    base: current,
    draft: value,
    remote: SAME,
    sent: null,
    undo: { draft, base, by },
  }
  if (equal(value, current.value)) {
    return keeping({ ...next, write: { type: 'idle', outcome: 'merged' }, recovered: false })
  }
  const round = write.round + 1
  return startWrite(next, { key: newKey, value, base: current, trigger: write.trigger, merged: true, round })
}

function failed<T>(
  state: DraftState<T>,
  { write, received }: InFlight<T>,
  { error, offline, outcomeUnknown }: WriteFailure & { readonly outcomeUnknown: boolean },
): Transition<T> {
  const failure: WriteFailure = { offline, error }
  const ended: WriteState<T> = outcomeUnknown
    ? { type: 'unsettled', write, failure }
    : { type: 'idle', outcome: failure }
  return ensureKept(applyReceived({ ...state, write: ended }, received))
}

/** Applies a version that was received during a failed write. It was received after any deletion known here. */
function applyReceived<T>(state: DraftState<T>, received: Versioned<T> | null): Transition<T> {
  return received === null ? withoutEffects(state) : applyVersion(undeleted(state), received)
}

function aborted<T>(state: DraftState<T>): Transition<T> {
  if (state.write.type !== 'inFlight') {
    return withoutEffects(state)
  }
  const { write, received } = state.write
  const stopped: DraftState<T> = { ...state, write: { type: 'unsettled', write, failure: null } }
  const next = ensureKept(applyReceived(stopped, received))
  return { state: next.state, effects: [{ type: 'abort', key: write.key }, ...next.effects] }
}

function resolved<T>(
  state: DraftState<T>,
  { choice, seen }: { readonly choice: Choice<T>; readonly seen: string },
  newKey: string,
  merger: Merger<T> | null,
): Transition<T> {
  const { base, draft, write, remote } = state
  if (write.type === 'inFlight' || base === null || draft === null) {
    return withoutEffects(state)
  }
  if (remote.type === 'gone' && choice === 'theirs') {
    return discarded(state)
  }
  const chosen = remote.type === 'same' ? null : chosenBy(choice, state, merger)
  if (chosen === null) {
    return withoutEffects(state)
  }
  if (remote.type === 'gone') {
    return restore(state, base, chosen.value, remote.tombstone, newKey)
  }
  const theirs = theirsOf(state)
  if (theirs === null || theirs.etag !== seen) {
    return withoutEffects(state)
  }
  const undo = undoOfChoice(state, chosen.value, { draft, base, by: theirs.by })
  const next: DraftState<T> = { ...basedOn(state, theirs), draft: chosen.value, undo, recovered: false }
  return isDirty(next) ? startWrite(next, writeOf(next, theirs, chosen.value, 'user', newKey)) : keeping(next)
}

/** The value of a choice: my change on top of theirs. Null if the choice leaves a part undecided. */
function chosenBy<T>(choice: Choice<T>, state: DraftState<T>, merger: Merger<T> | null): { readonly value: T } | null {
  if (typeof choice === 'object' && 'value' in choice) {
    return choice
  }
  const [other, parts] = [otherOf(state), partsOf(state, merger)]
  if (merger !== null && parts !== null && other !== null) {
    const pieces = rebase(parts, choice)
    return pieces && { value: merger.compose(pieces, other.value) }
  }
  if (choice === 'mine') {
    return state.draft === null ? null : { value: state.draft }
  }
  return choice === 'theirs' ? other : null
}

/** The undo point of a choice; a text that the person chose unchanged needs none. */
function undoOfChoice<T>(state: DraftState<T>, chosen: T, before: UndoPoint<T>): UndoPoint<T> | null {
  const own = ownUndo(state)
  return equal(chosen, before.draft) ? own : { ...before, draft: own?.draft ?? before.draft }
}

/**
 * Restores a deleted resource. From then on the draft grows from the last value, on which it was put. An earlier attempt
 * that may have been applied is repeated first.
 */
function restore<T>(
  state: DraftState<T>,
  base: Versioned<T>,
  chosen: T,
  tombstone: Tombstone<T>,
  newKey: string,
): Transition<T> {
  const undo = undoOfChoice(state, chosen, { draft: state.draft ?? chosen, base, by: tombstone.by })
  const decided: DraftState<T> = { ...state, draft: chosen, undo }
  if (state.write.type === 'unsettled' && state.write.write.restores !== undefined) {
    return saveRequested(decided, 'user', newKey)
  }
  const last = lastOf(tombstone) ?? base
  return startWrite(
    { ...decided, base: last, sent: null },
    { ...writeOf(decided, last, chosen, 'user', newKey), restores: tombstone },
  )
}

/** The last version before a deletion, with the tag that a restore sends; null if the server did not send it. */
function lastOf<T>({ last, etag, version, by, at }: Tombstone<T>): Versioned<T> | null {
  return last === undefined ? null : { value: last, etag, version, by, at }
}

/**
 * Brings the text of the undo point back, as a change of the base that it grew from. What others changed since stays: it
 * is decided again, or, if no merge of theirs is undone and nothing conflicts, the text is put on top of it.
 */
function mergeUndone<T>(state: DraftState<T>, merger: Merger<T> | null): Transition<T> {
  const { undo, base, write } = state
  if (undo === null || base === null || write.type === 'inFlight') {
    return withoutEffects(state)
  }
  const undone = { ...basedOn(state, undo.base), draft: undo.draft, remote: remoteAfterUndo(state, undo, base) }
  const parts = undone.remote.type === 'conflict' && !isOfMerge(undo) ? partsOf(undone, merger) : null
  if (undone.remote.type !== 'conflict' || merger === null || parts === null || parts.some(isConflict)) {
    return keeping(undone)
  }
  const { version } = undone.remote
  const draft = merger.compose(rebase(parts, 'mine') ?? [], version.value)
  return keeping({ ...basedOn(state, version), draft })
}

/** True if someone else's text was merged in or chosen, with a name or without. */
function isOfMerge<T>(undo: UndoPoint<T>): boolean {
  return Object.hasOwn(undo, 'by')
}

function isConflict({ conflict }: MergePart): boolean {
  return conflict
}

/** If the undo goes back to an earlier base, the versions since then are theirs, and the person has to decide again. */
function remoteAfterUndo<T>(state: DraftState<T>, undo: UndoPoint<T>, base: Versioned<T>): RemoteState<T> {
  const { remote } = state
  const same = undo.base.etag === base.etag
  const theirs = theirsOf(state) ?? (same ? null : base)
  if (remote.type === 'gone') {
    return { ...remote, version: theirs }
  }
  if (theirs === null) {
    return SAME
  }
  return same
    ? { type: 'theirs', version: theirs }
    : { type: 'conflict', version: theirs, conflicts: [], known: null, movedTo: [] }
}

function discarded<T>(state: DraftState<T>): Transition<T> {
  const { base, draft, write, remote } = state
  if (base === null || draft === null) {
    return withoutEffects(state)
  }
  const next: DraftState<T> = {
    ...basedOn(state, theirsOf(state) ?? base),
    remote: remote.type === 'gone' ? { ...remote, version: null } : SAME,
    undo: ownUndo(state) ?? (isDirty(state) ? { draft, base } : state.undo),
    recovered: false,
  }
  const effects: DraftEffect<T>[] = [{ type: 'forget' }]
  if (write.type === 'inFlight') {
    effects.unshift({ type: 'abort', key: write.write.key })
  }
  if (write.type !== 'idle') {
    effects.push({ type: 'read' })
  }
  return { state: next, effects }
}

function isOlder(one: { readonly version?: number }, other: { readonly version?: number }): boolean {
  return one.version !== undefined && other.version !== undefined && one.version < other.version
}

function newer<T>(received: Versioned<T>, known: Versioned<T> | null): Versioned<T> {
  return known !== null && isOlder(received, known) ? known : received
}

function keepEffect<T>(state: DraftState<T>): DraftEffect<T> {
  const { base, draft, write } = state
  const unsettled = write.type === 'idle' ? null : write.write
  return base === null || draft === null || (!isDirty(state) && unsettled === null)
    ? { type: 'forget' }
    : { type: 'keep', kept: { base, draft, unsettled } }
}

function withoutEffects<T>(state: DraftState<T>): Transition<T> {
  return { state, effects: [] }
}

function keeping<T>(state: DraftState<T>): Transition<T> {
  return { state, effects: [keepEffect(state)] }
}

function ensureKept<T>(transition: Transition<T>): Transition<T> {
  const { state, effects } = transition
  return effects.some(({ type }) => type === 'keep' || type === 'forget')
    ? transition
    : { state, effects: [...effects, keepEffect(state)] }
}

function andThen<T>(first: Transition<T>, next: (state: DraftState<T>) => Transition<T>): Transition<T> {
  const { state, effects } = next(first.state)
  return { state, effects: [...first.effects, ...effects] }
}
