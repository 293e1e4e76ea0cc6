import { equal } from '../equal.ts'
import type { Tombstone, Versioned } from '../versioned.ts'
import {
  basedOn,
  type DraftState,
  type Gone,
  IDLE,
  isDirty,
  type RemoteState,
  rebasedUndo,
  SAME,
  theirsOf,
  type WriteState,
} from './state.ts'
import { andThen, keeping, type Transition, withoutEffects } from './transition.ts'

export const MAX_SUPERSEDED = 32

export function versionReceived<T>(
  state: DraftState<T>,
  version: Versioned<T>,
  readAfterWrite: boolean,
): Transition<T> {
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
  return applyVersion(state, version)
}

function undeleted<T>(state: DraftState<T>): DraftState<T> {
  const { remote } = state
  if (remote.type !== 'gone') {
    return state
  }
  return { ...state, remote: remote.version === null ? SAME : { type: 'theirs', version: remote.version } }
}

/**
 * Applies a version other than the base, with no write in flight: it replaces an untouched text, else it is theirs. What was
 * deleted is there again.
 */
export function applyVersion<T>(state: DraftState<T>, version: Versioned<T>): Transition<T> {
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

/**
 * Applies a version that was received before `base` became the base, if it is newer. It can be newer than the person's
 * own save if it came during the save, or if the save was repeated and got its first response. Without version numbers
 * only a read can tell.
 */
export function applyIfNewer<T>(state: DraftState<T>, version: Versioned<T> | null, base: Versioned<T>): Transition<T> {
  if (version === null || version.etag === base.etag) {
    return withoutEffects(state)
  }
  if (version.version === undefined || base.version === undefined) {
    return { state, effects: [{ type: 'read' }] }
  }
  return version.version > base.version ? applyVersion(state, version) : withoutEffects(state)
}

/** The state after a version with the text of the base, for example of a move or a restore: the draft grows from it. */
export function regrown<T>(state: DraftState<T>, version: Versioned<T>): DraftState<T> {
  const { base, undo, superseded } = state
  return {
    ...state,
    base: version,
    remote: SAME,
    undo: undo !== null && undo.base.etag === base?.etag ? { ...undo, base: version } : undo,
    superseded: base === null ? superseded : [base.etag, ...superseded].slice(0, MAX_SUPERSEDED),
  }
}

export function deletionReceived<T>(state: DraftState<T>, tombstone: Tombstone<T>): Transition<T> {
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
export function versionsReset<T>(state: DraftState<T>): DraftState<T> {
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

export function isOlder(one: { readonly version?: number }, other: { readonly version?: number }): boolean {
  return one.version !== undefined && other.version !== undefined && one.version < other.version
}

export function newer<T>(received: Versioned<T>, known: Versioned<T> | null): Versioned<T> {
  return known !== null && isOlder(received, known) ? known : received
}
