import { describe, expect, test } from 'vitest'
import { newSegment, newSegmentOf, withNew } from '../src/api/newSegment.ts'
import { inOrder } from '../src/api/segmentList.ts'
import type { SegmentJson } from '../src/api/types.ts'
import { emptyCaption, endedAt, lastBefore, spanBetween } from '../src/app/commands/newCaption.ts'
import { cueOf, withTyped } from '../src/cue/block.ts'

const cue = (start: number, end: number) => ({ identifier: null, start, end, settings: '', text: '' })

describe('times of a new caption', () => {
  test.each([
    ['after the one before', cue(0, 1_000), cue(9_000, 10_000), undefined, { start: 1_000, end: 3_000 }],
    ['at the playhead between its neighbours', cue(0, 1_000), cue(9_000, 10_000), 5_000, { start: 5_000, end: 7_000 }],
    ['no longer than to the next', cue(0, 1_000), cue(2_500, 4_000), 2_000, { start: 2_000, end: 2_500 }],
    ['not at a playhead elsewhere', cue(0, 1_000), cue(2_500, 4_000), 60_000, { start: 1_000, end: 2_500 }],
    ['of its usual length where there is no room', cue(0, 1_000), cue(1_000, 2_000), 0, { start: 1_000, end: 3_000 }],
    ['at the beginning', null, null, undefined, { start: 0, end: 2_000 }],
  ])('%s', (_, before, next, playhead, expected) => {
    expect(spanBetween(before, next, playhead)).toEqual(expected)
  })

  test('the one before ends where it starts, with a gap, and not after the longest time', () => {
    expect(endedAt({ start: 1_000, end: 3_000 }, 2_000)).toEqual({ start: 1_000, end: 1_917 })
    expect(endedAt({ start: 1_000, end: 3_000 }, 60_000)).toEqual({ start: 1_000, end: 8_000 })
    expect(endedAt({ start: 1_000, end: 3_000 }, 1_050)).toEqual({ start: 1_000, end: 3_000 })
  })

  test('it has no line until one is typed, and none when that is typed away', () => {
    const block = emptyCaption({ start: 1_000, end: 2_000 })
    expect(cueOf(block)).toMatchObject({ start: 1_000, end: 2_000, text: '' })
    expect(withTyped(block, block, 'Words')).toBe('00:01.000 --> 00:02.000\nWords')
    expect(withTyped('00:01.000 --> 00:02.000\nWords', block, '')).toBe(block)
  })
})

function saved(id: string, position: string): SegmentJson {
  return { ...newSegmentOf(`film.${id}`, 'cue', { value: '', etag: `"${id}"` }), position, version: 1 }
}

describe('place of a new segment', () => {
  const [one, two] = [saved('one', 'a'), saved('two', 'b')]
  const first = newSegment({ document: 'film', kind: 'cue', content: '', after: one })
  const second = newSegment({ document: 'film', kind: 'cue', content: '', after: first })
  const ids = (list: readonly SegmentJson[]) => list.map(({ id }) => id)

  test('is after the one before it, which may be new as well', () => {
    expect(ids(inOrder([second, two, first, one]))).toEqual(ids([one, first, second, two]))
  })

  test('stays when the one before it is saved, also among segments of others', () => {
    const known = { ...first, etag: '"1"', version: 1, position: 'ab' }
    expect(ids(inOrder([one, two, known, second, saved('other', 'aa')]))).toEqual([
      'film.one',
      'film.other',
      first.id,
      second.id,
      'film.two',
    ])
  })

  test('is after the last one that the server has, if the one before it was never saved', () => {
    expect(ids(withNew([one, two], [second]))).toEqual(ids([one, second, two]))
  })
})

test('the last caption that starts before the playhead', () => {
  const rows = [0, 3, 6].map((second) => ({
    ...saved(String(second), String(second)),
    content: emptyCaption({ start: second * 1_000, end: second * 1_000 + 2_000 }),
  }))
  expect(lastBefore(rows, ({ content }) => content, 5_000)).toBe(1)
  expect(lastBefore(rows, ({ content }) => content, 0)).toBe(-1)
})
