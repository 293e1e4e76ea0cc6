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
  test('a save names the tag of the version that was read', () => {
    const { state, writes } = play(edited('two'), save)

    expect(statusOf(state)).toBe('saving')
    expect(writes).toEqual(['k2 "1" two'])
  })

  test('after a save the next one names the tag of the own version', () => {
    const { state, writes } = play(edited('two'), save, saved('k2', v('two', 2)), edited('three'), save)

    expect(writes).toEqual(['k2 "1" two', 'k5 "2" three'])
    expect(statusOf(state)).toBe('saving')
  })

  test('what is as it was needs no save', () => {
    expect(play(edited('two'), edited('one'), save).writes).toEqual([])
  })

  test('saves during a save join into one, made with the tag of the first', () => {
    const { writes } = play(edited('a'), save, edited('b'), autosave, edited('c'), save, saved('k2', v('a', 2)))

    expect(writes).toEqual(['k2 "1" a', 'k7 "2" c'])
  })

  test('a text that the server tidied up is shown as it was saved', () => {
    const { state } = play(edited('two '), save, saved('k2', v('two', 2)))

    expect(state.draft).toBe('two')
    expect(statusOf(state)).toBe('saved')
  })

  test('a text that the server tidied up during an autosave stays under the cursor and counts as saved', () => {
    const { state } = play(held, edited('two '), autosave, saved('k3', v('two', 2)))

    expect(state.draft).toBe('two ')
    expect(isDirty(state)).toBe(false)
  })

  test('the answer to a write that nobody waits for changes nothing', () => {
    const before = play(edited('two'))
    const { state } = from(before.state, saved('other', v('x', 9)), refused('other', refusedBy(v('x', 9))))

    expect(state).toEqual(before.state)
  })

  test('before the first read nothing can be saved', () => {
    expect(from(initialState<string>(), edited('two'), save).writes).toEqual([])
  })
})

describe('what others do meanwhile', () => {
  test('an untouched text follows', () => {
    const { state } = play(arrived(v('hers', 2)))

    expect(state.draft).toBe('hers')
    expect(statusOf(state)).toBe('clean')
  })

  test('an untouched text that is being looked at with the cursor in it waits until the cursor leaves', () => {
    const waiting = play(held, arrived(v('hers', 2)))
    const after = from(waiting.state, letGo)

    expect(waiting.state.draft).toBe('one')
    expect(statusOf(waiting.state)).toBe('stale')
    expect(after.state.draft).toBe('hers')
    expect(statusOf(after.state)).toBe('clean')
  })

  test('is shown when the person who is in the text asks for it, and nothing else takes its place after', () => {
    const seen = play(held, arrived(v('hers', 2)), save)

    expect(seen.state).toMatchObject({ draft: 'hers', remote: { type: 'same' }, held: true })
    const next = play(held, arrived(v('hers', 2)), save, arrived(v('more', 3)))
    expect(next.state).toMatchObject({ draft: 'hers', remote: { type: 'theirs', version: v('more', 3) } })
  })

  test('a refetch while typing never becomes the tag of the save', () => {
    const { state, writes } = play(edited('mine'), arrived(v('hers', 2)), arrived(v('hers again', 3)), save)

    expect(writes).toEqual(['k4 "1" mine'])
    expect(theirsOf(state)).toEqual(v('hers again', 3))
  })

  test('a clock does not save what is stale', () => {
    const { state, writes } = play(edited('mine'), arrived(v('hers', 2)), autosave)

    expect(writes).toEqual([])
    expect(statusOf(state)).toBe('stale')
  })

  test('when both typed the same there is nothing to do', () => {
    const { state } = play(edited('same'), arrived(v('same', 2)))

    expect(statusOf(state)).toBe('clean')
    expect(state.base?.etag).toBe('"2"')
  })

  test('an older version that comes late is ignored', () => {
    const { state } = play(edited('two'), save, saved('k2', v('two', 3)), arrived(v('old', 2)))

    expect(state.draft).toBe('two')
  })

  test('without version numbers a late read of what was left behind is settled by a read', () => {
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

  test('our own save, reported before its answer, is not taken for a change by others', () => {
    const { state, effects } = play(edited('two'), save, arrived(v('two', 2)), saved('k2', v('two', 2)))

    expect(statusOf(state)).toBe('saved')
    expect(effects).not.toContainEqual({ type: 'read' })
  })

  test('a change that followed our own save is shown, whichever is reported first', () => {
    const { state } = play(edited('two'), save, arrived(v('hers', 3)), saved('k2', v('two', 2)))

    expect(state.draft).toBe('hers')
    expect(state.base?.etag).toBe('"3"')
  })

  test('without version numbers what came during our own save is settled by a read', () => {
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
  test('is merged where the server could, and saved onto what the others wrote', () => {
    const { state, writes } = play(edited('mine'), save, refused('k2', refusedBy(v('hers', 2), clean('hers mine'))))
    const after = from(state, saved('k3', v('hers mine', 3)))

    expect(writes).toEqual(['k2 "1" mine', 'k3 "2" hers mine'])
    expect(statusOf(after.state)).toBe('merged')
    expect(after.state.undo?.draft).toBe('mine')
  })

  test('needs no second save where the merge is what is there already', () => {
    const { state, writes } = play(edited('mine'), save, refused('k2', refusedBy(v('both', 2), clean('both'))))

    expect(writes).toHaveLength(1)
    expect(statusOf(state)).toBe('merged')
    expect(state.base?.etag).toBe('"2"')
  })

  test('asks where the server could not merge, and keeps the text', () => {
    const conflicts = [{ base: 'one', mine: 'mine', theirs: 'hers' }]
    const { state } = play(
      edited('mine'),
      save,
      refused('k2', refusedBy(v('hers', 2), { merge: { clean: false, conflicts } })),
    )

    expect(statusOf(state)).toBe('conflict')
    expect(state.draft).toBe('mine')
    expect(state.remote).toEqual({ type: 'conflict', version: v('hers', 2), conflicts })
    expect(state.base?.etag).toBe('"1"')
  })

  test('of an autosave never replaces the text under the cursor', () => {
    const { state, writes } = play(
      held,
      edited('mine'),
      autosave,
      refused('k3', refusedBy(v('hers', 2), clean('hers mine'))),
    )

    expect(state.draft).toBe('mine')
    expect(statusOf(state)).toBe('stale')
    expect(writes).toHaveLength(1)
  })

  test('while the person typed on leaves the newer text alone, and tries it when asked to', () => {
    const stale = play(edited('mi'), save, edited('mine'), refused('k2', refusedBy(v('hers', 2), clean('hers mi'))))
    const again = play(
      edited('mi'),
      save,
      edited('mine'),
      save,
      refused('k2', refusedBy(v('hers', 2), clean('hers mi'))),
    )

    expect(stale.state.draft).toBe('mine')
    expect(statusOf(stale.state)).toBe('stale')
    expect(again.writes).toEqual(['k2 "1" mi', 'k5 "1" mine'])
  })

  test('because it was applied already is a success', () => {
    const { state } = play(edited('two'), save, refused('k2', refusedBy(v('two', 2))))

    expect(statusOf(state)).toBe('saved')
    expect(state.base?.etag).toBe('"2"')
  })

  test('that the log knows as applied is a success, and what followed it is shown', () => {
    const { state } = play(edited('two'), save, refused('k2', refusedBy(v('hers', 3), { appliedAs: v('two', 2) })))

    expect(state.base?.etag).toBe('"3"')
    expect(state.draft).toBe('hers')
  })

  test('again and again comes to an end', () => {
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
  const inConflict = () => play(edited('mine'), save, refused('k2', refusedBy(v('hers', 2)))).state

  test('is not saved away', () => {
    expect(from(inConflict(), edited('mine!'), save, autosave).writes).toEqual([])
  })

  test('keep mine saves the text onto the version that was on the screen', () => {
    expect(from(inConflict(), edited('mine!'), choose('mine', '"2"')).writes).toEqual(['k2 "2" mine!'])
  })

  test('take theirs can be undone', () => {
    const taken = from(inConflict(), choose('theirs', '"2"'))
    const undone = from(taken.state, { type: 'mergeUndone' })

    expect(taken.state.draft).toBe('hers')
    expect(statusOf(taken.state)).toBe('clean')
    expect(undone.state.draft).toBe('mine')
    expect(statusOf(undone.state)).toBe('conflict')
    expect(theirsOf(undone.state)?.etag).toBe('"2"')
  })

  test('use both saves both, and can be undone', () => {
    const both = from(inConflict(), choose({ value: 'mine hers' }, '"2"'))
    const done = from(both.state, saved('k1', v('mine hers', 3)), { type: 'mergeUndone' })

    expect(both.writes).toEqual(['k1 "2" mine hers'])
    expect(done.state.draft).toBe('mine')
    expect(theirsOf(done.state)?.etag).toBe('"3"')
  })

  test('a choice made for a version that has been replaced meanwhile does not count', () => {
    const { state, writes } = from(inConflict(), arrived(v('hers, newer', 3)), choose('mine', '"2"'))

    expect(writes).toEqual([])
    expect(statusOf(state)).toBe('conflict')
    expect(theirsOf(state)?.etag).toBe('"3"')
  })

  test('a merge undone asks again, with the words from before the merge', () => {
    const merged = play(
      edited('mine'),
      save,
      refused('k2', refusedBy(v('hers', 2), clean('hers mine'))),
      saved('k3', v('hers mine', 3)),
    )
    const { state, writes } = from(merged.state, { type: 'mergeUndone' }, save, choose('mine', '"3"'))

    expect(state.draft).toBe('mine')
    expect(writes).toEqual(['k3 "3" mine'])
  })
})

describe('a lost answer', () => {
  test('keeps the text, and the repetition has the same key, tag and text', () => {
    const { state, writes } = play(edited('two'), save, lost('k2'), save)

    expect(statusOf(play(edited('two'), save, lost('k2')).state)).toBe('offline')
    expect(writes).toEqual(['k2 "1" two', 'k2 "1" two'])
    expect(statusOf(state)).toBe('saving')
  })

  test('is repeated as it was before what was typed since is saved', () => {
    const { writes } = play(edited('two'), save, lost('k2'), edited('three'), save, saved('k2', v('two', 2)))

    expect(writes).toEqual(['k2 "1" two', 'k2 "1" two', 'k6 "2" three'])
  })

  test('is not over because the words were taken back: the server may have them', () => {
    const { state } = play(edited('two'), save, lost('k2'), edited('one'))
    const kept: KeptDraft<string> = { base: v('one', 1), draft: 'one', unsettled: unsettledOf(state) }
    const reloaded = from(initialState(v('one', 1)), { type: 'recovered', kept })

    expect(isUnsaved(state)).toBe(true)
    expect(statusOf(reloaded.state)).toBe('editing')
    expect(from(reloaded.state, save, saved('k2', v('two', 2))).writes).toEqual(['k2 "1" two', 'k2 "2" one'])
  })

  test('is settled when the very text arrives', () => {
    const { state } = play(edited('two'), save, lost('k2'), arrived(v('two', 2)))

    expect(state.write.type).toBe('idle')
    expect(state.base?.etag).toBe('"2"')
    expect(isDirty(state)).toBe(false)
  })

  test('whose replayed answer is older than what has been heard since does not hide it', () => {
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

  test('whose replayed answer is older stays under the cursor, beside what has been heard since', () => {
    const events = [edited('ONE'), held, save, lost('k3'), arrived(v('else', 3)), save, saved('k3', v('ONE', 2, 'Ben'))]
    const { state } = play(...events)

    expect(state.draft).toBe('ONE')
    expect(theirsOf(state)).toEqual(v('else', 3))
    expect(statusOf(state)).toBe('stale')
  })

  test('after an abort is settled with the same key, too', () => {
    const { state, writes, effects } = play(edited('two'), save, { type: 'aborted' })

    expect(state.draft).toBe('two')
    expect(statusOf(state)).toBe('editing')
    expect(effects).toContainEqual({ type: 'abort', key: 'k2' })
    expect(from(state, save).writes).toEqual(writes)
  })

  test('is not what a refusal by the server is: the next save has a key of its own', () => {
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

  test('is told by the answer to a save', () => {
    const { state } = play(edited('mine'), save, { type: 'writeGone', key: 'k2', tombstone: gone.tombstone })

    expect(statusOf(state)).toBe('gone')
    expect(state.draft).toBe('mine')
  })

  test('is restored with the text, naming the tombstone', () => {
    const { state, effects } = play(edited('mine'), gone, choose('mine', '"2"'))
    const back = from(state, saved('k3', v('mine', 3)))

    expect(effects).toContainEqual({ type: 'write', write: expect.objectContaining({ restores: gone.tombstone }) })
    expect(statusOf(back.state)).toBe('saved')
  })

  test('whose restoring was refused waits on, with the reason, and the next try has a key of its own', () => {
    const { state } = play(edited('mine'), gone, choose('mine', '"2"'), rejected('k3'))

    expect(statusOf(state)).toBe('gone')
    expect(failureOf(state)?.error).toBe('invalid')
    expect(from(state, save).writes).toEqual([])
    expect(from(state, edited('mine!'), choose('mine', '"2"')).writes).toEqual(['k2 "1" mine!'])
  })

  test.each([
    ['chosen again', [choose('mine', '"2"')]],
    ['saved by the clock', [autosave]],
    ['told of the tombstone again after a reload', [gone, choose('mine', '"2"')]],
  ] as const)('whose restoring nobody answered is restored with the same key, %s', (_, events) => {
    const { state, effects } = play(edited('mine'), gone, choose('mine', '"2"'), lost('k3'))
    const kept = effects.find((effect) => effect.type === 'keep')?.kept
    const reloaded = from(initialState<string>(), { type: 'recovered', kept: kept as KeptDraft<string> }).state

    const again = from(events.length === 2 ? reloaded : state, ...events)

    expect(statusOf(state)).toBe('gone')
    expect(again.writes).toEqual(['k3 "1" mine'])
    expect(again.state.write).toMatchObject({ type: 'inFlight', write: { restores: gone.tombstone } })
  })

  test('whose restoring was stopped is restored with the same key, and then saved as it is by now', () => {
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

  test('told of during a save that was done before stays deleted', () => {
    const deleted = { type: 'deletionReceived', tombstone: { etag: '"3"', version: 3, by: 'Ana' } } as const
    const { state } = play(edited('mine'), save, deleted, saved('k2', v('mine', 2)))

    expect(statusOf(state)).toBe('gone')
    expect(isDirty(state)).toBe(false)
  })

  test('told of during a save that got no answer is not forgotten for what was reported before', () => {
    const deleted = { type: 'deletionReceived', tombstone: { etag: '"3"', version: 3, by: 'Ana' } } as const
    const { state } = play(edited('mine'), save, arrived(v('mine', 2)), deleted, lost('k2'))

    expect(statusOf(state)).toBe('gone')
    expect(state.draft).toBe('mine')
  })

  test('restored by somebody else meanwhile is a conflict', () => {
    const { state } = play(edited('mine'), gone, choose('mine', '"2"'), refused('k3', refusedBy(v('hers', 3))))

    expect(statusOf(state)).toBe('conflict')
    expect(state.draft).toBe('mine')
  })

  test('dropped can be undone', () => {
    const dropped = play(edited('mine'), gone, choose('theirs', '"2"'))
    const undone = from(dropped.state, { type: 'mergeUndone' })

    expect(isDirty(dropped.state)).toBe(false)
    expect(undone.state.draft).toBe('mine')
    expect(statusOf(undone.state)).toBe('gone')
  })

  test('that comes back is edited on', () => {
    const { state } = play(edited('mine'), gone, arrived(v('one', 3)))

    expect(statusOf(state)).toBe('stale')
    expect(state.draft).toBe('mine')
  })

  test('reported late, after it was restored, stays', () => {
    expect(play(arrived(v('restored', 3)), gone).state.remote).toEqual({ type: 'same' })
  })
})

describe('a kept draft', () => {
  const kept = { base: v('one', 1), draft: 'mine', unsettled: null }

  test('comes back with the base that it grew from, though the text has moved on', () => {
    const { state, writes } = from(initialState(v('hers', 2)), { type: 'recovered', kept }, save)

    expect(writes).toEqual(['k2 "1" mine'])
    expect(theirsOf(state)?.etag).toBe('"2"')
  })

  test('comes back before the first read', () => {
    const { state } = from(initialState<string>(), { type: 'recovered', kept }, arrived(v('hers', 2)))

    expect(state.draft).toBe('mine')
    expect(statusOf(state)).toBe('stale')
  })

  test('comes back though the segment was deleted', () => {
    const { state } = from(
      initialState<string>(),
      { type: 'deletionReceived', tombstone: { etag: '"2"' } },
      { type: 'recovered', kept },
    )

    expect(statusOf(state)).toBe('gone')
    expect(state.draft).toBe('mine')
  })

  test('does not come back over what has been typed since', () => {
    expect(play(edited('new'), { type: 'recovered', kept }).state.draft).toBe('new')
  })

  test('that had been saved after all is forgotten', () => {
    const { state, effects } = from(initialState(v('mine', 2)), { type: 'recovered', kept })

    expect(isDirty(state)).toBe(false)
    expect(effects).toContainEqual({ type: 'forget' })
  })

  test('remembers a save that was under way when the page ended', () => {
    const { effects, state } = play(edited('mine'), save)
    const kept = effects.find((effect) => effect.type === 'keep')?.kept
    if (kept === undefined) {
      throw new Error('Nothing was kept.')
    }
    const { writes } = from(initialState(v('one', 1)), { type: 'recovered', kept }, save)

    expect(state.write).toMatchObject({ type: 'inFlight', write: { key: 'k2' } })
    expect(writes).toEqual(['k2 "1" mine'])
  })

  test('is kept with each keystroke and forgotten once it is saved', () => {
    const typed = play(edited('mine'))
    const done = from(typed.state, save, saved('k1', v('mine', 2)))

    expect(typed.effects).toEqual([{ type: 'keep', kept: { base: v('one', 1), draft: 'mine', unsettled: null } }])
    expect(done.effects).toContainEqual({ type: 'forget' })
  })

  test('a discard can be undone', () => {
    const discarded = play(edited('mine'), { type: 'discarded' })
    const undone = from(discarded.state, { type: 'mergeUndone' })

    expect(discarded.state.draft).toBe('one')
    expect(undone.state.draft).toBe('mine')
    expect(statusOf(undone.state)).toBe('editing')
  })
})

describe('a server that begins anew', () => {
  const reset: DraftEvent<string> = { type: 'versionsReset' }

  test('replaces what nobody has touched, although its number is lower', () => {
    const { state } = from(initialState(v('five', 5)), arrived(v('two', 2)), reset, arrived(v('two', 2)))

    expect(state.draft).toBe('two')
    expect(state.base).toEqual(v('two', 2))
  })

  test('replaces it also by a text that was left behind by a save of the person', () => {
    const start = play(edited('mine'), save, saved('k2', v('mine', 2)))
    const { state } = from(start.state, reset, arrived(unnumbered(v('one', 1))))

    expect(state.draft).toBe('one')
  })

  test('leaves what is being typed alone, and shows its text beside', () => {
    const { state, writes } = from(initialState(v('five', 5)), edited('mine'), reset, arrived(v('two', 2)), save)

    expect(state.draft).toBe('mine')
    expect(theirsOf(state)).toEqual(v('two', 2))
    expect(writes).toEqual(['k4 "5" mine'])
  })
})

describe('another text that is put in the place of the draft', () => {
  const replace = (draft: string): DraftEvent<string> => ({ type: 'replaced', draft })

  test('keeps the words that nobody has saved, also after it was saved itself', () => {
    const { state, writes } = play(edited('typed'), replace('old'), save, saved('k3', v('old', 2)))
    const undone = from(state, { type: 'mergeUndone' })

    expect(writes).toEqual(['k3 "1" old'])
    expect(statusOf(state)).toBe('saved')
    expect(undone.state).toMatchObject({ draft: 'typed', base: v('old', 2), remote: { type: 'same' } })
  })

  test('keeps those words when yet another follows, and none that are saved', () => {
    expect(play(edited('typed'), replace('old'), replace('older')).state.undo?.draft).toBe('typed')
    expect(play(replace('old')).state.undo).toBeNull()
  })

  test('asks when the words are had back after somebody else went on', () => {
    const { state } = play(edited('typed'), replace('old'), save, saved('k3', v('old', 2)), arrived(v('hers', 3)), {
      type: 'mergeUndone',
    })

    expect(statusOf(state)).toBe('conflict')
    expect(state).toMatchObject({ draft: 'typed', remote: { type: 'conflict', version: v('hers', 3) } })
  })

  test('counts as merged when it was, and the words grew from what they grew from', () => {
    const { state } = play(
      edited('typed'),
      replace('old'),
      save,
      refused('k3', refusedBy(v('hers', 2), clean('hers old'))),
      saved('k4', v('hers old', 3)),
    )

    expect(statusOf(state)).toBe('merged')
    expect(state.undo).toEqual({ draft: 'typed', base: v('one', 1), by: 'Ana' })
  })
})

test('the same words, saved by somebody else, are not told as our own', () => {
  const told = (conflict: Conflict<string>) => {
    const { effects } = play(edited('two'), save, refused('k2', conflict))
    return effects.find((effect) => effect.type === 'saved')
  }

  expect(told(refusedBy(v('two', 2)))).toMatchObject({ version: v('two', 2), own: false })
  expect(told(refusedBy(v('three', 3), { appliedAs: v('two', 2) }))).toMatchObject({ version: v('two', 2), own: true })
})

test('a kept draft that the person types into is no longer left by an earlier visit', () => {
  const kept: KeptDraft<string> = { base: v('one', 1), draft: 'mine', unsettled: null }
  const { state } = play({ type: 'recovered', kept })

  expect(state.recovered).toBe(true)
  expect(from(state, edited('mine!')).state.recovered).toBe(false)
})
