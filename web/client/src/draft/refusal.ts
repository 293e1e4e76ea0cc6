import { equal } from '../equal.ts'
import { type Merger, rebase } from '../merge/parts.ts'
import type { Conflict, Versioned } from '../versioned.ts'
import { isConflict } from './decision.ts'
import { startWrite, succeeded, writeOf } from './saving.ts'
import { type DraftState, type DraftWrite, type InConflict, type InFlight, isDirty, SAME } from './state.ts'
import { andThen, keeping, type Transition, withoutEffects } from './transition.ts'
import { applyVersion, regrown } from './versions.ts'

/** Limit of merges in a row, for a text that someone else saves faster than this client can merge. */
const MAX_ROUNDS = 5

/** The conflict with the merger's result, if the server did not merge. */
export function explained<T>(
  conflict: Conflict<T>,
  { value, base }: DraftWrite<T>,
  merger: Merger<T> | null,
): Conflict<T> {
  const { current } = conflict
  const parts = conflict.merge === null ? merger?.merge?.(base.value, value, current.value) : undefined
  const pieces = parts?.some(isConflict) === false ? rebase(parts, 'mine') : null
  return pieces === null || !merger
    ? conflict
    : { ...conflict, merge: { clean: true, value: merger.compose(pieces, current.value) } }
}

export function conflicted<T>(
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
  const { draft, base, ...author } = state.undo ?? { draft: write.value, base: write.base }
  const { by, verified } = author.by === undefined ? current : author
  const next: DraftState<T> = {
    ...state,
    base: current,
    draft: value,
    remote: SAME,
    sent: null,
    undo: { draft, base, by, verified },
  }
  if (equal(value, current.value)) {
    return keeping({ ...next, write: { type: 'idle', outcome: 'merged' }, recovered: false })
  }
  const round = write.round + 1
  return startWrite(next, { key: newKey, value, base: current, trigger: write.trigger, merged: true, round })
}
