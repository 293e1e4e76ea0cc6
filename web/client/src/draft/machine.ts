import type { Merger } from '../merge/parts.ts'
import { discarded, mergeUndone, resolved } from './decision.ts'
import { edited, held, recovered, replaced } from './editing.ts'
import { conflicted, explained } from './refusal.ts'
import { aborted, failed, saveRequested, succeeded } from './saving.ts'
import { type DraftState, IDLE, type InFlight } from './state.ts'
import { type DraftEvent, type Transition, withoutEffects } from './transition.ts'
import { deletionReceived, versionReceived, versionsReset } from './versions.ts'

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
