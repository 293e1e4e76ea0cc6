import { describe, expect, test } from 'vitest'
import { cueOf, shownOf, withText, withTimes, withTimesOf, withTyped } from '../src/cue/block.ts'
import { charactersPerSecond, checksOf, DEFAULT_PROFILE, inWords, levelOf, PROFILES } from '../src/cue/checks.ts'
import { formatTime, parseTime } from '../src/cue/time.ts'
import { cursorAfter, wordDiff } from '../src/cue/words.ts'

describe('a time', () => {
  test.each([
    [0, '00:00.000'],
    [61_005, '01:01.005'],
    [3_600_000, '01:00:00.000'],
    [360_000_000, '100:00:00.000'],
  ])('%i is written %s and read again', (milliseconds, text) => {
    expect(formatTime(milliseconds)).toBe(text)
    expect(parseTime(text)).toBe(milliseconds)
  })

  test.each([
    ['1:02.5', 62_500],
    ['62.5', 62_500],
    ['00:01:02,500', 62_500],
    [' 5 ', 5_000],
    ['1:75', null],
    ['1:', null],
    ['-1', null],
    ['', null],
  ])('typed as %j is %j', (typed, milliseconds) => {
    expect(parseTime(typed)).toBe(milliseconds)
  })
})

describe('a block', () => {
  const block = 'intro\r\n00:01.000  -->\t01:00:02.000 align:start\r\nOne\r\ntwo'

  test('is read', () => {
    expect(cueOf(block)).toEqual({
      identifier: 'intro',
      start: 1_000,
      end: 3_602_000,
      settings: 'align:start',
      text: 'One\ntwo',
    })
  })

  test('with hours of one digit is a cue, and keeps their spelling', () => {
    expect(cueOf('1:00:01.250 --> 1:00:02.000\nOne')).toMatchObject({ start: 3_601_250, end: 3_602_000 })
    expect(withTimes('1:00:01.250 --> 1:00:02.000\nOne', { end: 3_603_000 })).toBe('1:00:01.250 --> 01:00:03.000\nOne')
  })

  test('with another text keeps every other character', () => {
    expect(withText(block, 'New\nlines')).toBe('intro\r\n00:01.000  -->\t01:00:02.000 align:start\r\nNew\r\nlines')
  })

  test('with another time keeps the rest of its line', () => {
    expect(withTimes(block, { end: 2_500 })).toBe('intro\r\n00:01.000  -->\t00:02.500 align:start\r\nOne\r\ntwo')
  })

  test('with the times of another keeps the rest, and takes them as they are written', () => {
    expect(withTimesOf(block, '00:00:04.000 --> 5\nx')).toBe(block)
    expect(withTimesOf(block, '00:00:04.000 --> 00:05.000 line:0\nx')).toBe(
      'intro\r\n00:00:04.000  -->\t00:05.000 align:start\r\nOne\r\ntwo',
    )
  })

  test.each(['One\n\ntwo', '', 'a --> b', '\n', 'One\n'])('takes any text and gives it back: %j', (text) => {
    expect(cueOf(withText('00:01.000 --> 00:02.000\nx', text))?.text).toBe(text)
  })

  test.each(['NOTE 1 --> 2', 'STYLE', '', 'a\nb\n00:01.000 --> 00:02.000\nx', '00:61.000 --> 00:62.000'])(
    '%j is no cue',
    (content) => {
      expect(cueOf(content)).toBeNull()
      expect(withText(content, 'x')).toBe('x')
    },
  )
})

describe('the checks', () => {
  const cue = (start: number, end: number, text: string) => ({ identifier: null, settings: '', start, end, text })

  test('find nothing in a plain cue', () => {
    expect(checksOf(cue(0, 2_000, 'Hello there.'), null)).toEqual([])
  })

  test('count characters as they are read: without tags, references as one, an emoji as one', () => {
    expect(charactersPerSecond(cue(0, 1_000, '<i>Tom</i> &amp; 😀'))).toBe(7)
  })

  test('name what is too long, too fast, too short, too close, or over another', () => {
    const words = (...args: Parameters<typeof checksOf>) => checksOf(...args).map(inWords)

    expect(words(cue(500, 1_000, `${'x'.repeat(50)}\na\nb`), 600)).toEqual([
      '50 characters in a line (at most 42)',
      '3 lines (at most 2)',
      '104 characters per second (at most 20)',
      'Shown for 0.5 s (at least 0.83)',
      'Overlaps one before by 0.1 s',
    ])
    expect(words(cue(2_000, 1_000, 'x'), null)).toEqual(['Ends before it starts'])
    expect(words(cue(0, 8_000, 'x'), null)).toEqual(['Shown for 8 s (at most 7)'])
    expect(words(cue(1_000, 2_000, 'x'), 1_000)).toEqual(['No gap after the one before'])
    expect(words(cue(1_000, 2_000, 'x'), 958)).toEqual(['42 ms after the one before (at least 83)'])
    expect(words(cue(1_000, 2_000, 'x'), 917)).toEqual([])
  })

  test('are stricter for those who read more slowly', () => {
    const [adults, children] = PROFILES.map((profile) => checksOf(cue(0, 1_000, 'Fifteen letters'), null, profile))

    expect(adults).toEqual([])
    expect(children).toEqual([{ rule: 'characters-per-second', value: 15, limit: 13 }])
    expect(PROFILES[0]).toBe(DEFAULT_PROFILE)
  })

  test('of unknown rules are shown in the words of the server', () => {
    expect(inWords({ rule: 'syntax', message: 'the tag <x> is unknown' })).toBe('The tag <x> is unknown')
  })
})

describe('words', () => {
  test('show what was added and removed', () => {
    expect(wordDiff('one two three', 'one 2 three').filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'two' },
      { kind: 'added', text: '2' },
    ])
  })

  test('that have little in common are shown as a whole', () => {
    expect(wordDiff('This is it here', 'Something is other')).toEqual([
      { kind: 'removed', text: 'This is it here' },
      { kind: 'same', text: '\n' },
      { kind: 'added', text: 'Something is other' },
    ])
  })

  test.each([
    ['one two', 'one and two', 3, 3],
    ['one two', 'one and two', 7, 11],
    ['one two', 'zero one two', 7, 12],
    ['one two', 'one', 7, 3],
  ])('keep the cursor: %j becomes %j, %i becomes %i', (before, after, cursor, expected) => {
    expect(cursorAfter(before, after, cursor)).toBe(expected)
  })
})

describe('long and hostile texts', () => {
  /** CPU time for a text 8 times as long, in times of the shorter one's: about 8 in proportion, 64 with its square. */
  function growth(size: number, work: (size: number) => void): number {
    const least = (of: number) => {
      let least = Number.POSITIVE_INFINITY
      for (let round = 0; round < 5; round++) {
        const before = process.cpuUsage()
        work(of)
        least = Math.min(least, process.cpuUsage(before).user)
      }
      return least
    }
    least(size) // compiles it
    // Again where a busy computer may have disturbed it: no measurement makes the square look proportional.
    let growth = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < 3 && growth >= LIMIT; attempt++) {
      growth = Math.min(growth, least(8 * size) / Math.max(1, least(size)))
    }
    return growth
  }
  const LIMIT = 32
  const words = (count: number, name: string) => Array.from({ length: count }, (_, at) => `${name}${at}`).join(' ')
  const timed = (text: string) => ({ identifier: null, settings: '', start: 0, end: 2_000, text })

  test.each([
    ['<', '<'],
    ['<b ', '<b '],
    ['&', '&'],
    ['a\n', 'a\n'],
  ])('are checked in a time that grows with their length: %j', (_, part) => {
    expect(growth(4_000, (size) => void checksOf(timed(part.repeat(size)), null))).toBeLessThan(LIMIT)
  })

  test.each(['<', '<b ', '&', '&amp;', '&lt;', '-->', 'a\n'])('are written and shown likewise: %j', (part) => {
    const head = '00:01.000 --> 00:02.000\n'
    expect(
      growth(1_000, (size) => {
        const block = head + part.repeat(size)
        withTyped(block, block, `${shownOf(block)}!`)
      }),
    ).toBeLessThan(LIMIT)
  })

  test('of a hundred thousand lines are checked', () => {
    expect(checksOf(timed('a\n'.repeat(200_000)), null).map(({ rule }) => rule)).toContain('lines')
  })

  test('that have nothing in common are compared in a bounded time', () => {
    expect(growth(600, (size) => void wordDiff(words(size, 'a'), words(size, 'b')))).toBeLessThan(LIMIT)
  })

  test('are compared word by word where they differ little', () => {
    const long = words(5_000, 'a')
    expect(wordDiff(long, long.replace('a2500 ', 'other ')).filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: 'a2500' },
      { kind: 'added', text: 'other' },
    ])
  })

  test('whose difference is not looked for are shown whole, and nothing of them is missing', () => {
    const [before, after] = [`${words(2_000, 'a')} end`, `${words(2_000, 'b')} end`]
    const pieces = wordDiff(before, after)

    expect(
      pieces
        .filter(({ kind }) => kind !== 'added')
        .map(({ text }) => text)
        .join(''),
    ).toContain(words(2_000, 'a'))
    expect(
      pieces
        .filter(({ kind }) => kind !== 'removed')
        .map(({ text }) => text)
        .join(''),
    ).toContain(words(2_000, 'b'))
  })
})

test.each([
  [42, 42, 'near'],
  [43, 42, 'over'],
  [35, 42, 'fine'],
  [36, 42, 'near'],
] as const)('%i of at most %i is %s', (value, limit, level) => {
  expect(levelOf(value, limit)).toBe(level)
})
