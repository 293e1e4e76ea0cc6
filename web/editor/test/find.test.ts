import { expect, test } from 'vitest'
import { find, replaced } from '../src/features/replace/find.ts'

const cue = (text: string) => `intro\n00:01.000 --> 00:02.000 line:0\n${text}`
const countIn = (content: string, wanted: string) => find([{ id: 'one', content }], wanted, false)[0]?.count ?? 0

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
