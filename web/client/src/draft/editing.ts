import {
  basedOn,
  type DraftState,
  IDLE,
  isAtRest,
  isDirty,
  type KeptDraft,
  ownUndo,
  SAME,
  type WriteState,
} from './state.ts'
import { ensureKept, keeping, type Transition, withoutEffects } from './transition.ts'
import { applyVersion, isOlder } from './versions.ts'

export function recovered<T>(state: DraftState<T>, kept: KeptDraft<T>): Transition<T> {
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

export function edited<T>(state: DraftState<T>, draft: T): Transition<T> {
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
export function replaced<T>(state: DraftState<T>, draft: T): Transition<T> {
  const { base, draft: before } = state
  const unsaved = isDirty(state) && base !== null && before !== null ? { draft: before, base, own: true } : null
  return keeping({ ...edited(state, draft).state, undo: ownUndo(state) ?? unsaved })
}

export function held<T>(state: DraftState<T>, isHeld: boolean): Transition<T> {
  const next = { ...state, held: isHeld }
  const { write, remote } = state
  return !isHeld && remote.type === 'theirs' && write.type !== 'inFlight'
    ? applyVersion(next, remote.version)
    : withoutEffects(next)
}
