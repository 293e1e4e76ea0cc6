import { reduce } from '../src/draft/machine.ts'
import { type DraftState, initialState } from '../src/draft/state.ts'
import type { DraftEvent, Transition } from '../src/draft/transition.ts'
import type { Conflict, Versioned } from '../src/versioned.ts'

export const v = (value: string, version: number, by = 'Ana'): Versioned<string> => ({
  value,
  etag: `"${version}"`,
  version,
  by,
})
export const unnumbered = ({ value, etag }: Versioned<string>): Versioned<string> => ({ value, etag })
export const refusedBy = (current: Versioned<string>, more: Partial<Conflict<string>> = {}): Conflict<string> => ({
  current,
  base: null,
  merge: null,
  appliedAs: null,
  ...more,
})

/** Plays events from the state in which version 1, "one", has been read; keys are k1, k2, ... */
export function play(...events: DraftEvent<string>[]): Transition<string> & { writes: string[] } {
  return from(initialState(v('one', 1)), ...events)
}

export function from(
  start: DraftState<string>,
  ...events: DraftEvent<string>[]
): Transition<string> & { writes: string[] } {
  const writes: string[] = []
  let step: Transition<string> = { state: start, effects: [] }
  events.forEach((event, index) => {
    step = reduce(step.state, event, `k${index + 1}`)
    for (const effect of step.effects) {
      if (effect.type === 'write') {
        writes.push(`${effect.write.key} ${effect.write.base.etag} ${effect.write.value}`)
      }
    }
  })
  return { ...step, writes }
}

export const edited = (draft: string): DraftEvent<string> => ({ type: 'edited', draft })
export const arrived = (version: Versioned<string>): DraftEvent<string> => ({ type: 'versionReceived', version })
export const save: DraftEvent<string> = { type: 'saveRequested', trigger: 'user' }
export const autosave: DraftEvent<string> = { type: 'saveRequested', trigger: 'timer' }
export const held: DraftEvent<string> = { type: 'held', held: true }
export const letGo: DraftEvent<string> = { type: 'held', held: false }
export const saved = (key: string, version: Versioned<string>): DraftEvent<string> => ({
  type: 'writeSucceeded',
  key,
  saved: version,
})
export const refused = (key: string, conflict: Conflict<string>): DraftEvent<string> => ({
  type: 'writeConflicted',
  key,
  conflict,
})
export const lost = (key: string): DraftEvent<string> => ({
  type: 'writeFailed',
  key,
  error: 'lost',
  offline: true,
  outcomeUnknown: true,
})
export const rejected = (key: string): DraftEvent<string> => ({
  type: 'writeFailed',
  key,
  error: 'invalid',
  offline: false,
  outcomeUnknown: false,
})
export const choose = (choice: 'mine' | 'theirs' | { value: string }, seen: string): DraftEvent<string> => ({
  type: 'resolved',
  choice,
  seen,
})
export const unsettledOf = ({ write }: DraftState<string>) => (write.type === 'unsettled' ? write.write : null)
export const clean = (value: string) => ({ merge: { clean: true as const, value } })
