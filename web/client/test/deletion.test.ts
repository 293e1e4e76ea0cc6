import { describe, expect, test } from 'vitest'
import { failureOf, initialState, isDirty, type KeptDraft, statusOf } from '../src/draft/state.ts'
import {
  arrived,
  autosave,
  choose,
  edited,
  from,
  lost,
  play,
  refused,
  refusedBy,
  rejected,
  save,
  saved,
  unnumbered,
  v,
} from './play.ts'

describe('a deleted segment', () => {
  const gone = { type: 'deletionReceived', tombstone: { etag: '"2"', version: 2, by: 'Ana' } } as const

  test('keeps the text and waits', () => {
    const { state, writes } = play(edited('mine'), gone, save)

    expect(statusOf(state)).toBe('gone')
    expect(state.draft).toBe('mine')
    expect(writes).toEqual([])
  })

  test('is reported by the response to a save', () => {
    const { state } = play(edited('mine'), save, { type: 'writeGone', key: 'k2', tombstone: gone.tombstone })

    expect(statusOf(state)).toBe('gone')
    expect(state.draft).toBe('mine')
  })

  test('is restored with the text and the tag of the tombstone', () => {
    const { state, effects } = play(edited('mine'), gone, choose('mine', '"2"'))
    const back = from(state, saved('k3', v('mine', 3)))

    expect(effects).toContainEqual({ type: 'write', write: expect.objectContaining({ restores: gone.tombstone }) })
    expect(statusOf(back.state)).toBe('saved')
  })

  test('stays deleted with the reason if the restore is refused, and the next attempt has a new key', () => {
    const { state } = play(edited('mine'), gone, choose('mine', '"2"'), rejected('k3'))

    expect(statusOf(state)).toBe('gone')
    expect(failureOf(state)?.error).toBe('invalid')
    expect(from(state, save).writes).toEqual([])
    expect(from(state, edited('mine!'), choose('mine', '"2"')).writes).toEqual(['k2 "1" mine!'])
  })

  test.each([
    ['by another decision', [choose('mine', '"2"')]],
    ['by the autosave', [autosave]],
    ['after a reload and a second report of the tombstone', [gone, choose('mine', '"2"')]],
  ] as const)('is restored with the same key after a lost response, %s', (_, events) => {
    const { state, effects } = play(edited('mine'), gone, choose('mine', '"2"'), lost('k3'))
    const kept = effects.find((effect) => effect.type === 'keep')?.kept
    const reloaded = from(initialState<string>(), { type: 'recovered', kept: kept as KeptDraft<string> }).state

    const again = from(events.length === 2 ? reloaded : state, ...events)

    expect(statusOf(state)).toBe('gone')
    expect(again.writes).toEqual(['k3 "1" mine'])
    expect(again.state.write).toMatchObject({ type: 'inFlight', write: { restores: gone.tombstone } })
  })

  test('is restored with the same key after an abort, and then saved with the newer text', () => {
    const { state, writes } = play(
      edited('mine'),
      gone,
      choose('mine', '"2"'),
      { type: 'aborted' },
      edited('mine!'),
      choose('mine', '"2"'),
      saved('k3', v('mine', 3)),
    )

    expect(writes).toEqual(['k3 "1" mine', 'k3 "1" mine', 'k7 "3" mine!'])
    expect(state.remote).toEqual({ type: 'same' })
  })

  test('stays deleted if the deletion, reported during a save, is newer than the save', () => {
    const deleted = { type: 'deletionReceived', tombstone: { etag: '"3"', version: 3, by: 'Ana' } } as const
    const { state } = play(edited('mine'), save, deleted, saved('k2', v('mine', 2)))

    expect(statusOf(state)).toBe('gone')
    expect(isDirty(state)).toBe(false)
  })

  test('stays deleted if the save gets no response and an earlier version was received before', () => {
    const deleted = { type: 'deletionReceived', tombstone: { etag: '"3"', version: 3, by: 'Ana' } } as const
    const { state } = play(edited('mine'), save, arrived(v('mine', 2)), deleted, lost('k2'))

    expect(statusOf(state)).toBe('gone')
    expect(state.draft).toBe('mine')
  })

  test('is a conflict if someone else restored it first', () => {
    const { state } = play(edited('mine'), gone, choose('mine', '"2"'), refused('k3', refusedBy(v('theirs', 3))))

    expect(statusOf(state)).toBe('conflict')
    expect(state.draft).toBe('mine')
  })

  test('is not restored again if someone else restored it as it was: the person decides', () => {
    const { state, writes } = play(edited('mine'), gone, choose('mine', '"2"'), refused('k3', refusedBy(v('one', 3))))

    expect(writes).toEqual(['k3 "1" mine'])
    expect(statusOf(state)).toBe('conflict')
    expect(state.draft).toBe('mine')
  })

  test('makes an earlier failure, and a write that may have been applied, irrelevant', () => {
    const failed = play(edited('mine'), save, rejected('k2'), gone)
    const unsettled = play(edited('mine'), save, lost('k2'), gone)

    expect(failureOf(failed.state)).toBeNull()
    expect(unsettled.state.write).toEqual({ type: 'idle', outcome: 'none' })
    expect(from(unsettled.state, save).writes).toEqual([])
  })

  test('is there again with the version that was received after the deletion, though the save failed', () => {
    const { state } = play(edited('mine'), save, gone, arrived(v('theirs', 3)), lost('k2'))

    expect(state.remote).toEqual({ type: 'theirs', version: v('theirs', 3) })
  })

  test('that is reported twice is kept once', () => {
    expect(play(edited('mine'), gone, gone).effects).toEqual([])
    expect(
      play(edited('mine'), { ...gone, tombstone: { etag: '' } }, { ...gone, tombstone: { etag: '' } }).effects,
    ).toEqual([{ type: 'keep', kept: { base: v('one', 1), draft: 'mine', unsettled: null } }])
  })

  test('stays deleted when a late read returns a version from before', () => {
    const deleted = { type: 'deletionReceived', tombstone: { etag: '"3"', version: 3, by: 'Ana' } } as const
    const { state } = play(edited('mine'), deleted, arrived(v('theirs', 2)))

    expect(statusOf(state)).toBe('gone')
  })

  test('is there again if a read returns its base', () => {
    const { state } = from(
      initialState(unnumbered(v('one', 1))),
      edited('mine'),
      { type: 'deletionReceived', tombstone: { etag: '"2"' } },
      arrived(unnumbered(v('one', 1))),
    )

    expect(state).toMatchObject({ draft: 'mine', remote: { type: 'same' } })
    expect(statusOf(state)).toBe('editing')
  })

  test('can be dropped, and that undone', () => {
    const dropped = play(edited('mine'), gone, choose('theirs', '"2"'))
    const undone = from(dropped.state, { type: 'mergeUndone' })

    expect(isDirty(dropped.state)).toBe(false)
    expect(undone.state.draft).toBe('mine')
    expect(statusOf(undone.state)).toBe('gone')
  })

  test('goes on from its base when someone else restored it as it was', () => {
    const { state, writes } = play(edited('mine'), gone, arrived(v('one', 3)), autosave)

    expect(state).toMatchObject({ draft: 'mine', base: v('one', 3), remote: { type: 'same' } })
    expect(writes).toEqual(['k4 "3" mine'])
  })

  test('is stale when someone else restored it with another text', () => {
    const { state } = play(edited('mine'), gone, arrived(v('other', 3)))

    expect(statusOf(state)).toBe('stale')
    expect(state.draft).toBe('mine')
  })

  test('is not deleted again by a late report from before its restore', () => {
    expect(play(arrived(v('restored', 3)), gone).state.remote).toEqual({ type: 'same' })
  })
})
