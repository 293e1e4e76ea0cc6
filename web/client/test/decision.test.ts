import { describe, expect, test } from 'vitest'
import { initialState, statusOf, theirsOf } from '../src/draft/state.ts'
import {
  arrived,
  autosave,
  choose,
  clean,
  edited,
  from,
  lost,
  play,
  refused,
  refusedBy,
  save,
  saved,
  v,
} from './play.ts'

describe('a conflict', () => {
  const inConflict = () => play(edited('mine'), save, refused('k2', refusedBy(v('theirs', 2)))).state

  test('blocks saves until it is decided', () => {
    expect(from(inConflict(), edited('mine!'), save, autosave).writes).toEqual([])
  })

  test('decided for mine saves the text onto the version that was on the screen', () => {
    expect(from(inConflict(), edited('mine!'), choose('mine', '"2"')).writes).toEqual(['k2 "2" mine!'])
  })

  test('decided for theirs can be undone', () => {
    const taken = from(inConflict(), choose('theirs', '"2"'))
    const undone = from(taken.state, { type: 'mergeUndone' })

    expect(taken.state.draft).toBe('theirs')
    expect(statusOf(taken.state)).toBe('clean')
    expect(undone.state.draft).toBe('mine')
    expect(statusOf(undone.state)).toBe('conflict')
    expect(theirsOf(undone.state)?.etag).toBe('"2"')
  })

  test('decided with both texts saves both, and can be undone', () => {
    const both = from(inConflict(), choose({ value: 'mine theirs' }, '"2"'))
    const done = from(both.state, saved('k1', v('mine theirs', 3)), { type: 'mergeUndone' })

    expect(both.writes).toEqual(['k1 "2" mine theirs'])
    expect(done.state.draft).toBe('mine')
    expect(theirsOf(done.state)?.etag).toBe('"3"')
  })

  test('ignores a decision about a version that is out of date', () => {
    const { state, writes } = from(inConflict(), arrived(v('theirs, newer', 3)), choose('mine', '"2"'))

    expect(writes).toEqual([])
    expect(statusOf(state)).toBe('conflict')
    expect(theirsOf(state)?.etag).toBe('"3"')
  })

  test('returns when a merge is undone, with the text from before the merge', () => {
    const merged = play(
      edited('mine'),
      save,
      refused('k2', refusedBy(v('theirs', 2), clean('theirs mine'))),
      saved('k3', v('theirs mine', 3)),
    )
    const { state, writes } = from(merged.state, { type: 'mergeUndone' }, save, choose('mine', '"3"'))

    expect(state.draft).toBe('mine')
    expect(writes).toEqual(['k3 "3" mine'])
  })
})

describe('a decision', () => {
  test('without another version, or during a save, does nothing', () => {
    const typed = play(edited('mine'))
    const saving = play(edited('mine'), arrived(v('theirs', 2)), save)

    expect(from(typed.state, choose('mine', '"1"'))).toEqual({ state: typed.state, effects: [], writes: [] })
    expect(from(saving.state, choose('mine', '"2"'))).toEqual({ state: saving.state, effects: [], writes: [] })
    expect(from(saving.state, { type: 'mergeUndone' })).toEqual({ state: saving.state, effects: [], writes: [] })
  })

  test('for a text of its own restores a deleted resource with it', () => {
    const gone = { type: 'deletionReceived', tombstone: { etag: '"2"', version: 2, by: 'Ana' } } as const
    const { state, writes } = play(edited('mine'), gone, choose({ value: 'both' }, '"2"'))

    expect(writes).toEqual(['k3 "1" both'])
    expect(state.undo).toEqual({ draft: 'mine', base: v('one', 1), by: 'Ana' })
  })

  test('for the same text as before needs no undo', () => {
    const { state } = play(edited('mine'), arrived(v('theirs', 2)), choose('mine', '"2"'))

    expect(state).toMatchObject({ draft: 'mine', base: v('theirs', 2), undo: null })
  })

  test('is the own draft of this visit, also about a recovered one', () => {
    const kept = { base: v('one', 1), draft: 'mine', unsettled: null }
    const { state } = from(initialState(v('theirs', 2)), { type: 'recovered', kept }, choose('mine', '"2"'))

    expect(state.recovered).toBe(false)
  })
})

describe('a draft that is discarded', () => {
  const discard = { type: 'discarded' } as const

  test('is forgotten, and shows the version of the others', () => {
    const { state, effects } = play(edited('mine'), arrived(v('theirs', 2)), discard)

    expect(state).toMatchObject({ draft: 'theirs', base: v('theirs', 2), remote: { type: 'same' } })
    expect(state.undo).toEqual({ draft: 'mine', base: v('one', 1) })
    expect(effects).toEqual([{ type: 'forget' }])
  })

  test('ends its write, and reads what became of it', () => {
    const saving = play(edited('mine'), save, discard)
    const unsettled = play(edited('mine'), save, lost('k2'), discard)

    expect(saving.effects).toEqual([{ type: 'abort', key: 'k2' }, { type: 'forget' }, { type: 'read' }])
    expect(unsettled.effects).toEqual([{ type: 'forget' }, { type: 'read' }])
    expect(saving.state.write.type).toBe('idle')
  })

  test('of a replaced text goes back to the text before', () => {
    const { state } = play(edited('typed'), { type: 'replaced', draft: 'old' }, discard, { type: 'mergeUndone' })

    expect(state.draft).toBe('typed')
  })

  test('without changes keeps the undo of the merge before', () => {
    const merged = play(
      edited('mine'),
      save,
      refused('k2', refusedBy(v('theirs', 2), clean('both'))),
      saved('k3', v('both', 3)),
    )

    expect(from(merged.state, discard).state.undo).toEqual(merged.state.undo)
  })

  test('of a deleted resource leaves it deleted', () => {
    const gone = { type: 'deletionReceived', tombstone: { etag: '"2"', version: 2 } } as const

    expect(statusOf(play(edited('mine'), gone, discard).state)).toBe('gone')
  })

  test('before the first read changes nothing', () => {
    const start = initialState<string>()

    expect(from(start, discard)).toEqual({ state: start, effects: [], writes: [] })
  })
})
