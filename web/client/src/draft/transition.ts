import type { Choice } from '../merge/parts.ts'
import type { Conflict, Tombstone, Versioned } from '../versioned.ts'
import { type DraftState, type DraftWrite, isDirty, type KeptDraft, type SaveTrigger } from './state.ts'

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

export function withoutEffects<T>(state: DraftState<T>): Transition<T> {
  return { state, effects: [] }
}

export function keeping<T>(state: DraftState<T>): Transition<T> {
  return { state, effects: [keepEffect(state)] }
}

export function ensureKept<T>(transition: Transition<T>): Transition<T> {
  const { state, effects } = transition
  return effects.some(({ type }) => type === 'keep' || type === 'forget')
    ? transition
    : { state, effects: [...effects, keepEffect(state)] }
}

export function andThen<T>(first: Transition<T>, next: (state: DraftState<T>) => Transition<T>): Transition<T> {
  const { state, effects } = next(first.state)
  return { state, effects: [...first.effects, ...effects] }
}

export function keepEffect<T>(state: DraftState<T>): DraftEffect<T> {
  const { base, draft, write } = state
  const unsettled = write.type === 'idle' ? null : write.write
  return base === null || draft === null || (!isDirty(state) && unsettled === null)
    ? { type: 'forget' }
    : { type: 'keep', kept: { base, draft, unsettled } }
}
