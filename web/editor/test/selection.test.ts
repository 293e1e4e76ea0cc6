import { describe, expect, test } from 'vitest'
import { withPlacement } from '../src/cue/placement.ts'
import { ofFrameRates, ofTwoPoints, retimed } from '../src/cue/retime.ts'
import { parseSeconds } from '../src/cue/time.ts'
import { inTypeface, isIn, withTypeface } from '../src/cue/typeface.ts'
import { speakerOf, speakersOf, withSpeaker } from '../src/cue/voice.ts'

const cue = (text: string, settings = '') => `intro\n00:01.000 --> 00:02.000${settings}\n${text}`
const NOTE = 'NOTE <v Ana>remark'

describe('speaker', () => {
  test.each([
    ['Hello', 'Ana', '<v Ana>Hello'],
    ['<v Ben>Hello', 'Ana', '<v Ana>Hello'],
    ['<v.loud Ben>Hello</v>', 'Ana', '<v.loud Ana>Hello</v>'],
    ['Hello', 'Tom & <Jerry>', '<v Tom &amp; &lt;Jerry&gt;>Hello'],
    ['<v Ben>Hello', '', 'Hello'],
    ['<v Ben>Hello</v>', '', 'Hello'],
    ['one\ntwo', 'Ana', '<v Ana>one\ntwo'],
    ['', 'Ana', '<v Ana>'],
  ])('%j said by %j is %j', (text, name, expected) => {
    expect(withSpeaker(cue(text), name)).toBe(cue(expected))
  })

  test('is read as it was written', () => {
    expect(speakerOf(withSpeaker(cue('Hello'), 'Tom & <Jerry>'))).toBe('Tom & <Jerry>')
    expect(speakerOf(cue('Hello <v Ana>you'))).toBe('')
  })

  test('is given to captions only', () => {
    expect(withSpeaker(NOTE, 'Ben')).toBe(NOTE)
  })

  test('names are listed once, the most frequent first', () => {
    expect(speakersOf([cue('<v Ana>1'), cue('<v Ben>2'), cue('<v Ben>3'), cue('4')])).toEqual(['Ben', 'Ana'])
  })

  test('keeps the line breaks of the file', () => {
    const windows = '00:01.000 --> 00:02.000\r\none\r\ntwo'
    expect(withSpeaker(windows, 'Ana')).toBe('00:01.000 --> 00:02.000\r\n<v Ana>one\r\ntwo')
  })
})

describe('typeface of a whole caption', () => {
  test.each([
    ['Hello', true, '<i>Hello</i>'],
    ['one <i>two</i>', true, '<i>one two</i>'],
    ['<v Ana>one\ntwo', true, '<v Ana><i>one\ntwo</i>'],
    ['<v Ana>one</v>', true, '<v Ana><i>one</i></v>'],
    ['<i>one</i>', false, 'one'],
    ['<i>one</i>', true, '<i>one</i>'],
    ['<i>one</i> <i>two</i>', false, '<i>one</i> <i>two</i>'],
    ['', true, ''],
  ])('%j, %j: %j', (text, isOn, expected) => {
    const content = text === '' ? '00:01.000 --> 00:02.000' : cue(text)
    expect(withTypeface(content, 'i', isOn)).toBe(expected === '' ? content : cue(expected))
  })

  test('is that of all of the text', () => {
    expect(isIn('i', cue('<i>one</i> <i>two</i>'))).toBe(false)
    expect(isIn('i', cue('<v Ana><i>one</i>'))).toBe(true)
    expect(withTypeface(NOTE, 'i', true)).toBe(NOTE)
  })

  test('is put around marked words and taken away again', () => {
    expect(inTypeface('two', 'b')).toBe('<b>two</b>')
    expect(inTypeface('<b>two</b>', 'b')).toBe('two')
  })
})

describe('place on the picture', () => {
  test.each([
    ['', { line: 'top', side: 'center' }, ' line:0'],
    [' line:0 align:left size:50%', { line: 'bottom', side: 'center' }, ' size:50%'],
    [' position:10%', { line: 'middle', side: 'right' }, ' line:45% align:right'],
    ['', { line: 'bottom', side: 'center' }, ''],
  ] as const)('%j', (before, placement, after) => {
    expect(withPlacement(cue('Hello', before), placement)).toBe(cue('Hello', after))
  })

  test('keeps the spelling of the times', () => {
    const content = '00:00:01.000   -->  00:02.000\nHello'
    expect(withPlacement(content, { line: 'top', side: 'left' })).toBe(
      '00:00:01.000   -->  00:02.000 line:0 align:left\nHello',
    )
  })
})

describe('new times', () => {
  test('of two points are exact there, and stretched between them', () => {
    const map = ofTwoPoints([1_000, 3_000], [2_000, 6_000])
    expect([1_000, 2_000, 3_000].map((time) => map?.(time))).toEqual([2_000, 4_000, 6_000])
    expect(ofTwoPoints([1_000, 1_000], [1_000, 2_000])).toBeNull()
    expect(ofTwoPoints([1_000, 2_000], [2_000, 1_000])).toBeNull()
  })

  test('of another frame rate', () => {
    expect(retimed(cue('Hello'), ofFrameRates(24, 25))).toBe('intro\n00:00.960 --> 00:01.920\nHello')
  })

  test('reach the times inside the text, and never before zero', () => {
    expect(retimed(cue('one <00:01.500>two'), (time) => time - 1_250)).toBe(
      'intro\n00:00.000 --> 00:00.750\none <00:00.250>two',
    )
    expect(retimed(NOTE, (time) => time + 1)).toBe(NOTE)
  })
})

test.each([
  ['1.5', 1_500],
  ['-0,2', -200],
  ['−1', -1_000],
  ['+2', 2_000],
  ['1.2345', null],
  ['x', null],
])('%j seconds', (typed, expected) => {
  expect(parseSeconds(typed)).toBe(expected)
})
