import { describe, expect, test } from 'vitest'
import { reduce } from '../src/draft/machine.ts'
import { isDirty, statusOf } from '../src/draft/state.ts'
import type { Conflict } from '../src/versioned.ts'
import { autosave, clean, edited, from, held, play, refused, refusedBy, save, saved, v } from './play.ts'

describe('a refused save', () => {
  test('with a clean merge is merged, and saved onto the current version', () => {
    const { state, writes } = play(edited('mine'), save, refused('k2', refusedBy(v('theirs', 2), clean('theirs mine'))))
    const after = from(state, saved('k3', v('theirs mine', 3)))

    expect(writes).toEqual(['k2 "1" mine', 'k3 "2" theirs mine'])
    expect(statusOf(after.state)).toBe('merged')
    expect(after.state.undo?.draft).toBe('mine')
  })

  test('needs no second save if the merge equals the current version', () => {
    const { state, writes } = play(edited('mine'), save, refused('k2', refusedBy(v('both', 2), clean('both'))))

    expect(writes).toHaveLength(1)
    expect(statusOf(state)).toBe('merged')
    expect(state.base?.etag).toBe('"2"')
  })

  test('without a clean merge is a conflict, and keeps the text', () => {
    const conflicts = [{ base: 'one', mine: 'mine', theirs: 'theirs' }]
    const { state } = play(
      edited('mine'),
      save,
      refused('k2', refusedBy(v('theirs', 2), { merge: { clean: false, conflicts } })),
    )

    expect(statusOf(state)).toBe('conflict')
    expect(state.draft).toBe('mine')
    expect(state.remote).toEqual({
      type: 'conflict',
      version: v('theirs', 2),
      conflicts,
      known: null,
      movedTo: [],
    })
    expect(state.base?.etag).toBe('"1"')
  })

  test('of an autosave never replaces the text under the cursor', () => {
    const { state, writes } = play(
      held,
      edited('mine'),
      autosave,
      refused('k3', refusedBy(v('theirs', 2), clean('theirs mine'))),
    )

    expect(state.draft).toBe('mine')
    expect(statusOf(state)).toBe('stale')
    expect(writes).toHaveLength(1)
  })

  test('keeps text that was typed since, and saves it if the person requested that', () => {
    const stale = play(edited('mi'), save, edited('mine'), refused('k2', refusedBy(v('theirs', 2), clean('theirs mi'))))
    const again = play(
      edited('mi'),
      save,
      edited('mine'),
      save,
      refused('k2', refusedBy(v('theirs', 2), clean('theirs mi'))),
    )

    expect(stale.state.draft).toBe('mine')
    expect(statusOf(stale.state)).toBe('stale')
    expect(again.writes).toEqual(['k2 "1" mi', 'k5 "1" mine'])
  })

  test('is a success if the current version has the same text', () => {
    const { state } = play(edited('two'), save, refused('k2', refusedBy(v('two', 2))))

    expect(statusOf(state)).toBe('saved')
    expect(state.base?.etag).toBe('"2"')
  })

  test('is a success if the server reports it as applied, and a later version is shown', () => {
    const { state } = play(edited('two'), save, refused('k2', refusedBy(v('theirs', 3), { appliedAs: v('two', 2) })))

    expect(state.base?.etag).toBe('"3"')
    expect(state.draft).toBe('theirs')
  })

  test('that the server applied already is superseded by no tag of its own', () => {
    const { state } = play(edited('two'), save, refused('k2', refusedBy(v('two', 2), { appliedAs: v('two', 2) })))

    expect(statusOf(state)).toBe('saved')
    expect(state).toMatchObject({ base: v('two', 2), superseded: ['"1"'] })
  })

  test('that the server applied already is followed by the save that waits, which meets the later version itself', () => {
    const conflict = refusedBy(v('theirs', 3), { appliedAs: v('two', 2) })
    const { state, writes } = play(edited('two'), save, edited('three'), save, refused('k2', conflict))

    expect(writes).toEqual(['k2 "1" two', 'k5 "2" three'])
    expect(state).toMatchObject({ draft: 'three', remote: { type: 'same' }, write: { type: 'inFlight' } })
  })

  test('is repeated a limited number of times', () => {
    let { state } = play(edited('mine'), save)
    for (let round = 0; round < 20 && state.write.type === 'inFlight'; round++) {
      const { key } = state.write.write
      state = reduce(state, refused(key, refusedBy(v(`h${round}`, round + 2), clean(`m${round}`))), `r${round}`).state
    }

    expect(state.write.type).toBe('idle')
    expect(statusOf(state)).toBe('stale')
    expect(isDirty(state)).toBe(true)
  })
})

describe('the bounds of a refused save', () => {
  test('versions with the text of the base are saved onto five times, and then the person decides', () => {
    const refusals = [2, 3, 4, 5, 6, 7].map((version) => refused(`k${version}`, refusedBy(v('one', version))))
    const { state, writes } = play(edited('mine'), save, ...refusals)

    expect(writes).toHaveLength(6)
    expect(statusOf(state)).toBe('conflict')
  })

  test("a person's save of a held text is merged", () => {
    const { writes } = play(held, edited('mine'), save, refused('k3', refusedBy(v('theirs', 2), clean('both'))))

    expect(writes).toEqual(['k3 "1" mine', 'k4 "2" both'])
  })

  test('an autosave of a text that is not held is merged', () => {
    const { writes } = play(edited('mine'), autosave, refused('k2', refusedBy(v('theirs', 2), clean('both'))))

    expect(writes).toEqual(['k2 "1" mine', 'k3 "2" both'])
  })

  test('clean merges are saved five times in a row, and then the text waits', () => {
    const refusals = [2, 3, 4, 5, 6, 7].map((version) =>
      refused(`k${version}`, refusedBy(v(`theirs ${version}`, version), clean(`both ${version}`))),
    )
    const { state, writes } = play(edited('mine'), save, ...refusals)

    expect(writes).toHaveLength(6)
    expect(statusOf(state)).toBe('stale')
  })
})

test("the same text, saved by someone else, is not reported as the person's own save", () => {
  const savedEffect = (conflict: Conflict<string>) => {
    const { effects } = play(edited('two'), save, refused('k2', conflict))
    return effects.find((effect) => effect.type === 'saved')
  }

  expect(savedEffect(refusedBy(v('two', 2)))).toMatchObject({ version: v('two', 2), own: false })
  expect(savedEffect(refusedBy(v('three', 3), { appliedAs: v('two', 2) }))).toMatchObject({
    version: v('two', 2),
    own: true,
  })
})
