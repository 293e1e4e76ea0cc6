import { describe, expect, test } from 'vitest'
import { DEFAULT_PROFILE } from '../src/cue/checks.ts'
import { beforeThose, correctionsOf, SPACES, withCorrectText, withTidySpaces } from '../src/cue/corrections.ts'

const cue = (text: string, times = '00:01.000 --> 00:04.000') => `${times}\n${text}`
const LONG = 'My grandmother kept singing the whole time that it rained'

describe('needless spaces', () => {
  test.each([
    ['two  spaces', 'two spaces'],
    [' around \n lines ', 'around\nlines'],
    ['<v Ana>Hello  you </v>', '<v Ana>Hello you</v>'],
    ['a <c.big  red>word</c>  here', 'a <c.big  red>word</c> here'],
    ['nothing to do', 'nothing to do'],
  ])('%j becomes %j', (text, expected) => {
    expect(withTidySpaces(cue(text))).toBe(cue(expected))
  })

  test('keep the line breaks of the file, and stay in other blocks', () => {
    expect(withTidySpaces('00:01.000 --> 00:04.000\r\na  b\r\nc')).toBe('00:01.000 --> 00:04.000\r\na b\r\nc')
    expect(withTidySpaces('NOTE a  b')).toBe('NOTE a  b')
  })
})

describe('corrections', () => {
  const captions = [
    { id: 'long', content: cue(LONG) },
    { id: 'hopeless', content: cue('w'.repeat(50)) },
    { id: 'three', content: cue('one\ntwo\nthree', '00:03.500 --> 00:06.000') },
    { id: 'close', content: cue('close', '00:06.010 --> 00:09.000') },
  ]
  const all = new Set(captions.map(({ id }) => id))

  test('of lines are those that make the finding go away', () => {
    const found = correctionsOf('characters-per-line', captions, all, DEFAULT_PROFILE)
    expect(found.map(({ id }) => id)).toEqual(['long'])
    expect(found[0]?.after).toBe(cue('My grandmother kept singing\nthe whole time that it rained'))
    expect(correctionsOf('lines', captions, all, DEFAULT_PROFILE).map(({ id }) => id)).toEqual(['three'])
    expect(correctionsOf(SPACES, captions, all, DEFAULT_PROFILE)).toEqual([])
  })

  test('of gaps and overlaps end the caption before the one with the finding', () => {
    const timed = captions.filter(({ id }) => id !== 'hopeless')
    expect([...beforeThose(timed, new Set(['close']))]).toEqual(['three'])
    expect(correctionsOf('gap', timed, new Set(['close']), DEFAULT_PROFILE)).toEqual([
      {
        id: 'three',
        before: cue('one\ntwo\nthree', '00:03.500 --> 00:06.000'),
        after: cue('one\ntwo\nthree', '00:03.500 --> 00:05.927'),
      },
    ])
    const overlap = correctionsOf('overlap', timed, new Set(['three']), DEFAULT_PROFILE)
    expect(overlap.map(({ after }) => after)).toEqual([cue(LONG, '00:01.000 --> 00:03.417')])
  })

  test('change a text that has no such finding any more not at all', () => {
    expect(withCorrectText(cue('fine\nlines'), 'characters-per-line', DEFAULT_PROFILE)).toBe(cue('fine\nlines'))
  })
})
