import { describe, expect, test, vi } from 'vitest'
import { partsOf } from '../src/draft/decision.ts'
import { reduce } from '../src/draft/machine.ts'
import { type DraftState, initialState, statusOf } from '../src/draft/state.ts'
import type { DraftEvent } from '../src/draft/transition.ts'
import { Draft, type Merger, noKeeper, type Piece } from '../src/index.ts'
import type { MergePart } from '../src/merge/parts.ts'
import { segmentMerger } from '../src/merge/segment.ts'
import { wordMerger } from '../src/merge/text.ts'
import type { Conflict, Versioned } from '../src/versioned.ts'

const v = (value: string, version: number, by = 'Ana'): Versioned<string> => ({
  value,
  etag: `"${version}"`,
  version,
  by,
})

function played(merger: Merger<string> | null, start: DraftState<string>, ...events: readonly DraftEvent<string>[]) {
  const writes: { base: string; value: string; restores?: string }[] = []
  let state = start
  for (const [index, event] of events.entries()) {
    const step = reduce(state, event, `k${index}`, merger)
    state = step.state
    for (const effect of step.effects) {
      if (effect.type === 'write') {
        const { base, value, restores } = effect.write
        writes.push({ base: base.etag, value, ...(restores === undefined ? {} : { restores: restores.etag }) })
      }
    }
  }
  return { state, writes }
}

/** A conflict of a save that sent `mine`, made from `base`. */
function inConflict(
  merger: Merger<string> | null,
  base: string,
  mine: string,
  theirs: Versioned<string>,
  more: Partial<Conflict<string>> = {},
) {
  const sent = played(
    merger,
    initialState(v(base, 1)),
    { type: 'edited', draft: mine },
    { type: 'saveRequested', trigger: 'user' },
  )
  const conflict = { current: theirs, base: null, merge: null, appliedAs: null, ...more }
  return played(merger, sent.state, { type: 'writeConflicted', key: 'k1', conflict }).state
}

const choose = (choice: 'mine' | 'theirs' | 'both', seen = '"2"'): DraftEvent<string> => ({
  type: 'resolved',
  choice,
  seen,
})

describe('a choice', () => {
  const texts = ['one two three', 'one mine three', v('ONE theirs three', 2)] as const

  test.each([
    ['mine', 'ONE mine three'],
    ['theirs', 'ONE theirs three'],
    ['both', 'ONE theirs mine three'],
  ] as const)('of %s keeps what only they changed', (side, value) => {
    const { state, writes } = played(wordMerger, inConflict(wordMerger, ...texts), choose(side))

    expect(state.draft).toBe(value)
    expect(writes).toEqual(side === 'theirs' ? [] : [{ base: '"2"', value }])
    expect(state.undo).toMatchObject({ draft: 'one mine three', by: 'Ana' })
  })

  test('of theirs keeps what only the person changed, and saves it', () => {
    const state = inConflict(wordMerger, 'one two three', 'one mine THREE', v('one theirs three', 2))

    expect(played(wordMerger, state, choose('theirs')).writes).toEqual([{ base: '"2"', value: 'one theirs THREE' }])
  })

  test('uses the parts of the server while they are those of the draft', () => {
    const parts: readonly MergePart[] = [
      { facet: 'text', conflict: false, merged: 'from the server ' },
      { facet: 'text', conflict: true, base: 'two', mine: 'mine', theirs: 'theirs' },
    ]
    const state = inConflict(wordMerger, ...texts, { merge: { clean: false, conflicts: [], parts } })
    const typed = played(wordMerger, state, { type: 'edited', draft: 'one mine! three' })

    expect(partsOf(state, wordMerger)).toBe(parts)
    expect(played(wordMerger, state, choose('mine')).state.draft).toBe('from the server mine')
    expect(played(wordMerger, typed.state, choose('mine')).writes).toEqual([{ base: '"2"', value: 'ONE mine! three' }])
  })

  test('is about the version that came since, if the person has seen it', () => {
    const newer = played(wordMerger, inConflict(wordMerger, ...texts), {
      type: 'versionReceived',
      version: v('ONE theirs THREE', 3),
    })

    expect(played(wordMerger, newer.state, choose('mine')).writes).toEqual([])
    expect(played(wordMerger, newer.state, choose('mine', '"3"')).writes).toEqual([
      { base: '"3"', value: 'ONE mine THREE' },
    ])
  })

  test('that leaves a time undecided does nothing', () => {
    const cue = (start: string) => `00:0${start}.000 --> 00:09.000\nwords`
    const state = inConflict(segmentMerger, cue('1'), cue('2'), v(cue('3'), 2))

    expect(played(segmentMerger, state, choose('both'))).toEqual({ state, writes: [] })
    expect(played(segmentMerger, state, choose('mine')).writes).toEqual([{ base: '"2"', value: cue('2') }])
  })

  test('of one facet says nothing about another', () => {
    const cue = (start: string, words: string) => `00:0${start}.000 --> 00:09.000\n${words}`
    const state = inConflict(segmentMerger, cue('1', 'one'), cue('2', 'mine'), v(cue('3', 'theirs'), 2))
    const facets = (chosen: Record<string, 'mine' | 'theirs'>) =>
      played(segmentMerger, state, { type: 'resolved', choice: { facets: chosen }, seen: '"2"' }).writes

    expect(facets({ start: 'mine' })).toEqual([])
    expect(facets({ start: 'mine', text: 'theirs' })).toEqual([{ base: '"2"', value: cue('2', 'theirs') }])
  })

  test('without a merger is about the whole value, and has no both', () => {
    const state = inConflict(null, ...texts)

    expect(played(null, state, choose('mine')).writes).toEqual([{ base: '"2"', value: 'one mine three' }])
    expect(played(null, state, choose('theirs')).state.draft).toBe('ONE theirs three')
    expect(played(null, state, choose('both'))).toEqual({ state, writes: [] })
  })

  test('is composed by a merger that leaves the merge to the server', () => {
    const merger = { compose: (pieces: readonly Piece[]) => pieces.map(({ content }) => content).join('|') }
    const parts: readonly MergePart[] = [
      { facet: 'text', conflict: false, merged: 'a' },
      { facet: 'text', conflict: true, base: 'b', mine: 'm', theirs: 't' },
    ]
    const state = inConflict(merger, ...texts, { merge: { clean: false, conflicts: [], parts } })

    expect(played(merger, state, choose('both')).writes).toEqual([{ base: '"2"', value: 'a|t m' }])
  })
})

describe('a merge here, where the server does not merge', () => {
  test('is saved if nothing conflicts', () => {
    const state = inConflict(wordMerger, 'one two', 'one TWO', v('ONE two', 2))

    expect(state.write).toMatchObject({ type: 'inFlight', write: { value: 'ONE TWO', base: { etag: '"2"' } } })
  })

  test('is undone without undoing theirs', () => {
    const merging = inConflict(wordMerger, 'one two', 'one TWO', v('ONE two', 2))
    const key = merging.write.type === 'inFlight' ? merging.write.write.key : ''
    const merged = played(wordMerger, merging, { type: 'writeSucceeded', key, saved: v('ONE TWO', 3, 'Ben') })
    const undone = played(wordMerger, merged.state, { type: 'mergeUndone' })

    expect(statusOf(merged.state)).toBe('merged')
    expect(undone.state).toMatchObject({ draft: 'one TWO', remote: { type: 'conflict' } })
    expect(played(wordMerger, undone.state, choose('mine', '"3"')).state.draft).toBe('ONE TWO')
  })
})

describe('the same text under another tag', () => {
  test('is the new base of the draft', () => {
    const { state } = played(
      wordMerger,
      initialState(v('one', 1)),
      { type: 'edited', draft: 'mine' },
      { type: 'versionReceived', version: v('theirs', 2) },
      { type: 'versionReceived', version: v('one', 3) },
    )

    expect(state).toMatchObject({ draft: 'mine', base: v('one', 3), remote: { type: 'same' } })
  })

  test('is not a conflict when a save meets it', () => {
    const state = inConflict(null, 'one', 'mine', v('one', 2))

    expect(state.write).toMatchObject({
      type: 'inFlight',
      write: { value: 'mine', base: { etag: '"2"' }, merged: false },
    })
  })

  test('changes nothing on the screen, though the text has the cursor', () => {
    const { state } = played(
      null,
      initialState(v('one', 1)),
      { type: 'held', held: true },
      { type: 'versionReceived', version: v('one', 2) },
    )

    expect(statusOf(state)).toBe('clean')
  })
})

describe('a deleted resource', () => {
  const tombstone = { etag: '"3"', version: 3, by: 'Ana', last: 'ONE two' }
  const gone = (mine: string) =>
    played(
      wordMerger,
      initialState(v('one two', 1)),
      { type: 'edited', draft: mine },
      { type: 'deletionReceived', tombstone },
    ).state

  test('is restored with my text on top of its last one', () => {
    const { writes } = played(wordMerger, gone('one TWO'), choose('mine', '"3"'))

    expect(writes).toEqual([{ base: '"3"', value: 'ONE TWO', restores: '"3"' }])
  })

  test('whose last words conflict is restored with mine, or with both', () => {
    expect(played(wordMerger, gone('uno two'), choose('mine', '"3"')).writes[0]?.value).toBe('uno two')
    expect(played(wordMerger, gone('uno two'), choose('both', '"3"')).writes[0]?.value).toBe('ONE uno two')
  })

  test('that someone else restored first with another text does not get the last text back as mine', () => {
    const restoring = played(wordMerger, gone('one TWO'), choose('mine', '"3"')).state
    const conflict = { current: v('1 two', 4), base: null, merge: null, appliedAs: null }
    const { state } = played(wordMerger, restoring, { type: 'writeConflicted', key: 'k0', conflict })

    expect(state.draft).toBe('1 TWO')
  })
})

test('a discarded text comes back on top of what others changed since', () => {
  const { state } = played(
    wordMerger,
    initialState(v('one two', 1)),
    { type: 'edited', draft: 'one TWO' },
    { type: 'discarded' },
    { type: 'versionReceived', version: v('ONE two', 2) },
    { type: 'mergeUndone' },
  )

  expect(state).toMatchObject({ draft: 'ONE TWO', base: v('ONE two', 2), remote: { type: 'same' } })
})

describe('the snapshot of a draft', () => {
  test('has the parts that a choice decides, also of text that was typed since', async () => {
    const { draft } = draftOf(new Error('never'))
    draft.edit('one mine')
    draft.receiveDeletion({ etag: '"2"', version: 2, last: 'ONE two' })

    expect(draft.snapshot().parts?.filter(({ conflict }) => conflict)).toEqual([])
    draft.edit('uno mine')
    expect(draft.snapshot().parts?.filter(({ conflict }) => conflict)).toMatchObject([{ mine: 'uno', theirs: 'ONE' }])
  })
})

test('a text whose deletion is undone is saved by itself', async () => {
  vi.useFakeTimers()
  const { draft, write } = draftOf({ value: 'one mine', etag: '"4"', version: 4 })
  draft.edit('one mine')
  draft.receiveDeletion({ etag: '"2"', version: 2 })
  await vi.advanceTimersByTimeAsync(5_000)
  const before = write.mock.calls.length

  draft.receive(v('one two', 3))
  await vi.advanceTimersByTimeAsync(1_500)

  expect(before).toBe(0)
  expect(write).toHaveBeenCalledExactlyOnceWith('one mine', v('one two', 3), expect.anything())
  expect(draft.snapshot().status).toBe('saved')
  vi.useRealTimers()
})

function draftOf(outcome: Versioned<string> | Error) {
  const write = vi.fn(async () => {
    if (outcome instanceof Error) {
      throw outcome
    }
    return outcome
  })
  const resource = { read: () => Promise.reject(new Error('no read')), write, merger: wordMerger }
  return { write, draft: new Draft('note', { resource, autosaveAfter: 1_000 }, { keeper: noKeeper }, v('one two', 1)) }
}
