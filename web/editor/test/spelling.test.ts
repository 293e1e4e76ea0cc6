import { describe, expect, test } from 'vitest'
import { cueOf, shownOf, withTyped } from '../src/cue/block.ts'
import { openTag, shownText, withoutOpenTags, writtenOffset, writtenText } from '../src/cue/spelling.ts'

/** Written as a person types it, from nothing. */
const typed = (text: string) => writtenText(text, '', '\n')

describe('typed text', () => {
  test.each([
    ['Tom & Jerry', 'Tom &amp; Jerry'],
    ['AT&T', 'AT&amp;T'],
    ['1 < 2', '1 &lt; 2'],
    ['I <3 you', 'I &lt;3 you'],
    ['<', '&lt;'],
    ['a --> b', 'a --&gt; b'],
    ['<- here', '&lt;- here'],
    ['2 > 1', '2 > 1'],
    ['<font color=red>x</font>', '&lt;font color=red>x&lt;/font>'],
    ['<x & y>', '&lt;x &amp; y>'],
    ['3 < 5 and 7 > 2', '3 &lt; 5 and 7 > 2'],
    ['&copy right', '&amp;copy right'],
  ])('%s is written %s, and shown as it was typed', (text, written) => {
    expect(typed(text)).toBe(written)
    expect(shownText(written)).toBe(text)
  })

  test.each([
    '<i>x</i>',
    '<v Name>x',
    '<v.loud Ms. Name>x</v>',
    '<b.class.other>x</b>',
    '<c.yellow>x</c>',
    '<ruby>x<rt>y</rt></ruby>',
    '<lang en-GB>x</lang>',
    'a <00:01.500>b <01:00:01.500>c',
    'x&nbsp;y&lrm;',
    'One\ntwo',
  ])('%s is markup, written and shown as it is', (text) => {
    expect(typed(text)).toBe(text)
    expect(shownText(text)).toBe(text)
  })

  test('as a reference is a reference', () => {
    expect(typed('&amp;')).toBe('&amp;')
    expect(shownText('&amp;')).toBe('&')
  })
})

describe('the text of a file', () => {
  test.each([
    ['Tom &amp; Jerry &lt;3 &#233;&#x2014; &quot;x&quot; --&gt;', 'Tom & Jerry <3 é— "x" -->'],
    ['&lt;i&gt;', '&lt;i>'],
    ['&amp;nbsp;', '&amp;nbsp;'],
    ['&amp;amp;', '&amp;amp;'],
    ['&#10;&#xa0;&nbsp;', '&#10;&#xa0;&nbsp;'],
    ['&lt;v ', '<v '],
    [`&lt;v ${'x'.repeat(300)}>`, `&lt;v ${'x'.repeat(300)}>`],
    ['a\r\nb\rc', 'a\nb\nc'],
  ])('%j is shown as %j', (written, shown) => {
    expect(shownText(written)).toBe(shown)
  })

  test.each([
    'Tom & Jerry < 3 > 2 AT&T &amp; R&D',
    '<- Where?\n< There.',
    'A --&gt; B and <unknown>words</unknown>',
    '<font color="red">x</font> &copy &AMP &#38; &#169; &gt;',
    'one\r\ntwo\nthree\rfour',
    '<i>open and <v Bob\nX>y',
    '&lt;i&gt;&amp;lt;&amp;amp;lt;',
  ])('%j stays as it is when nothing was typed', (written) => {
    expect(writtenText(shownText(written), written, '\n')).toBe(written)
  })

  test('stays as it is beside what was typed', () => {
    const origin = '<font>Tom</font> & Jerry &#38; co\r\nAT&T\rend'
    const shown = shownText(origin)

    expect(writtenText(shown.replace('co', 'c&o'), origin, '\r\n')).toBe(origin.replace('co', 'c&amp;o'))
    expect(writtenText(`${shown}\nmore`, origin, '\r\n')).toBe(`${origin}\r\nmore`)
    expect(writtenText(`x${shown}y`, origin, '\n')).toContain('<font>Tom</font>')
  })

  test('is never made markup by what is typed beside it', () => {
    expect(writtenText('AT&lt', 'AT&T', '\n')).toBe('AT&amp;lt')
    expect(writtenText('a -->', 'a >', '\n')).toBe('a --&gt;')
  })

  test('keeps its meaning whatever is typed into it', () => {
    let seed = 20_261_126
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    const parts = [
      '&',
      'amp;',
      'lt',
      ';',
      '<',
      '>',
      '--',
      'i',
      '/',
      ' ',
      'x',
      '&amp;',
      '&lt;',
      '<b>',
      '\n',
      '#',
      '3',
      '.',
    ]
    const text = () => Array.from({ length: random(8) }, () => parts[random(parts.length)]).join('')
    for (let round = 0; round < 5_000; round++) {
      const origin = writtenText(text(), '', '\n')
      const shown = shownText(origin)
      const at = random(shown.length + 1)
      const next = shown.slice(0, at) + text() + shown.slice(at + random(3))

      const written = withoutOpenTags(writtenText(next, origin, '\n'))

      const about = JSON.stringify({ round, origin, shown, next, written })
      expect(written, about).not.toContain('-->')
      expect(meaning(written), about).toBe(meaning(withoutOpenTags(writtenText(next, '', '\n'))))
      expect(writtenText(shown, origin, '\n'), about).toBe(origin)
    }
  })
})

/** The text as players show it: the words, and each tag as its own. */
function meaning(written: string): string {
  return written.replaceAll('&lt;', '‹').replaceAll('&gt;', '>').replaceAll('&amp;', '+')
}

describe('a tag that is not closed yet', () => {
  test.each(['<i', '<b.lo', '<v Nam', '</i', '</', '<ru', 'x <00:0', '<i x\ny'])('%j waits', (text) => {
    expect(openTag(typed(text))).not.toBeNull()
    expect(openTag(withoutOpenTags(typed(text)))).toBeNull()
    expect(shownText(withoutOpenTags(typed(text)))).toBe(text)
  })

  test.each(['<', '< ', 'I <3', '<x', '<i>', 'a <b>c</b>', '&lt;i'])('%j does not', (text) => {
    expect(openTag(typed(text))).toBeNull()
  })

  test('in a text that the file writes as text stays text', () => {
    expect(writtenText('a <b c', 'a &lt;b', '\n')).toBe('a &lt;b c')
  })
})

test.each([
  ['Tom &amp; Jerry', 5, 9],
  ['Tom &amp; Jerry', 4, 4],
  ['<i>x</i> y', 4, 4],
  ['&lt;&lt;', 1, 4],
  ['&lt;', 1, 4],
])('in %j the place %i of what is shown is %i', (written, shown, expected) => {
  expect(writtenOffset(written, shown)).toBe(expected)
})

describe('a block', () => {
  const block = 'intro\r\n00:01.000  -->\t01:00:02.000 align:start\r\nTom &amp; <i>Jerry</i>\r\ntwo'

  test('is shown as its words, and takes typed ones', () => {
    expect(shownOf(block)).toBe('Tom & <i>Jerry</i>\ntwo')
    expect(withTyped(block, block, 'Tom & <i>Jerry</i> & co\ntwo')).toBe(block.replace('</i>', '</i> &amp; co'))
    expect(withTyped(block, block, '')).toBe('intro\r\n00:01.000  -->\t01:00:02.000 align:start')
    expect(withTyped(block, block, shownOf(block))).toBe(block)
  })

  test('that is no cue is shown and written as it is, line breaks included', () => {
    expect(shownOf('NOTE\r\na & b\rc')).toBe('NOTE\na & b\nc')
    expect(withTyped('NOTE\r\na & b\rc', 'NOTE\r\na & b\rc', 'NOTE\na & b!\nc')).toBe('NOTE\r\na & b!\rc')
  })

  test.each(['One\n\ntwo', '', '\n', 'One\n'])('takes any lines and gives them back: %j', (text) => {
    const origin = '00:01.000 --> 00:02.000\nx'
    expect(cueOf(withTyped(origin, origin, text))?.text).toBe(text)
  })
})
