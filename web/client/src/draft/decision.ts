import { equal } from '../equal.ts'
import { type Choice, type MergePart, type Merger, rebase } from '../merge/parts.ts'
import type { Tombstone, Versioned } from '../versioned.ts'
import { saveRequested, startWrite, writeOf } from './saving.ts'
import {
  basedOn,
  type DraftState,
  isDirty,
  ownUndo,
  type RemoteState,
  SAME,
  theirsOf,
  type UndoPoint,
} from './state.ts'
import { type DraftEffect, keeping, type Transition, withoutEffects } from './transition.ts'

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

export function isConflict({ conflict }: MergePart): boolean {
  return conflict
}

export function resolved<T>(
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
  const undo = undoOfChoice(state, chosen.value, { draft, base, by: theirs.by, verified: theirs.verified })
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
  const { by, verified } = tombstone
  const undo = undoOfChoice(state, chosen, { draft: state.draft ?? chosen, base, by, verified })
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
export function mergeUndone<T>(state: DraftState<T>, merger: Merger<T> | null): Transition<T> {
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

export function discarded<T>(state: DraftState<T>): Transition<T> {
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
