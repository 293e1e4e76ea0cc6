import { expect, test } from 'vitest'
import { acrossSplit, withMovedWords } from '../src/features/editing/movedWords.ts'

test.each([
  ['One\nTwo', 'Two', 'Two, more', 'One\nTwo, more'],
  ['One\nTwo', 'Two', 'Zwei', 'One\nZwei'],
  ['One\nTwo', 'Two', '', 'One\n'],
  ['One Two three', 'Two', 'Two!', 'One Two! three'],
])('the words of a joined caption go to their place: %j, %j changed to %j', (target, before, mine, expected) => {
  expect(withMovedWords(target, before, mine)).toBe(expected)
})

test.each([
  ['changed since', 'One\ndeux trois', 'two three', 'two THREE', ['deux trois', 'THREE']],
  ['twice in it', 'ha ha', 'ha', 'ha mine', ['ha ha', 'mine']],
  ['not there', 'One', '', 'mine', ['One', 'mine']],
])('words whose place is %s are added, and nothing is taken away', (_, target, before, mine, expected) => {
  const text = withMovedWords(target, before, mine)

  for (const words of expected) {
    expect(text).toContain(words)
  }
})

test.each([
  ['six one seven', 'one two three four five', 'one two three 4 five', 'six one seven 4'],
  ['six', 'one two', 'one new two', 'six\nnew'],
  ['six', 'one two', 'one', 'six'],
])(
  'words that someone else took away since do not come back: %j, %j changed to %j',
  (target, before, mine, expected) => {
    expect(withMovedWords(target, before, mine)).toBe(expected)
  },
)

test.each([
  [
    ['one two three', 'four five six'],
    'one two three four five six',
    'ONE two three four five SIX',
    ['ONE two three', 'four five SIX'],
  ],
  [['one', 'two'], 'one\ntwo', 'one\ntwo, more', ['one', 'two, more']],
  [['one', 'two', 'three'], 'one two three', 'one 2 three', ['one', '2', 'three']],
  [['one', 'zwei'], 'one two', 'ONE two', ['ONE', 'zwei']],
])('words of a split caption go to the part that has them: %j', (texts, before, mine, expected) => {
  expect(acrossSplit(texts, before, mine)).toEqual(expected)
})

test('a change across the split belongs to no part', () => {
  expect(acrossSplit(['one two', 'three four'], 'one two three four', 'one 2-3 four')).toBeNull()
})
