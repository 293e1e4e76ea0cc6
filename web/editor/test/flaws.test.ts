import { describe, expect, test } from 'vitest'
import { dividedBlock } from '../src/cue/divide.ts'
import { newFlaw, paragraphsOf, withoutEmptyLines } from '../src/cue/flaws.ts'
import { pastedCues, pastedParagraphs } from '../src/cue/pasted.ts'

const TIMES = '00:01.000 --> 00:02.000'
const CUE = { kind: 'cue', mediaType: 'text/vtt' }
const cue = (text: string) => `${TIMES}\n${text}`

describe('a cue', () => {
  test.each([
    ['One\n', 'outerBreak'],
    ['\nOne', 'outerBreak'],
    ['\n', 'outerBreak'],
    ['One\n\ntwo', 'emptyLine'],
    ['One\n\ntwo\n', 'emptyLine'],
    ['One\n\n', 'outerBreak'],
    ['One <i', 'openTag'],
    ['One\ntwo', undefined],
    ['', undefined],
    ['a &lt; b', undefined],
  ])('with the text %j: %s', (text, type) => {
    expect(newFlaw(cue(text), cue('One'), CUE)?.type).toBe(type)
  })

  test('whose end is not after its start says both times', () => {
    const flaw = newFlaw('01:02:03.200 --> 00:12.200\nOne', cue('One'), CUE)

    expect(flaw).toEqual({ type: 'backwards', start: 3_723_200, end: 12_200 })
  })

  test('is not held up by what was wrong with it before', () => {
    const faulty = '00:02.000 --> 00:01.000\n\nOne <i'

    expect(newFlaw(`${faulty}!`, faulty, CUE)).toBeNull()
    expect(newFlaw('00:02.000 --> 00:01.000\n\nOne\n\ntwo', faulty, CUE)?.type).toBe('emptyLine')
  })
})

test.each([
  ['note', 'NOTE x\n\ny', 'emptyLine'],
  ['note', 'NOTE x\r\ny', undefined],
  ['note', 'NOTE a --> b', 'arrow'],
  ['note', 'NOT x', 'firstLine'],
  ['note', '', 'nothing'],
  ['style', 'STYLE\n::cue {}\n', 'outerBreak'],
  ['style', 'STYLES\n::cue {}', 'firstLine'],
  ['region', 'REGION\nid:x', undefined],
  ['header', 'WEBVT', 'firstLine'],
  ['header', '\uFEFFWEBVTT - title', undefined],
  ['text', 'a\n\nb\n', undefined],
])('a %s block %j: %s', (kind, content, type) => {
  const base = { note: 'NOTE x', style: 'STYLE\n::cue {}', region: 'REGION\nid:y', header: 'WEBVTT' }[kind] ?? 'a'
  expect(newFlaw(content, base, { kind, mediaType: 'text/vtt' })?.type).toBe(type)
})

test('a text of JSON waits while it is none, if it was some', () => {
  const json = { kind: 'text', mediaType: 'application/json' }
  expect(newFlaw('{"a": 1,}', '{"a": 1}', json)?.type).toBe('json')
  expect(newFlaw('{"a": 2}', '{"a": 1}', json)).toBeNull()
  expect(newFlaw('not yet', 'none', json)).toBeNull()
})

test('the parts between empty lines', () => {
  expect(paragraphsOf('\na\nb\n\n\nc\n')).toEqual(['a\nb', 'c'])
  expect(withoutEmptyLines('a\n\nb\n')).toBe('a\nb')
})

describe('pasted', () => {
  test('SubRip becomes cues', () => {
    const pasted =
      '1\r\n00:00:03,400 --> 00:00:06,177\r\nTom & Jerry <3\r\n\r\n2\r\n00:00:07,000 --> 00:00:08,000\r\n' +
      '<font color="red">{\\an8}<i>Two</i></font>\r\n\r\nlines\r\n'

    expect(pastedCues(pasted)).toEqual([
      '00:03.400 --> 00:06.177\nTom &amp; Jerry &lt;3',
      '00:07.000 --> 00:08.000\n<i>Two</i>\nlines',
    ])
  })

  test('WebVTT becomes cues, without its other blocks', () => {
    const pasted =
      'WEBVTT\n\nNOTE no\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Ann>One &amp; two</v>\n\nNOTE\nno\n\n' +
      'second\n01:00:03.000 --> 01:00:04.000\n'

    expect(pastedCues(pasted)).toEqual([
      '00:01.000 --> 00:02.000\n<v Ann>One &amp; two</v>',
      '01:00:03.000 --> 01:00:04.000',
    ])
  })

  test.each(['Two\n\nparagraphs', 'A --> B', '00:01 to 00:02', ''])('%j is text', (text) => {
    expect(pastedCues(text)).toEqual([])
  })
})

test('pasted paragraphs are several only with an empty line between them', () => {
  expect(pastedParagraphs('One\r\nline\r\n\r\nTwo\r\n')).toEqual(['One\nline', 'Two'])
  expect(pastedParagraphs('One\nline\n\n')).toEqual([])
})

describe('a block with empty lines is divided:', () => {
  test('a cue by the shares of its text, with the settings in all parts and the identifier in the first', () => {
    const block = 'intro\r\n00:01.000 --> 00:05.000 align:start\r\nOne two\r\n\r\nand more words of all'

    expect(dividedBlock(block, 'cue')).toEqual([
      'intro\r\n00:01.000 --> 00:02.000 align:start\r\nOne two',
      '00:02.000 --> 00:05.000 align:start\r\nand more words of all',
    ])
  })

  test('a span that goes on is closed and opened again', () => {
    expect(
      dividedBlock(cue('<v Ann><i>One</i> <b>two\n\nthree</b>'), 'cue').map((part) => part.split('\n')[1]),
    ).toEqual(['<v Ann><i>One</i> <b>two</b></v>', '<v Ann><b>three</b></v>'])
  })

  test('into parts that are each shown', () => {
    const [first = '', second = ''] = dividedBlock('00:01.000 --> 00:01.002\nA very long part of it\n\nx', 'cue')
    expect([first.split('\n')[0], second.split('\n')[0]]).toEqual([
      '00:01.000 --> 00:01.001',
      '00:01.001 --> 00:01.002',
    ])
    expect(dividedBlock('00:01.000 --> 00:01.001\na\n\nb', 'cue')).toHaveLength(1)
  })

  test('a note into notes', () => {
    expect(dividedBlock('NOTE one\n\ntwo', 'note')).toEqual(['NOTE one', 'NOTE\ntwo'])
  })
})
