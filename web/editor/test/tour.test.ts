import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cueOf, withText, withTimes } from '../src/cue/block.ts'
import { asKimWrites } from '../src/features/tour/kim.ts'

const tour = readFileSync('public/sample/tour.vtt', 'utf8')
const captions = tour.split('\n\n').filter((block) => cueOf(block) !== null)
const tokens = (block: string): readonly string[] =>
  (cueOf(block)?.text ?? '').toLowerCase().match(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s]/gu) ?? []

test.each(captions)('the other person keeps no word of the caption, nor the same twice: %j', (base) => {
  const once = asKimWrites(base, `${base} typed`)
  const twice = asKimWrites(once, `${once} typed`)

  expect(tokens(base).filter((token) => tokens(once).includes(token))).toEqual([])
  expect(tokens(once).filter((token) => tokens(twice).includes(token))).toEqual([])
})

test('the other person changes the times that the person changes, to others', () => {
  const base = '00:01.000 --> 00:02.000\nOne'
  const later = withTimes(base, { start: 750, end: 2_250 })

  const { start, end } = cueOf(asKimWrites(base, later)) ?? { start: 0, end: 0 }

  expect([1_000, 750]).not.toContain(start)
  expect([2_000, 2_250]).not.toContain(end)
  expect(end).toBeGreaterThan(start)
  expect(cueOf(asKimWrites(base, withText(base, 'Two')))).toMatchObject({ start: 1_000, end: 2_000 })
})
