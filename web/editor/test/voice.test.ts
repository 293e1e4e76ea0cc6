import { describe, expect, test } from 'vitest'
import { withBalance } from '../src/cue/balance.ts'
import { shownOf, withTyped } from '../src/cue/block.ts'
import { DEFAULT_PROFILE } from '../src/cue/checks.ts'
import { hitsIn, NO_QUERY, patternOf, replaced } from '../src/cue/find.ts'
import { newFlaw } from '../src/cue/flaws.ts'
import { hueOf, voiceTagOf, withVoiceTag } from '../src/cue/voice.ts'

const TIMES = '00:01.000 --> 00:02.000'
const cue = (text: string) => `${TIMES}\n${text}`
const textOf = (content: string) => content.slice(TIMES.length + 1)

describe('the voice of a cue', () => {
  test.each([
    ['<v Ana>Hello', 'Hello', '<v Ana>'],
    ['<v.loud Ana>Hello</v>', 'Hello', '<v.loud Ana>'],
    ['<v Ana>Hello</v>\n<v Ben>Hi</v>', '<v Ana>Hello</v>\n<v Ben>Hi</v>', ''],
    ['<v Ana>Hello</v> and more', '<v Ana>Hello</v> and more', ''],
    ['Hello <v Ana>you', 'Hello <v Ana>you', ''],
    ['<v Tom &amp; Co>a &amp; b', 'a & b', '<v Tom &amp; Co>'],
  ])('%j is shown as %j', (written, shown, tag) => {
    expect(shownOf(cue(written))).toBe(shown)
    expect(voiceTagOf(cue(written))).toBe(tag)
  })

  test.each(['<v Ana>Hello', '<v.loud Ana>Hello</v>', '<v Ana>a &amp; b</v>', '<v Ana>one</v>\n<v Ben>two</v>'])(
    '%j is the same after its text was typed again',
    (written) => {
      const content = cue(written)
      expect(withTyped(content, content, shownOf(content))).toBe(content)
    },
  )

  test('stays while the text is typed, and where the text is emptied', () => {
    const content = cue('<v Ana>Hello</v>')
    expect(textOf(withTyped(content, content, 'Bye'))).toBe('<v Ana>Bye</v>')
    expect(textOf(withTyped(content, content, ''))).toBe('<v Ana></v>')
  })

  test('can be typed as a tag', () => {
    const content = cue('Hello')
    const typed = withTyped(content, content, '<v Ana>Hello')
    expect(textOf(typed)).toBe('<v Ana>Hello')
    // The box has the tag until it is left.
    expect(textOf(withTyped(typed, content, '<v Ana>Hello!'))).toBe('<v Ana>Hello!')
  })

  test('is no word to find, and stays where words are replaced', () => {
    const pattern = patternOf({ ...NO_QUERY, wanted: 'ana' }) ?? /never/
    const content = cue('<v Ana>Ana banana</v>')
    expect(hitsIn(content, pattern)).toHaveLength(2)
    expect(hitsIn(content, pattern)[0]).toMatchObject({ at: 0 })
    expect(textOf(replaced(content, { pattern: /Ana/g, by: 'Eva', isPattern: false }))).toBe('<v Ana>Eva banana</v>')
  })

  test('hides no empty line at the end of its text', () => {
    const context = { kind: 'cue', mediaType: 'text/vtt' }
    expect(newFlaw(cue('<v Ana>Hello\n</v>'), cue('<v Ana>Hello</v>'), context)?.type).toBe('outerBreak')
    expect(newFlaw(cue('<v Ana>Hello\n\nyou</v>'), cue('<v Ana>Hello</v>'), context)?.type).toBe('emptyLine')
  })

  test('can be written as a tag, which must be one', () => {
    expect(textOf(withVoiceTag(cue('<v Ana>Hello</v>'), '<v.loud Ana>') ?? '')).toBe('<v.loud Ana>Hello</v>')
    expect(withVoiceTag(cue('<v Ana>Hello'), '<b>')).toBeNull()
    expect(withVoiceTag(cue('<v Ana>Hello'), '<v Ana> ')).toBeNull()
  })

  test('has the same colour wherever the name is', () => {
    expect(hueOf('Ana')).toBe(hueOf('Ana'))
    expect(new Set(['Ana', 'Ben', 'Eve', 'Narrator', 'Tom'].map(hueOf)).size).toBeGreaterThan(2)
  })
})

describe('balanced lines', () => {
  const balanced = (text: string) => textOf(withBalance(cue(text), DEFAULT_PROFILE))

  test.each([
    ['Short\nlines', 'Short lines'],
    [
      'My grandmother kept singing the whole time that it rained',
      'My grandmother kept singing\nthe whole time that it rained',
    ],
    [
      'I remember the smell of wet wood, and that my father said nothing',
      'I remember the smell of wet wood,\nand that my father said nothing',
    ],
    ['<v Ana>Short\nlines</v>', '<v Ana>Short lines</v>'],
    [
      '<i>My grandmother kept singing</i> the <c.red big>whole time</c> that it rained',
      '<i>My grandmother kept singing</i>\nthe <c.red big>whole time</c> that it rained',
    ],
    ['- Who is there?\n- Me.', '- Who is there?\n- Me.'],
    ['Word', 'Word'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(balanced(text)).toBe(expected)
  })

  test('keep every word, and are the same when they are balanced again', () => {
    const text = Array.from({ length: 16 }, (_, index) => 'w'.repeat((index % 7) + 1)).join(' ')
    expect(balanced(text).replace('\n', ' ')).toBe(text)
    expect(balanced(balanced(text))).toBe(balanced(text))
    expect(
      Math.max(
        ...balanced(text)
          .split('\n')
          .map(({ length }) => length),
      ),
    ).toBeLessThanOrEqual(42)
  })

  test('leave other blocks alone', () => {
    expect(withBalance('NOTE\none\ntwo', DEFAULT_PROFILE)).toBe('NOTE\none\ntwo')
  })
})
