import { rebase, type Side } from '@holdfast/client'
import { expect, test } from 'vitest'
import { splitMerger } from '../src/api/splitMerger.ts'

const first = '00:00.000 --> 00:09.000\n'
const half = '00:00.000 --> 00:04.000\n'
const second = '00:04.000 --> 00:09.000\nIt is late.'

test.each([
  ['mine', 'I can hear the thunder.'],
  ['theirs', 'I can hear the storm.'],
  ['both', 'I can hear the storm thunder.'],
] as const)('of a split caption %s never has the words of the second half', (side, text) => {
  const chosen = choose([second], side, 'I can hear the thunder. It is late.')

  expect(chosen).toBe(`${half}${text}`)
})

test('a caption whose second half is changed is merged as if it was not split', () => {
  expect(choose([second], 'mine', 'I can hear the rain. It is early.')).toBe(
    choose([], 'mine', 'I can hear the rain. It is early.'),
  )
})

test('a caption that was not split is merged by its facets', () => {
  const merge = splitMerger(() => []).merge?.(`${first}a b`, `${first}A b`, `${half}a B`) ?? []

  expect(splitMerger(() => []).compose(rebase(merge, 'mine') ?? [], '')).toBe(`${half}A B`)
})

function choose(moved: readonly string[], side: Side, mine: string): string | null {
  const merger = splitMerger(() => moved)
  const theirs = `${half}I can hear the storm.`
  const pieces = rebase(merger.merge?.(`${first}I can hear the rain. It is late.`, first + mine, theirs) ?? [], side)
  return pieces && merger.compose(pieces, theirs)
}
