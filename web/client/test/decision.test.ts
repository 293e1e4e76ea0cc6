import { describe, expect, test } from 'vitest'
import { statusOf, theirsOf } from '../src/draft/state.ts'
import { arrived, autosave, choose, clean, edited, from, play, refused, refusedBy, save, saved, v } from './play.ts'

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
