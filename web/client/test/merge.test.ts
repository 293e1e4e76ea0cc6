import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jsonMerger } from '../src/merge/json.ts'
import {
  canKeepBoth,
  cleanMerge,
  contentOf,
  type MergePart,
  type Merger,
  partOf,
  rebase,
  type Side,
} from '../src/merge/parts.ts'
import { segmentMerger } from '../src/merge/segment.ts'
import { lineMerger, textMerger, wordMerger } from '../src/merge/text.ts'
import { randomOf } from './random.ts'

const SEED = Number(process.env.HOLDFAST_SEED ?? Date.now() % 1_000_000_000)
const RUNS = 500
const SIDES: readonly Side[] = ['mine', 'theirs', 'both']

function merged<T>(merger: Merger<T>, base: T, mine: T, theirs: T): readonly MergePart[] {
  return merger.merge?.(base, mine, theirs) ?? []
}

function chosen<T>(merger: Merger<T>, [base, mine, theirs]: readonly [T, T, T], side: Side): T | null {
  const pieces = rebase(merged(merger, base, mine, theirs), side)
  return pieces && merger.compose(pieces, theirs)
}

const disputed = (parts: readonly MergePart[]) =>
  parts.filter(({ conflict }) => conflict).map(({ facet, mine, theirs }) => [facet, mine, theirs])

/** The rows of a file of examples that the tests of the server read, too. */
function rowsOf(file: string): readonly string[][] {
  const url = new URL(`../../../domain/src/test/resources/dev/holdfast/domain/${file}`, import.meta.url)
  return readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll('\\n', '\n')))
}

describe('words', () => {
  test.each([
    ['one two three', 'ONE two three', 'one two THREE', 'ONE two THREE'],
    ['one two', 'one', 'one two', 'one'],
    ['one', 'one', 'one two', 'one two'],
    ['one two', 'one 2', 'one 2', 'one 2'],
    ['', 'mine', '', 'mine'],
    ['a\r\nb c', 'A\r\nb c', 'a\r\nb C', 'A\r\nb C'],
    ['one, two', 'one; two', 'one, zwei', 'one; zwei'],
  ])('%j changed to %j and %j are merged without a choice', (base, mine, theirs, both) => {
    for (const side of SIDES) {
      expect(chosen(wordMerger, [base, mine, theirs], side)).toBe(both)
    }
  })

  test('that both changed follow the choice, and the others stay merged', () => {
    const texts = ['I can here it now', 'I can feel it today', 'We can hear it now'] as const

    expect(disputed(merged(wordMerger, ...texts))).toEqual([['text', 'feel', 'hear']])
    expect(SIDES.map((side) => chosen(wordMerger, texts, side))).toEqual([
      'We can feel it today',
      'We can hear it today',
      'We can hear feel it today',
    ])
  })

  test('inserted at the same place are both kept in order, theirs first', () => {
    expect(chosen(wordMerger, ['One', 'One\nmine', 'One\nhers'], 'both')).toBe('One\nhers\nmine')
    expect(chosen(wordMerger, ['a', 'a\nmine', 'a\nhers'], 'both')).toBe('a\nhers\nmine')
    expect(chosen(wordMerger, ['other', 'same', 'same'], 'both')).toBe('same')
    expect(chosen(wordMerger, ['', 'mine', 'theirs'], 'both')).toBe('theirs\nmine')
    expect(chosen(wordMerger, ['a\r\none', 'a\r\nmine', 'a\r\ntheirs'], 'both')).toBe('a\r\ntheirs\r\nmine')
  })

  test('deleted by one and changed by the other are a conflict', () => {
    expect(disputed(merged(wordMerger, 'one two three', 'one three', 'one TWO three'))).toHaveLength(1)
  })
})

describe('settings of a cue', () => {
  const cue = (settings = '') => `00:01.000 --> 00:02.000${settings === 'none' ? '' : ` ${settings}`}\nwords`

  /** The server has the same test with the same settings. */
  test.each(rowsOf('webvtt/settings.csv'))('are merged by name: %s | %s | %s', (...cells) => {
    const [base, mine, theirs, keepMine, takeTheirs, conflicts] = cells
    const texts = [cue(base), cue(mine), cue(theirs)] as const

    expect(chosen(segmentMerger, texts, 'mine')).toBe(cue(keepMine))
    expect(chosen(segmentMerger, texts, 'theirs')).toBe(cue(takeTheirs))
    expect(disputed(merged(segmentMerger, ...texts))).toHaveLength(Number(conflicts))
  })
})

describe('conflicts of words', () => {
  const texts = rowsOf('merge/conflicts.csv')

  /** The server has the same test with the same texts. */
  test.each(texts)('make no text that nobody wrote: %s', (_, ...cells) => {
    const [base = '', mine = '', theirs = '', keepMine, takeTheirs, keepBoth, conflicts] = cells

    expect(SIDES.map((side) => chosen(wordMerger, [base, mine, theirs], side))).toEqual([
      keepMine,
      takeTheirs,
      keepBoth,
    ])
    expect(disputed(merged(wordMerger, base, mine, theirs))).toHaveLength(Number(conflicts))
    expect(chosen(wordMerger, [base, theirs, mine], 'theirs')).toBe(keepMine)
  })

  test('share white space at one end only, where a side has no more', () => {
    const texts = [' one two three four ', ' Kim was here today ', ' '] as const

    expect(SIDES.slice(0, 2).map((side) => chosen(wordMerger, texts, side))).toEqual([' Kim was here today ', ' '])
  })

  test('do not arise where a side wrote all anew and the other left that alone', () => {
    expect(cleanMerge(wordMerger, 'One two three.\nFour', 'Kim was here.\nFour', 'One two three.\nFour!')).toBe(
      'Kim was here.\nFour!',
    )
  })
})

test('lines conflict as a whole', () => {
  const texts = ['a b\n-\nc d\n', 'A b\n-\nc d\n', 'a B\n-\nc D\n'] as const

  expect(disputed(merged(lineMerger, ...texts))).toEqual([['text', 'A b\n', 'a B\n']])
  expect(chosen(lineMerger, texts, 'mine')).toBe('A b\n-\nc D\n')
})

test('texts with little in common and of any length are merged within moments', () => {
  const long = (word: string) => Array.from({ length: 20_000 }, (_, index) => `${word}${index}`).join(' ')

  expect(disputed(merged(wordMerger, long('a'), long('b'), long('c'))).length).toBeGreaterThan(0)
  expect(chosen(wordMerger, [long('a'), `${long('a')} mine`, `theirs ${long('a')}`], 'theirs')).toBe(
    `theirs ${long('a')} mine`,
  )
})

describe('JSON objects', () => {
  const merger = jsonMerger<Record<string, unknown>>()

  test('are merged key by key, with keys that are added and removed', () => {
    const base = { title: 'A', language: 'en', tags: ['x'], gone: 1, kept: null }
    const mine = { title: 'My A', language: 'en', tags: ['x'], kept: null, added: { by: 'me' } }
    const theirs = { title: 'Their A', language: 'de', tags: ['x', 'y'], gone: 1, kept: null }

    expect(disputed(merged(merger, base, mine, theirs))).toEqual([['title', 'My A', 'Their A']])
    expect(chosen(merger, [base, mine, theirs], 'mine')).toEqual({
      title: 'My A',
      language: 'de',
      tags: ['x', 'y'],
      kept: null,
      added: { by: 'me' },
    })
    expect(chosen(merger, [base, mine, theirs], 'theirs')).toMatchObject({ title: 'Their A', added: { by: 'me' } })
  })

  test('have no both, and each key can be chosen on its own', () => {
    const parts = merged(merger, { a: 1, b: 1 }, { a: 2, b: 2 }, { a: 3, b: 3 })
    const pieces = rebase(parts, { facets: { a: 'mine', b: 'theirs' } })

    expect(rebase(parts, 'both')).toBeNull()
    expect(canKeepBoth(parts)).toBe(false)
    expect(rebase(parts, { facets: { a: 'mine' } })).toBeNull()
    expect(pieces && merger.compose(pieces, {})).toEqual({ a: 2, b: 3 })
  })

  test('of which one side removed a key that the other changed conflict', () => {
    const values: [object, object, object] = [{ a: 1 }, {}, { a: 2 }]

    expect(chosen(jsonMerger<object>(), values, 'mine')).toEqual({})
    expect(chosen(jsonMerger<object>(), values, 'theirs')).toEqual({ a: 2 })
  })
})

describe('a cue', () => {
  const cue = (start: string, end: string, text: string, more: { id?: string; settings?: string } = {}) =>
    `${more.id === undefined ? '' : `${more.id}\n`}${start} --> ${end}${more.settings ?? ''}\n${text}`

  test('keeps the times of one and takes the words of the other', () => {
    const base = cue('00:01.000', '00:02.000', 'one two')
    const mine = cue('00:01.000', '00:02.000', 'one mine')
    const theirs = cue('01:01.000', '01:02.000', 'one theirs', { id: 'intro', settings: ' line:0' })

    expect(disputed(merged(segmentMerger, base, mine, theirs))).toEqual([['text', 'mine', 'theirs']])
    expect(SIDES.map((side) => chosen(segmentMerger, [base, mine, theirs], side))).toEqual([
      cue('01:01.000', '01:02.000', 'one mine', { id: 'intro', settings: ' line:0' }),
      cue('01:01.000', '01:02.000', 'one theirs', { id: 'intro', settings: ' line:0' }),
      cue('01:01.000', '01:02.000', 'one theirs mine', { id: 'intro', settings: ' line:0' }),
    ])
  })

  test('whose start both changed has no both, and start and words are chosen apart', () => {
    const base = cue('00:01.000', '00:09.000', 'one')
    const mine = cue('00:02.000', '00:09.000', 'mine')
    const theirs = cue('00:03.000', '00:10.000', 'theirs')
    const parts = merged(segmentMerger, base, mine, theirs)

    expect(parts.filter(({ conflict }) => conflict).map(({ facet }) => facet)).toEqual(['start', 'text'])
    expect(rebase(parts, 'both')).toBeNull()
    const pieces = rebase(parts, { facets: { start: 'mine', text: 'both' } })
    expect(pieces && segmentMerger.compose(pieces, theirs)).toBe(cue('00:02.000', '00:10.000', 'theirs\nmine'))
  })

  test('whose time the other side only writes in another way keeps the new time', () => {
    const base = cue('00:01.000', '00:02.000', 'one')
    const mine = cue('00:01.500', '00:02.000', 'one')
    const theirs = cue('00:00:01.000', '00:00:02.000', 'two')

    expect(chosen(segmentMerger, [base, mine, theirs], 'theirs')).toBe(cue('00:01.500', '00:00:02.000', 'two'))
  })

  test('that became another block is merged by words', () => {
    expect(
      chosen(segmentMerger, [cue('00:01.000', '00:02.000', 'a'), 'NOTE a', cue('00:01.000', '00:02.000', 'a')], 'mine'),
    ).toBe('NOTE a')
  })
})

/** A random text of few words, so that the sides often change the same ones. */
function textOf(random: ReturnType<typeof randomOf>): string {
  return Array.from({ length: random.below(7) }, () => random.of(['a', 'b', 'c', ' ', ' ', '\n', ', ', '\r\n'])).join(
    '',
  )
}

function cueOf(random: ReturnType<typeof randomOf>): string {
  const time = () => random.of(['00:01.000', '00:02.000', '00:00:03.000'])
  const head = `${random.of(['', '', 'id\n', '7\n'])}${time()}${random.of([' --> ', '  -->\t'])}${time()}`
  return `${head}${random.of(['', ' line:0', ' align:left'])}${random.chance(0.9) ? `\n${textOf(random)}` : ''}`
}

const MERGERS: readonly (readonly [string, Merger<string>, (random: ReturnType<typeof randomOf>) => string])[] = [
  ['words', wordMerger, textOf],
  ['lines', lineMerger, textOf],
  ['segments', segmentMerger, cueOf],
]

test.each(MERGERS)(
  'the parts of %s are the whole of each side, and one change alone is taken as it is',
  (_, merger, any) => {
    for (let run = 0; run < RUNS; run++) {
      const random = randomOf(SEED + run)
      const texts = [any(random), any(random), any(random)] as const
      const [base, mine, theirs] = texts
      const parts = merged(merger, ...texts)
      const whole = (side: 'base' | 'mine' | 'theirs') => parts.map((part) => contentOf(part, side)).join('')
      const hint = `HOLDFAST_SEED=${SEED + run} ${JSON.stringify(texts)}`

      expect([whole('base'), whole('mine'), whole('theirs')], hint).toEqual(texts)
      for (const side of SIDES) {
        expect(chosen(merger, [base, mine, base], side), hint).toBe(mine)
        expect(chosen(merger, [base, base, theirs], side), hint).toBe(theirs)
        expect(chosen(merger, [base, mine, mine], side), hint).toBe(mine)
      }
      for (const part of parts.filter(({ conflict }) => conflict)) {
        expect([part.mine, part.theirs], hint).not.toContain(part.base)
        expect(part.mine, hint).not.toBe(part.theirs)
      }
      if (!parts.some(({ conflict }) => conflict)) {
        expect(chosen(merger, texts, 'mine'), hint).toBe(chosen(merger, texts, 'theirs'))
      }
    }
  },
)

describe('both sides of a conflict', () => {
  const partsOf = (before: string, theirs: string, mine: string, after: string): readonly MergePart[] => [
    { facet: 'text', conflict: false, merged: before },
    { facet: 'text', conflict: true, base: 'x', mine, theirs },
    { facet: 'text', conflict: false, merged: after },
  ]

  test.each([
    ['words within a line', 'a ', 'hers', 'mine', ' b', 'a hers mine b'],
    ['words at the start of a line', '', 'hers', 'mine', ' b', 'hers mine b'],
    ['words at the end of a line', 'a ', 'hers', 'mine', '', 'a hers mine'],
    ['the whole text', '', 'hers', 'mine', '', 'hers\nmine'],
    ['a whole line', 'a\n', 'hers', 'mine', '\nb', 'a\nhers\nmine\nb'],
    ['a line of a text with CRLF', 'a\r\n', 'hers', 'mine', '\r\nb', 'a\r\nhers\r\nmine\r\nb'],
    ['the first line of a text with CRLF', '', 'hers', 'mine', '\r\nb', 'hers\r\nmine\r\nb'],
    ['lines of theirs within a line', 'a ', 'h\nh', 'm', ' b', 'a h\nh\nm b'],
    ['lines of mine within a line', 'a ', 'h', 'm\nm', ' b', 'a h\nm\nm b'],
    ['theirs with a blank at its end', 'a', 'hers ', 'mine', 'b', 'ahers mineb'],
    ['theirs with a blank within', 'a ', 'her own', 'mine', ' b', 'a her own mine b'],
    ['mine with a blank at its start', 'a ', 'hers', ' mine', '', 'a hers mine'],
    ['mine with a blank within', 'a ', 'hers', 'my own', ' b', 'a hers my own b'],
    ['a removal by them', 'a ', '', 'mine', ' b', 'a mine b'],
    ['a removal by me', 'a ', 'hers', '', ' b', 'a hers b'],
  ])('%s are kept one after the other, theirs first', (_, before, theirs, mine, after, both) => {
    const parts = partsOf(before, theirs, mine, after)

    expect(rebase(parts, 'both')?.map(({ content }) => content)).toEqual([
      before,
      both.slice(before.length, both.length - after.length),
      after,
    ])
    expect(canKeepBoth(parts)).toBe(true)
  })

  test('are not kept of a facet that has no words', () => {
    const time: MergePart = { facet: 'start', conflict: true, base: '1', mine: '2', theirs: '3' }
    const number: MergePart = { facet: 'text', conflict: true, base: 1, mine: 2, theirs: 3 }

    for (const part of [time, number, { ...number, mine: 'm' }, { ...number, theirs: 't' }]) {
      expect(rebase([part], 'both')).toBeNull()
      expect(canKeepBoth([part])).toBe(false)
    }
    expect(canKeepBoth([{ facet: 'start', conflict: false, merged: '1' }])).toBe(true)
  })
})

test('a side that is absent from a part has the merged content', () => {
  const part: MergePart = { facet: 'text', conflict: false, merged: 'a', theirs: 'b' }

  expect([contentOf(part, 'base'), contentOf(part, 'mine'), contentOf(part, 'theirs')]).toEqual(['a', 'a', 'b'])
})

test('a part is in conflict if each side changed it in its own way', () => {
  const outcome = (base: unknown, mine: unknown, theirs: unknown) => {
    const { conflict, merged } = partOf('key', base, mine, theirs)
    return conflict ? 'conflict' : merged
  }

  expect(outcome('a', 'a', 'b')).toBe('b')
  expect(outcome('a', 'b', 'a')).toBe('b')
  expect(outcome('a', 'b', 'b')).toBe('b')
  expect(outcome('a', 'b', 'c')).toBe('conflict')
  expect(partOf('key', 'a', 'b', 'c')).toEqual({ facet: 'key', conflict: true, base: 'a', mine: 'b', theirs: 'c' })
  expect(partOf('key', [1], [1], [2])).toMatchObject({ conflict: false, merged: [2] })
})

describe('insertions at the edge of another change', () => {
  const byLetter = (edges?: 'joined' | 'apart') => textMerger((text) => [...text], edges)

  test.each([
    ['after a replacement', 'abc', 'axc', 'ab1c', 'ax1c'],
    ['before a replacement', 'abc', 'axc', 'a1bc', 'a1xc'],
    ['after a removal', 'abc', 'a', 'abcd', 'ad'],
  ])('%s are a conflict, or by another rule apart', (_, base, mine, theirs, merged) => {
    expect(cleanMerge(byLetter(), base, mine, theirs)).toBeNull()
    expect(cleanMerge(byLetter('apart'), base, mine, theirs)).toBe(merged)
    expect(cleanMerge(byLetter('apart'), base, theirs, mine)).toBe(merged)
  })

  test('two at one place are a conflict by either rule', () => {
    expect(cleanMerge(byLetter(), 'ab', 'a1b', 'a2b')).toBeNull()
    expect(cleanMerge(byLetter('apart'), 'ab', 'a1b', 'a2b')).toBeNull()
  })
})

test('digits of a time that is not valid are not merged with those of another', () => {
  const at = (start: string) => `${start} --> 00:02.000\none`

  expect(cleanMerge(segmentMerger, at('1:00:01.250'), at('1:00:01.300'), at('1:00:09.250'))).toBeNull()
  expect(cleanMerge(segmentMerger, at('00:1.0'), at('00:1.5'), at('00:7.0'))).toBeNull()
})

test('a merger without a merge has no clean one', () => {
  expect(cleanMerge({ compose: () => 'x' }, 'a', 'b', 'c')).toBeNull()
})
