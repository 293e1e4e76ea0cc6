import { describe, expect, test } from 'vitest'
import { initialState, isDirty, isUnsaved, type KeptDraft, statusOf, theirsOf } from '../src/draft/state.ts'
import {
  arrived,
  autosave,
  edited,
  from,
  held,
  lost,
  play,
  refused,
  refusedBy,
  rejected,
  save,
  saved,
  unsettledOf,
  v,
} from './play.ts'

describe('typing and saving', () => {
  test('a save sends the tag of the version that was read', () => {
    const { state, writes } = play(edited('two'), save)

    expect(statusOf(state)).toBe('saving')
    expect(writes).toEqual(['k2 "1" two'])
  })

  test("the next save sends the tag of the person's own version", () => {
    const { state, writes } = play(edited('two'), save, saved('k2', v('two', 2)), edited('three'), save)

    expect(writes).toEqual(['k2 "1" two', 'k5 "2" three'])
    expect(statusOf(state)).toBe('saving')
  })

  test('a text that equals the base is not saved', () => {
    expect(play(edited('two'), edited('one'), save).writes).toEqual([])
  })

  test('saves during a save become one save, with the tag of the first', () => {
    const { writes } = play(edited('a'), save, edited('b'), autosave, edited('c'), save, saved('k2', v('a', 2)))

    expect(writes).toEqual(['k2 "1" a', 'k7 "2" c'])
  })

  test('a text that the server normalised is shown as it was saved', () => {
    const { state } = play(edited('two '), save, saved('k2', v('two', 2)))

    expect(state.draft).toBe('two')
    expect(statusOf(state)).toBe('saved')
  })

  test('a text that the server normalised in an autosave stays under the cursor and counts as saved', () => {
    const { state } = play(held, edited('two '), autosave, saved('k3', v('two', 2)))

    expect(state.draft).toBe('two ')
    expect(isDirty(state)).toBe(false)
  })

  test('a text that the server normalised in an autosave is shown if nobody is in it', () => {
    expect(play(edited('two '), autosave, saved('k2', v('two', 2))).state.draft).toBe('two')
  })

  test.each([
    ['the person and the timer', [save, autosave], 'user'],
    ['the timer and the person', [autosave, save], 'user'],
    ['the timer', [autosave], 'timer'],
  ] as const)('a save that %s requested during a save is by the %s', (_, requests, trigger) => {
    const { state } = play(edited('a'), save, edited('b'), ...requests, saved('k2', v('a', 2)))

    expect(state.write).toMatchObject({ type: 'inFlight', write: { value: 'b', trigger } })
  })

  test('a save that failed is not followed by the one that was requested during it', () => {
    const { state, writes } = play(edited('a'), save, edited('b'), save, rejected('k2'))

    expect(writes).toEqual(['k2 "1" a'])
    expect(statusOf(state)).toBe('error')
  })

  test('the tags of the last saves are known as superseded, the newest first', () => {
    const saves = Array.from({ length: 40 }, (_, index) => [
      edited(`text ${index}`),
      save,
      saved(`k${3 * index + 2}`, v(`text ${index}`, index + 2)),
    ])
    const { state } = play(...saves.flat())

    expect(state.superseded).toHaveLength(32)
    expect(state.superseded[0]).toBe('"40"')
  })

  test('an abort without a write in flight changes nothing', () => {
    const before = play(edited('two')).state

    expect(from(before, { type: 'aborted' })).toEqual({ state: before, effects: [], writes: [] })
  })

  test('the response to a write that is not in flight changes nothing', () => {
    const before = play(edited('two'))
    const { state } = from(before.state, saved('other', v('x', 9)), refused('other', refusedBy(v('x', 9))))

    expect(state).toEqual(before.state)
  })

  test('before the first read nothing can be saved', () => {
    expect(from(initialState<string>(), edited('two'), save).writes).toEqual([])
  })
})

describe('a lost response', () => {
  test('keeps the text, and the write is repeated with the same key, tag and text', () => {
    const { state, writes } = play(edited('two'), save, lost('k2'), save)

    expect(statusOf(play(edited('two'), save, lost('k2')).state)).toBe('offline')
    expect(writes).toEqual(['k2 "1" two', 'k2 "1" two'])
    expect(statusOf(state)).toBe('saving')
  })

  test('makes the same write be repeated before newer text is saved', () => {
    const { writes } = play(edited('two'), save, lost('k2'), edited('three'), save, saved('k2', v('two', 2)))

    expect(writes).toEqual(['k2 "1" two', 'k2 "1" two', 'k6 "2" three'])
  })

  test('leaves the draft unsaved even if the edit is undone: the server may have it', () => {
    const { state } = play(edited('two'), save, lost('k2'), edited('one'))
    const kept: KeptDraft<string> = { base: v('one', 1), draft: 'one', unsettled: unsettledOf(state) }
    const reloaded = from(initialState(v('one', 1)), { type: 'recovered', kept })

    expect(isUnsaved(state)).toBe(true)
    expect(statusOf(reloaded.state)).toBe('editing')
    expect(from(reloaded.state, save, saved('k2', v('two', 2))).writes).toEqual(['k2 "1" two', 'k2 "2" one'])
  })

  test('is settled when a version with the same text arrives', () => {
    const { state } = play(edited('two'), save, lost('k2'), arrived(v('two', 2)))

    expect(state.write.type).toBe('idle')
    expect(state.base?.etag).toBe('"2"')
    expect(isDirty(state)).toBe(false)
  })

  test('leaves text that was typed during the repetition to the next save', () => {
    const { state, writes } = play(edited('two'), save, lost('k2'), save, edited('three'), saved('k2', v('two', 2)))

    expect(writes).toEqual(['k2 "1" two', 'k2 "1" two'])
    expect(statusOf(state)).toBe('editing')
  })

  test('leaves the base as it is when a version with its text arrives: the write is repeated with its tag', () => {
    const { state, writes } = play(edited('two'), save, lost('k2'), arrived(v('one', 2)), save)

    expect(writes).toEqual(['k2 "1" two', 'k2 "1" two'])
    expect(theirsOf(state)).toEqual(v('one', 2))
  })

  test('leaves a text that was typed back unsaved when another version arrives', () => {
    const { state } = play(edited('two'), save, lost('k2'), edited('one'), arrived(v('theirs', 2)))

    expect(state).toMatchObject({
      draft: 'one',
      base: v('one', 1),
      remote: { type: 'theirs', version: v('theirs', 2) },
    })
    expect(isUnsaved(state)).toBe(true)
  })

  test.each([
    ['lost', lost('k2'), 'offline'],
    ['refused', rejected('k2'), 'error'],
    ['stopped', { type: 'aborted' }, 'stale'],
  ] as const)('or a refusal shows a version that was received meanwhile: %s', (_, end, status) => {
    const { state } = play(edited('two'), save, arrived(v('theirs', 2)), end)

    expect(theirsOf(state)).toEqual(v('theirs', 2))
    expect(statusOf(state)).toBe(status)
  })

  test('that is replayed later does not hide a newer version', () => {
    const { state } = play(
      edited('ONE'),
      save,
      lost('k2'),
      arrived(v('else', 3)),
      save,
      saved('k2', v('ONE', 2, 'Ben')),
    )

    expect(state.base).toEqual(v('else', 3))
    expect(state.draft).toBe('else')
  })

  test('that is replayed later keeps the text under the cursor, beside a newer version', () => {
    const events = [edited('ONE'), held, save, lost('k3'), arrived(v('else', 3)), save, saved('k3', v('ONE', 2, 'Ben'))]
    const { state } = play(...events)

    expect(state.draft).toBe('ONE')
    expect(theirsOf(state)).toEqual(v('else', 3))
    expect(statusOf(state)).toBe('stale')
  })

  test('after an abort is settled with the same key', () => {
    const { state, writes, effects } = play(edited('two'), save, { type: 'aborted' })

    expect(state.draft).toBe('two')
    expect(statusOf(state)).toBe('editing')
    expect(effects).toContainEqual({ type: 'abort', key: 'k2' })
    expect(from(state, save).writes).toEqual(writes)
  })

  test('is not the same as a refusal: the save after a refusal has a new key', () => {
    const { state, writes } = play(edited('two'), save, rejected('k2'), edited('three'), save)

    expect(statusOf(play(edited('two'), save, rejected('k2')).state)).toBe('error')
    expect(writes).toEqual(['k2 "1" two', 'k5 "1" three'])
    expect(unsettledOf(state)).toBeNull()
  })
})
