import { describe, expect, test } from 'vitest'
import {
  type DraftEvent,
  type DraftState,
  failureOf,
  initialState,
  isDirty,
  isUnsaved,
  type KeptDraft,
  reduce,
  statusOf,
  type Transition,
  theirsOf,
} from '../src/draft/machine.ts'
import type { Conflict, Versioned } from '../src/versioned.ts'

const v = (value: string, version: number, by = 'Ana'): Versioned<string> => ({
  value,
  etag: `"${version}"`,
  version,
  by,
})
const unnumbered = ({ value, etag }: Versioned<string>): Versioned<string> => ({ value, etag })
const refusedBy = (current: Versioned<string>, more: Partial<Conflict<string>> = {}): Conflict<string> => ({
  current,
  base: null,
  merge: null,
  appliedAs: null,
  ...more,
})

/** Plays events from the state in which version 1, "one", has been read; keys are k1, k2, ... */
function play(...events: DraftEvent<string>[]): Transition<string> & { writes: string[] } {
  return from(initialState(v('one', 1)), ...events)
}

function from(start: DraftState<string>, ...events: DraftEvent<string>[]): Transition<string> & { writes: string[] } {
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

const edited = (draft: string): DraftEvent<string> => ({ type: 'edited', draft })
const arrived = (version: Versioned<string>): DraftEvent<string> => ({ type: 'versionReceived', version })
const save: DraftEvent<string> = { type: 'saveRequested', trigger: 'user' }
const autosave: DraftEvent<string> = { type: 'saveRequested', trigger: 'timer' }
const held: DraftEvent<string> = { type: 'held', held: true }
const letGo: DraftEvent<string> = { type: 'held', held: false }
const saved = (key: string, version: Versioned<string>): DraftEvent<string> => ({
  type: 'writeSucceeded',
  key,
  saved: version,
})
const refused = (key: string, conflict: Conflict<string>): DraftEvent<string> => ({
  type: 'writeConflicted',
  key,
  conflict,
})
const lost = (key: string): DraftEvent<string> => ({
  type: 'writeFailed',
  key,
  error: 'lost',
  offline: true,
  outcomeUnknown: true,
})
const rejected = (key: string): DraftEvent<string> => ({
  type: 'writeFailed',
  key,
  error: 'invalid',
  offline: false,
  outcomeUnknown: false,
})
const choose = (choice: 'mine' | 'theirs' | { value: string }, seen: string): DraftEvent<string> => ({
  type: 'resolved',
  choice,
  seen,
})
const unsettledOf = ({ write }: DraftState<string>) => (write.type === 'unsettled' ? write.write : null)
const clean = (value: string) => ({ merge: { clean: true as const, value } })

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

  test('the response to a write that is not in flight changes nothing', () => {
    const before = play(edited('two'))
    const { state } = from(before.state, saved('other', v('x', 9)), refused('other', refusedBy(v('x', 9))))

    expect(state).toEqual(before.state)
  })

  test('before the first read nothing can be saved', () => {
    expect(from(initialState<string>(), edited('two'), save).writes).toEqual([])
  })
})

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

  test('does not replace edited text, and shows its own as theirs', () => {
    const { state, writes } = from(initialState(v('five', 5)), edited('mine'), reset, arrived(v('two', 2)), save)

    expect(state.draft).toBe('mine')
    expect(theirsOf(state)).toEqual(v('two', 2))
    expect(writes).toEqual(['k4 "5" mine'])
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

test('a recovered draft counts as the own draft of this visit after an edit', () => {
  const kept: KeptDraft<string> = { base: v('one', 1), draft: 'mine', unsettled: null }
  const { state } = play({ type: 'recovered', kept })

  expect(state.recovered).toBe(true)
  expect(from(state, edited('mine!')).state.recovered).toBe(false)
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
