import { describe, expect, test } from 'vitest'
import { rebase } from '../src/app/commands/undo/rebase.ts'
import { rejoined } from '../src/cue/facets.ts'
import { EARLY } from './segments.ts'

describe('words', () => {
  test.each([
    ['two words apart', 'one two three', 'ONE two three', 'one two THREE', 'ONE two THREE'],
    ['neighbours', 'one two three', 'ONE two three', 'one TWO three', 'ONE TWO three'],
    ['the same word to the same', 'one two', 'ONE two', 'ONE two', 'ONE two'],
    ['the same word', 'one two', 'ONE two', 'Uno two', null],
    ['a word that grew by the other side', 'the snow', 'the rain', 'the snows', null],
    ['words that were added after a removal', 'One, two', 'One', 'One, two three', 'One three'],
    ['insertions at the same place', 'one', 'one two', 'one three', null],
    ['one side only', 'one', 'two', 'one', 'two'],
    ['Chinese words', '我喜欢雨', '我喜欢雪', '你喜欢雨', '你喜欢雪'],
    ['tags', '<b>one</b> two', '<i>one</i> two', '<b>one</b> 2', '<i>one</i> 2'],
    ['a removal of all', 'one two', '', 'one TWO', null],
  ])('%s', (_, base, mine, theirs, merged) => {
    expect(rebase(base, mine, theirs)).toBe(merged)
  })
})

describe('facets of a cue', () => {
  const base = `7\n${EARLY} align:start\nthe rain`

  test.each([
    ['words against times', base.replace('rain', 'snow'), base.replace('00:01', '00:00'), [0, 'snow', 'align:start']],
    ['times against words', base.replace('00:01', '00:00'), base.replace('the', 'a'), [0, 'a rain', 'align:start']],
    ['start against end', base.replace('00:01', '00:00'), base.replace('00:02', '00:03'), [0, '00:03', 'rain']],
    ['identifier against settings', base.replace('7', '8'), base.replace('start', 'end'), ['8', 'align:end', 'rain']],
    ['settings against identifier', base.replace('start', 'end'), base.replace('7', '8'), ['8', 'align:end', 'rain']],
    ['a new identifier', `x${base}`, base.replace('rain', 'snow'), ['x7', 'snow']],
  ])('%s', (_, mine, theirs, parts) => {
    const merged = rebase(base, mine, theirs)

    for (const part of parts) {
      expect(merged).toContain(String(part))
    }
  })

  test.each([
    ['the start', base.replace('00:01', '00:00'), base.replace('00:01', '00:01.5')],
    ['the settings', base.replace('start', 'end'), base.replace('align:start', '')],
    ['the identifier', base.replace('7', '8'), base.replace('7\n', '')],
    ['a word', base.replace('rain', 'snow'), base.replace('rain', 'hail')],
  ])('%s, changed by both', (_, mine, theirs) => {
    expect(rebase(base, mine, theirs)).toBeNull()
  })

  test('keep the spelling of times and the line ends', () => {
    const long = base.replace('00:01.000', '00:00:01.000').replaceAll('\n', '\r\n')

    expect(rebase(long, long.replace('rain', 'snow'), long.replace('00:02', '00:03'))).toBe(
      long.replace('rain', 'snow').replace('00:02', '00:03'),
    )
  })

  test('are words where a side is no cue', () => {
    expect(rebase('NOTE one two', 'NOTE one TWO', 'NOTE ONE two')).toBe('NOTE ONE TWO')
  })
})

describe('halves of a split', () => {
  const whole = `7\n00:01.000 --> 00:05.000\none two three four`
  const halves = [`7\n00:01.000 --> 00:03.000\none two`, '00:03.000 --> 00:05.000\nthree four'] as const

  test('give the whole again', () => {
    expect(rejoined(whole, halves, halves)).toBe(whole)
  })

  test('give the whole with what was changed in either', () => {
    const changed = [halves[0].replace('one', 'ONE'), halves[1].replace('four', 'FOUR')] as const

    expect(rejoined(whole, halves, changed)).toBe(whole.replace('one', 'ONE').replace('four', 'FOUR'))
  })

  test('keep the start of the first and the end of the second as they are now', () => {
    const changed = [halves[0].replace('00:01', '00:00'), halves[1].replace('00:05', '00:06')] as const

    expect(rejoined(whole, halves, changed)).toBe('7\n00:00.000 --> 00:06.000\none two three four')
  })

  test('are not joined where settings of the second would be lost', () => {
    const changed = [halves[0], halves[1].replace('00:05.000', '00:05.000 align:start')] as const

    expect(rejoined(whole, halves, changed)).toBeNull()
  })

  test('are not joined where tags were added at the split', () => {
    const tags = ['00:01.000 --> 00:03.000\n<i>one</i>', '00:03.000 --> 00:05.000\n<i>two</i>'] as const

    expect(rejoined('00:01.000 --> 00:05.000\n<i>one two</i>', tags, tags)).toBeNull()
  })
})
