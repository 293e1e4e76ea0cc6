import { equal } from '../equal.ts'
import type { Versioned } from '../versioned.ts'
import {
  type DraftState,
  type DraftWrite,
  type InFlight,
  isDirty,
  rebasedUndo,
  SAME,
  type SaveTrigger,
  theirsOf,
  type WriteFailure,
  type WriteState,
} from './state.ts'
import { andThen, ensureKept, keepEffect, type Transition, withoutEffects } from './transition.ts'
import { applyIfNewer, applyVersion, isOlder, MAX_SUPERSEDED, newer } from './versions.ts'

export function saveRequested<T>(state: DraftState<T>, trigger: SaveTrigger, newKey: string): Transition<T> {
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

export function writeOf<T>(
  state: DraftState<T>,
  base: Versioned<T>,
  value: T,
  trigger: SaveTrigger,
  key: string,
): DraftWrite<T> {
  return { key, value, base, trigger, merged: state.undo !== null && !state.undo.own, round: 0 }
}

export function startWrite<T>(
  state: DraftState<T>,
  write: DraftWrite<T>,
  queued: SaveTrigger | null = null,
): Transition<T> {
  const next: DraftState<T> = { ...state, write: { type: 'inFlight', write, queued, received: null } }
  return { state: next, effects: [keepEffect(next), { type: 'write', write }] }
}

export function succeeded<T>(
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

function saveIfDirty<T>(state: DraftState<T>, trigger: SaveTrigger, newKey: string): Transition<T> {
  return isDirty(state) ? saveRequested(state, trigger, newKey) : withoutEffects(state)
}

export function failed<T>(
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
  return received === null ? withoutEffects(state) : applyVersion(state, received)
}

export function aborted<T>(state: DraftState<T>): Transition<T> {
  if (state.write.type !== 'inFlight') {
    return withoutEffects(state)
  }
  const { write, received } = state.write
  const stopped: DraftState<T> = { ...state, write: { type: 'unsettled', write, failure: null } }
  const next = ensureKept(applyReceived(stopped, received))
  return { state: next.state, effects: [{ type: 'abort', key: write.key }, ...next.effects] }
}
