import { beforeEach, describe, expect, test } from 'vitest'
import { StepStore } from '../src/app/commands/undo/StepStore.ts'
import {
  type Change,
  dismissed,
  MAX_STEPS,
  moved,
  NO_STEPS,
  recorded,
  recordedSave,
  type Save,
  type Step,
  type Steps,
} from '../src/app/commands/undo/steps.ts'
import { outcomeInWords, wordsOf } from '../src/app/commands/undo/words.ts'
import { textOf } from '../src/components/Phrase.tsx'
import { cue, EARLY, LATE } from './segments.ts'

describe('typing is one step', () => {
  const v = (content: string) => ({ etag: `"${content}"`, content: cue(EARLY, content) })
  const save = (before: string, after: string, from: number, more: Partial<Save> = {}): Save => ({
    change: { id: 's', before: v(before), after: v(after) },
    from,
    until: from + 500,
    byBrowser: false,
    ...more,
  })
  const all = (...saves: readonly Save[]) =>
    saves.reduce<Steps>((steps, one, index) => recordedSave(steps, one, `step${index}`), NO_STEPS)
  const texts = ({ done }: Steps) =>
    done.map(({ changes }) => changes.map(({ before, after }) => [before?.content, after.content]))

  test('while it does not pause', () => {
    const { done } = all(save('One', 'One, two', 0), save('One, two', 'One, two, three', 2_500))

    expect(done.length).toBe(1)
    expect(done[0]?.changes).toEqual([{ id: 's', before: v('One'), after: v('One, two, three') }])
  })

  test('until a pause', () => {
    expect(all(save('One', 'One, two', 0), save('One, two', 'One, two, three', 6_000)).done.length).toBe(2)
  })

  test('until the person saves it', () => {
    const closed = { ...save('One', 'One, two', 0), isClosed: true }

    expect(all(closed, save('One, two', 'One, two, three', 600)).done.length).toBe(2)
  })

  test('over a pause within a word', () => {
    expect(all(save('One', 'One, tw', 0), save('One, tw', 'One, two', 9_000)).done.length).toBe(1)
  })

  test('not over a pause in another place of a word', () => {
    expect(all(save('One', 'One two', 0), save('One two', 'Ones two', 9_000)).done.length).toBe(2)
  })

  test('no longer than half a minute', () => {
    const saves = Array.from({ length: 20 }, (_, at) => save(`w${at}`, `w${at + 1}`, at * 3_000))

    expect(all(...saves).done.length).toBeGreaterThan(1)
  })

  test('not with words of someone else in between', () => {
    expect(all(save('One', 'One, two', 0), save('ONE, two', 'ONE, two, three', 1_000)).done.length).toBe(2)
  })

  test('not in another caption', () => {
    const other = save('One, two', 'x', 1_000)
    expect(all(save('One', 'One, two', 0), { ...other, change: { ...other.change, id: 't' } }).done.length).toBe(2)
  })

  test('and times are another', () => {
    const times = { id: 's', before: v('One, two'), after: { etag: '"t"', content: cue(LATE, 'One, two') } }
    const { done } = all(save('One', 'One, two', 0), { ...save('', '', 1_000), change: times })

    expect(done.map(({ action }) => action)).toEqual(['typing', 'retiming'])
  })

  test('and is gone when it was typed away again', () => {
    expect(all(save('One', 'One, two', 0), save('One, two', 'One', 1_000))).toEqual(NO_STEPS)
  })

  test('and can be redone when the browser undid it', () => {
    const steps = all(save('One', 'One, two', 0), save('One, two', 'One', 90_000, { byBrowser: true }))

    expect(steps.done).toEqual([])
    expect(texts({ done: steps.undone, undone: [] })).toEqual([[[v('One, two').content, v('One').content]]])
  })

  test('and smaller when the browser undid some of it', () => {
    const steps = all(
      save('One', 'One, two, three', 0),
      save('One, two, three', 'One, two', 90_000, { byBrowser: true }),
    )

    expect(texts(steps)).toEqual([[[v('One').content, v('One, two').content]]])
  })
})

describe('the stack', () => {
  const version = (content: string) => ({ etag: `"${content}"`, content })
  const stepOf = (id: string, ...ids: readonly string[]): Step => ({
    id,
    action: 'shift',
    by: 1_000,
    at: 0,
    until: 0,
    changes: ids.map((segment) => ({ id: segment, before: version('a'), after: version('b') })),
  })

  test('keeps a step on top until nothing of it is left', () => {
    const step = stepOf('one', 's', 't')
    const [first, second] = step.changes as [Change, Change]
    const left = [{ id: 't', why: 'changed', by: 'Ben' }] as const

    const steps = moved(recorded(NO_STEPS, step), step, 'undo', { made: [first], rest: [second], left })

    expect(steps.done).toEqual([{ ...step, changes: [second], left }])
    expect(steps.undone.map(({ changes }) => changes)).toEqual([[first]])
    expect(dismissed(steps, 'one').done).toEqual([])
    expect(dismissed(steps, 'one').undone.length).toBe(1)
  })

  test('makes a step whole again that was undone in parts', () => {
    const step = stepOf('one', 's', 't')
    const [first, second] = step.changes as [Change, Change]
    const left = [{ id: 't', why: 'changed', by: 'Ben' }] as const
    const partly = moved(recorded(NO_STEPS, step), step, 'undo', { made: [first], rest: [second], left })

    const rest = partly.done[0] as Step
    const { done, undone } = moved(partly, rest, 'undo', { made: [second], rest: [], left: [] })

    expect(done).toEqual([])
    expect(undone).toEqual([{ ...step, changes: [first, second] }])
  })

  test('forgets what was undone when something else is done', () => {
    const step = stepOf('one', 's')
    const undone = moved(recorded(NO_STEPS, step), step, 'undo', { made: step.changes, rest: [], left: [] })

    expect(recorded(undone, stepOf('two', 's')).undone).toEqual([])
  })

  test('has a limit', () => {
    let steps = NO_STEPS
    for (let count = 0; count < MAX_STEPS + 5; count++) {
      steps = recorded(steps, stepOf(`step${count}`, 's'))
    }

    expect(steps.done.length).toBe(MAX_STEPS)
    expect(steps.done.at(-1)?.id).toBe(`step${MAX_STEPS + 4}`)
  })

  describe('over a reload', () => {
    beforeEach(() => sessionStorage.clear())

    test('is there again, for this person and this document', () => {
      const store = new StepStore('film', 'Ana')
      store.update((steps) => recorded(steps, stepOf('one', 's')))
      store.update((steps) => recorded(steps, stepOf('two', 't')))

      expect(new StepStore('film', 'Ana').steps()).toEqual(store.steps())
      expect(new StepStore('film', 'Ben').steps()).toEqual(NO_STEPS)
      expect(new StepStore('other', 'Ana').steps()).toEqual(NO_STEPS)
    })

    test('is as it was left', () => {
      const store = new StepStore('film', 'Ana')
      const step = stepOf('one', 's')
      store.update((steps) => recorded(steps, step))
      store.update((steps) => moved(steps, step, 'undo', { made: step.changes, rest: [], left: [] }))

      expect(new StepStore('film', 'Ana').steps()).toEqual({ done: [], undone: [step] })
      store.update(() => NO_STEPS)
      expect(sessionStorage.length).toBe(1)
    })

    test('has the newest steps where not all find room', () => {
      const large = 'x'.repeat(600_000)
      const store = new StepStore('film', 'Ana')
      for (const id of ['one', 'two', 'three', 'four']) {
        const step = stepOf(id, 's')
        const change = { id: 's', before: { etag: '"1"', content: large }, after: version('b') }
        store.update((steps) => recorded(steps, { ...step, changes: [change] }))
      }

      expect(store.steps().done.length).toBe(4)
      expect(new StepStore('film', 'Ana').steps().done.map(({ id }) => id)).toEqual(['three', 'four'])
    })

    test('is empty where the storage has something else', () => {
      sessionStorage.setItem('holdfast.steps:Ana:film', '{"done":7')

      expect(new StepStore('film', 'Ana').steps()).toEqual(NO_STEPS)
    })
  })

  describe('in words', () => {
    const naming = { noun: 'caption', numberOf: (id: string) => Number(id.slice(1)) || undefined } as const

    test.each([
      [stepOf('a', 's1', 's2'), 'shift of 2 captions by +1.0 s'],
      [{ ...stepOf('a', 's1'), by: -250 }, 'shift of 1 caption by -0.25 s'],
      [{ ...stepOf('a', 's7'), action: 'typing' }, 'typing in caption 7'],
      [{ ...stepOf('a', 'gone'), action: 'typing' }, 'typing in caption'],
      [{ ...stepOf('a', 's7', 's8'), action: 'split' }, 'split of caption 7'],
    ] as const)('%#', (step, words) => {
      expect(wordsOf(step, naming)).toBe(words)
    })

    test.each([
      ['Undone: shift of 2 captions by +1.0 s.', []],
      ['Undone but for caption 20: Ben changed it after you.', [['s20', 'changed', 'Ben']]],
      ['Undone but for caption 20: Ben deleted it after you.', [['s20', 'deleted', 'Ben']]],
      [
        'Undone but for captions 20 and 21: Ben and Cleo changed them after you.',
        [
          ['s20', 'changed', 'Ben'],
          ['s21', 'deleted', 'Cleo'],
        ],
      ],
      ['Undone but for a caption: it is no longer in the document.', [['gone', 'missing', '']]],
    ] as const)('%s', (words, left) => {
      const step = stepOf('a', 's1', 's2')
      const outcome = { made: step.changes, rest: [], left: left.map(([id, why, by]) => ({ id, why, by })) }

      expect(textOf(outcomeInWords('undo', step, outcome, naming))).toBe(words)
    })

    test('where nothing was done', () => {
      const outcome = { made: [], rest: [], left: [{ id: 's20', why: 'changed', by: 'Ben' }] } as const

      expect(textOf(outcomeInWords('redo', stepOf('a', 's20'), outcome, naming))).toBe(
        'Not redone: Ben changed caption 20 after you.',
      )
    })
  })
})
