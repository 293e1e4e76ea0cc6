import { expect, test } from 'vitest'
import { hitsIn, NO_QUERY, patternOf, type Query, replaced as replacedBy } from '../src/cue/find.ts'

const cue = (text: string) => `intro\n00:01.000 --> 00:02.000 line:0\n${text}`

function patternFor(wanted: string, how: Partial<Query> = {}): RegExp {
  return patternOf({ ...NO_QUERY, wanted, ...how }) ?? /(?!)/g
}

const countIn = (content: string, wanted: string, how?: Partial<Query>) =>
  hitsIn(content, patternFor(wanted, how)).length
const replaced = (content: string, wanted: string, by: string, matchCase: boolean) =>
  replacedBy(content, { pattern: patternFor(wanted, { matchCase }), by, isPattern: false })

test.each([
  ['Tom &amp; Jerry', 'Tom & Jerry', 'Tom and Jerry', 'Tom and Jerry'],
  ['Tom and Jerry', 'and', '&', 'Tom &amp; Jerry'],
  ['one and two', 'and', '<', 'one &lt; two'],
  ['one and two', 'and', '-->', 'one --&gt; two'],
  ['<b>bold</b> bob', 'b', 'p', '<b>pold</b> pop'],
  ['<v Bob>I am Bob', 'bob', 'Ben', '<v Bob>I am Ben'],
  ['<font color="red">red</font>', 'red', 'blue', '<font color="red">blue</font>'],
  ['a &#38; b &copy a', 'a', 'c', 'c &#38; b &copy c'],
  ['one\nand\none', 'one', 'two', 'two\nand\ntwo'],
  ['one two\nthree', 'two\nthree', 'four', 'one four'],
  ['x', 'x', 'xx', 'xx'],
  ['x x', 'x', '', ' '],
])('%j: %j is replaced by %j', (text, wanted, by, expected) => {
  expect(replaced(cue(text), wanted, by, false)).toBe(cue(expected))
})

test('words are counted as a person reads them, without those in tags, times and identifiers', () => {
  expect(countIn(cue('<i>i</i> &amp; &lt;i&gt;'), 'i')).toBe(2)
  expect(countIn(cue('Tom &amp; Jerry'), 'amp')).toBe(0)
  expect(countIn(cue('text'), 'intro')).toBe(0)
  expect(countIn(cue('text'), '00')).toBe(0)
})

test('a text that is emptied leaves the times', () => {
  expect(replaced(cue('um'), 'um', '', false)).toBe('intro\n00:01.000 --> 00:02.000 line:0')
})

test('line breaks stay as they are written, in captions and in other texts', () => {
  expect(replaced('00:01.000 --> 00:02.000\r\none\r\none', 'one', 'two', true)).toBe(
    '00:01.000 --> 00:02.000\r\ntwo\r\ntwo',
  )
  expect(replaced('one\r\n\r\n& one', 'one', 'two', true)).toBe('two\r\n\r\n& two')
})

test.each<[string, Partial<Query>, number]>([
  ['rain', {}, 3],
  ['rain', { wholeWord: true }, 1],
  ['RAIN', { matchCase: true }, 0],
  ['r.in', { isPattern: true }, 3],
  ['^the', { isPattern: true }, 2],
  ['x*', { isPattern: true }, 0],
  ['(', { isPattern: true }, 0],
  ['(', {}, 0],
])('%j, %j is found %i times', (wanted, how, count) => {
  expect(countIn(cue('the rain, raining,\nthe <i>rain</i>bow'), wanted, how)).toBe(count)
})

test('a word ends where its letters, marks and digits end, in any script', () => {
  expect(countIn(cue('über über1 u\u0308ber'), 'ber', { wholeWord: true })).toBe(0)
  expect(countIn(cue('дом, дома'), 'дом', { wholeWord: true })).toBe(1)
})

test.each([
  ['(\\w+) (\\w+)', '$2 $1', 'two one <i>three</i>'],
  ['o', '[$&]', '[o]ne tw[o] <i>three</i>'],
  ['(?<a>n)e', '$<a>$$', 'on$ two <i>three</i>'],
  ['one', '$9', '$9 two <i>three</i>'],
])('the regular expression %j is replaced by %j', (wanted, by, expected) => {
  const pattern = patternFor(wanted, { isPattern: true })
  expect(replacedBy(cue('one two <i>three</i>'), { pattern, by, isPattern: true })).toBe(cue(expected))
})

test('one hit of several is replaced, and the others stay', () => {
  const replacing = { pattern: patternFor('o'), by: '0', isPattern: false }
  expect(replacedBy(cue('o &amp; <i>o</i> o'), replacing, 1)).toBe(cue('o &amp; <i>0</i> o'))
  expect(replacedBy('o o', replacing, 1)).toBe('o 0')
})

test('places are those of what is shown', () => {
  expect(hitsIn(cue('a &amp; b'), patternFor('b'))).toEqual([{ at: 4, length: 1 }])
  expect(hitsIn('one\r\ntwo', patternFor('two'))).toEqual([{ at: 4, length: 3 }])
})
