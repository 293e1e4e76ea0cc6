import { describe, expect, test } from 'vitest'
import { initialState, isDirty, type KeptDraft, statusOf, theirsOf } from '../src/draft/state.ts'
import type { DraftEvent } from '../src/draft/transition.ts'
import { arrived, clean, edited, from, play, refused, refusedBy, save, saved, v } from './play.ts'

describe('a kept draft', () => {
  const kept = { base: v('one', 1), draft: 'mine', unsettled: null }

  test('is recovered with its own base, though the server has a newer version', () => {
    const { state, writes } = from(initialState(v('theirs', 2)), { type: 'recovered', kept }, save)

    expect(writes).toEqual(['k2 "1" mine'])
    expect(theirsOf(state)?.etag).toBe('"2"')
  })

  test('is recovered before the first read', () => {
    const { state } = from(initialState<string>(), { type: 'recovered', kept }, arrived(v('theirs', 2)))

    expect(state.draft).toBe('mine')
    expect(statusOf(state)).toBe('stale')
  })

  test('is recovered though the segment was deleted', () => {
    const { state } = from(
      initialState<string>(),
      { type: 'deletionReceived', tombstone: { etag: '"2"' } },
      { type: 'recovered', kept },
    )

    expect(statusOf(state)).toBe('gone')
    expect(state.draft).toBe('mine')
  })

  test('does not replace newer text', () => {
    expect(play(edited('new'), { type: 'recovered', kept }).state.draft).toBe('new')
  })

  test('is forgotten if it had been saved after all', () => {
    const { state, effects } = from(initialState(v('mine', 2)), { type: 'recovered', kept })

    expect(isDirty(state)).toBe(false)
    expect(effects).toContainEqual({ type: 'forget' })
  })

  test('contains the write that was in flight when the page closed', () => {
    const { effects, state } = play(edited('mine'), save)
    const kept = effects.find((effect) => effect.type === 'keep')?.kept
    if (kept === undefined) {
      throw new Error('Nothing was kept.')
    }
    const { writes } = from(initialState(v('one', 1)), { type: 'recovered', kept }, save)

    expect(state.write).toMatchObject({ type: 'inFlight', write: { key: 'k2' } })
    expect(writes).toEqual(['k2 "1" mine'])
  })

  test('is kept with each edit and forgotten when it is saved', () => {
    const typed = play(edited('mine'))
    const done = from(typed.state, save, saved('k1', v('mine', 2)))

    expect(typed.effects).toEqual([{ type: 'keep', kept: { base: v('one', 1), draft: 'mine', unsettled: null } }])
    expect(done.effects).toContainEqual({ type: 'forget' })
  })

  test('that is discarded can be restored', () => {
    const discarded = play(edited('mine'), { type: 'discarded' })
    const undone = from(discarded.state, { type: 'mergeUndone' })

    expect(discarded.state.draft).toBe('one')
    expect(undone.state.draft).toBe('mine')
    expect(statusOf(undone.state)).toBe('editing')
  })
})

describe('a text that replaces the draft', () => {
  const replace = (draft: string): DraftEvent<string> => ({ type: 'replaced', draft })

  test('keeps the unsaved text for the undo, also after its own save', () => {
    const { state, writes } = play(edited('typed'), replace('old'), save, saved('k3', v('old', 2)))
    const undone = from(state, { type: 'mergeUndone' })

    expect(writes).toEqual(['k3 "1" old'])
    expect(statusOf(state)).toBe('saved')
    expect(undone.state).toMatchObject({ draft: 'typed', base: v('old', 2), remote: { type: 'same' } })
  })

  test('keeps the same unsaved text after a second replacement, and no saved text', () => {
    expect(play(edited('typed'), replace('old'), replace('older')).state.undo?.draft).toBe('typed')
    expect(play(replace('old')).state.undo).toBeNull()
  })

  test('is a conflict when it is undone after a newer version arrived', () => {
    const { state } = play(edited('typed'), replace('old'), save, saved('k3', v('old', 2)), arrived(v('theirs', 3)), {
      type: 'mergeUndone',
    })

    expect(statusOf(state)).toBe('conflict')
    expect(state).toMatchObject({ draft: 'typed', remote: { type: 'conflict', version: v('theirs', 3) } })
  })

  test('counts as merged after a merge, and the undo keeps the original base', () => {
    const { state } = play(
      edited('typed'),
      replace('old'),
      save,
      refused('k3', refusedBy(v('theirs', 2), clean('theirs old'))),
      saved('k4', v('theirs old', 3)),
    )

    expect(statusOf(state)).toBe('merged')
    expect(state.undo).toEqual({ draft: 'typed', base: v('one', 1), by: 'Ana' })
  })
})

test('a recovered draft counts as the own draft of this visit after an edit', () => {
  const kept: KeptDraft<string> = { base: v('one', 1), draft: 'mine', unsettled: null }
  const { state } = play({ type: 'recovered', kept })

  expect(state.recovered).toBe(true)
  expect(from(state, edited('mine!')).state.recovered).toBe(false)
})

describe('a recovered draft', () => {
  const kept: KeptDraft<string> = { base: v('one', 2), draft: 'mine', unsettled: null }

  test('with a newer base than a stale read keeps its base', () => {
    const { state, effects } = from(initialState(v('old', 1)), { type: 'recovered', kept })

    expect(state).toMatchObject({ draft: 'mine', base: v('one', 2), remote: { type: 'same' } })
    expect(effects).toEqual([{ type: 'keep', kept }])
  })

  test('with the base that is current is kept', () => {
    expect(from(initialState(v('one', 2)), { type: 'recovered', kept }).effects).toEqual([{ type: 'keep', kept }])
  })

  test('that was saved is the own draft of this visit', () => {
    const { state } = from(initialState(v('one', 2)), { type: 'recovered', kept }, save, saved('k2', v('mine', 3)))

    expect(state.recovered).toBe(false)
  })
})

describe('an edit after a failure', () => {
  const failed = (offline: boolean, outcomeUnknown: boolean): DraftEvent<string> => ({
    type: 'writeFailed',
    key: 'k2',
    error: 'failed',
    offline,
    outcomeUnknown,
  })

  test.each([
    ['was refused', failed(false, false), 'editing'],
    ['found no server', failed(true, false), 'offline'],
    ['got no response', failed(true, true), 'offline'],
    ['got a response that does not say what happened', failed(false, true), 'editing'],
  ] as const)('of a save that %s', (_, failure, status) => {
    const { state } = play(edited('two'), save, failure, edited('three'))

    expect(statusOf(state)).toBe(status)
  })
})
