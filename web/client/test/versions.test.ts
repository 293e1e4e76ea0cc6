import { describe, expect, test } from 'vitest'
import { initialState, statusOf, theirsOf } from '../src/draft/state.ts'
import type { DraftEvent } from '../src/draft/transition.ts'
import {
  arrived,
  autosave,
  edited,
  from,
  held,
  letGo,
  play,
  refused,
  refusedBy,
  save,
  saved,
  unnumbered,
  v,
} from './play.ts'

describe('a change by someone else', () => {
  test('replaces an untouched text', () => {
    const { state } = play(arrived(v('theirs', 2)))

    expect(state.draft).toBe('theirs')
    expect(statusOf(state)).toBe('clean')
  })

  test('replaces an untouched text with the cursor in it only when the cursor leaves', () => {
    const waiting = play(held, arrived(v('theirs', 2)))
    const after = from(waiting.state, letGo)

    expect(waiting.state.draft).toBe('one')
    expect(statusOf(waiting.state)).toBe('stale')
    expect(after.state.draft).toBe('theirs')
    expect(statusOf(after.state)).toBe('clean')
  })

  test('replaces a held text when the person saves, and the text stays held', () => {
    const seen = play(held, arrived(v('theirs', 2)), save)

    expect(seen.state).toMatchObject({ draft: 'theirs', remote: { type: 'same' }, held: true })
    const next = play(held, arrived(v('theirs', 2)), save, arrived(v('more', 3)))
    expect(next.state).toMatchObject({ draft: 'theirs', remote: { type: 'theirs', version: v('more', 3) } })
  })

  test('that a refetch returns while the person types never provides the tag of the save', () => {
    const { state, writes } = play(edited('mine'), arrived(v('theirs', 2)), arrived(v('theirs again', 3)), save)

    expect(writes).toEqual(['k4 "1" mine'])
    expect(theirsOf(state)).toEqual(v('theirs again', 3))
  })

  test('prevents an autosave', () => {
    const { state, writes } = play(edited('mine'), arrived(v('theirs', 2)), autosave)

    expect(writes).toEqual([])
    expect(statusOf(state)).toBe('stale')
  })

  test('to the same text leaves nothing to save', () => {
    const { state } = play(edited('same'), arrived(v('same', 2)))

    expect(statusOf(state)).toBe('clean')
    expect(state.base?.etag).toBe('"2"')
  })

  test('is not shown by an autosave of an untouched text with the cursor in it', () => {
    const { state } = play(held, arrived(v('theirs', 2)), autosave)

    expect(state).toMatchObject({ draft: 'one', remote: { type: 'theirs', version: v('theirs', 2) } })
  })

  test('does not replace the text when the cursor leaves during a save', () => {
    const { state } = play(held, edited('mine'), arrived(v('theirs', 2)), save, letGo)

    expect(state).toMatchObject({ draft: 'mine', held: false, write: { type: 'inFlight' } })
    expect(theirsOf(state)).toEqual(v('theirs', 2))
  })

  test('back to an earlier text has a tag that was superseded, and is shown by its number', () => {
    const { state, effects } = play(
      edited('two'),
      save,
      saved('k2', v('two', 2)),
      arrived({ ...v('one', 3), etag: '"1"' }),
    )

    expect(effects).not.toContainEqual({ type: 'read' })
    expect(state).toMatchObject({ draft: 'one', base: { etag: '"1"', version: 3 } })
  })

  test('with the text of the base is the base of the undo too', () => {
    const { state } = play(edited('typed'), { type: 'replaced', draft: 'old' }, arrived(v('one', 2)), {
      type: 'mergeUndone',
    })

    expect(state).toMatchObject({ draft: 'typed', base: v('one', 2), remote: { type: 'same' } })
  })

  test('that arrives late during a save does not replace a newer one', () => {
    const { state } = play(edited('two'), save, arrived(v('newer', 4)), arrived(v('new', 3)), saved('k2', v('two', 2)))

    expect(state.base).toEqual(v('newer', 4))
  })

  test('that is older than the base is ignored', () => {
    const { state } = play(edited('two'), save, saved('k2', v('two', 3)), arrived(v('old', 2)))

    expect(state.draft).toBe('two')
  })

  test('from a late read without version numbers, with a superseded tag, causes another read', () => {
    const start = initialState(unnumbered(v('one', 1)))
    const late = from(
      start,
      edited('two'),
      save,
      saved('k2', unnumbered(v('two', 2))),
      arrived(unnumbered(v('one', 1))),
    )
    const settled = from(late.state, {
      type: 'versionReceived',
      version: unnumbered(v('one', 1)),
      readAfterWrite: true,
    })

    expect(late.state.draft).toBe('two')
    expect(late.effects).toEqual([{ type: 'read' }])
    expect(settled.state.draft).toBe('one')
  })

  test("is not the person's own save, received before its response", () => {
    const { state, effects } = play(edited('two'), save, arrived(v('two', 2)), saved('k2', v('two', 2)))

    expect(statusOf(state)).toBe('saved')
    expect(effects).not.toContainEqual({ type: 'read' })
  })

  test("after the person's own save is shown, in either order of arrival", () => {
    const { state } = play(edited('two'), save, arrived(v('theirs', 3)), saved('k2', v('two', 2)))

    expect(state.draft).toBe('theirs')
    expect(state.base?.etag).toBe('"3"')
  })

  test("during the person's own save, without version numbers, causes a read", () => {
    const start = initialState(unnumbered(v('one', 1)))
    const { effects } = from(
      start,
      edited('two'),
      save,
      arrived(unnumbered(v('x', 7))),
      saved('k2', unnumbered(v('two', 2))),
    )

    expect(effects).toContainEqual({ type: 'read' })
  })
})

describe('a server that restarted from other data', () => {
  const reset: DraftEvent<string> = { type: 'versionsReset' }

  test('replaces an untouched text although its version is lower', () => {
    const { state } = from(initialState(v('five', 5)), arrived(v('two', 2)), reset, arrived(v('two', 2)))

    expect(state.draft).toBe('two')
    expect(state.base).toEqual(v('two', 2))
  })

  test('replaces an untouched text also by a version with a superseded tag', () => {
    const start = play(edited('mine'), save, saved('k2', v('mine', 2)))
    const { state } = from(start.state, reset, arrived(unnumbered(v('one', 1))))

    expect(state.draft).toBe('one')
  })

  test('may have a segment again that was deleted', () => {
    const deleted = { type: 'deletionReceived', tombstone: { etag: '"5"', version: 5 } } as const
    const { state } = play(edited('mine'), deleted, reset, arrived(v('two', 2)))

    expect(statusOf(state)).toBe('stale')
  })

  test('may have another version than the one that was received during a save', () => {
    const { effects } = play(edited('mine'), save, arrived(v('theirs', 9)), reset, saved('k2', v('mine', 2)))

    expect(effects).toContainEqual({ type: 'read' })
  })

  test('may have a lower version than the one that conflicts', () => {
    const conflict = refused('k2', refusedBy(v('theirs', 5)))
    const { state } = play(edited('mine'), save, conflict, reset, arrived(v('other', 2)))

    expect(statusOf(state)).toBe('conflict')
    expect(theirsOf(state)).toEqual(v('other', 2))
  })

  test('does not replace edited text, and shows its own as theirs', () => {
    const { state, writes } = from(initialState(v('five', 5)), edited('mine'), reset, arrived(v('two', 2)), save)

    expect(state.draft).toBe('mine')
    expect(theirsOf(state)).toEqual(v('two', 2))
    expect(writes).toEqual(['k4 "5" mine'])
  })
})
