import { describe, expect, test } from 'vitest'
import { diff } from '../src/merge/diff.ts'
import { align } from '../src/merge/sequence.ts'
import { randomOf } from './random.ts'

const SEED = Number(process.env.HOLDFAST_SEED ?? Date.now() % 1_000_000_000)
const RUNS = 500

function letters(random: ReturnType<typeof randomOf>): readonly string[] {
  return Array.from({ length: random.below(12) }, () => random.of(['a', 'b', 'c']))
}

/** Length of a longest common subsequence, by comparing every place with every other. */
function longestCommon(one: readonly string[], other: readonly string[]): number {
  const lengths = new Map<string, number>()
  const at = (x: number, y: number) => lengths.get(`${x} ${y}`) ?? 0
  one.forEach((letter, x) => {
    other.forEach((another, y) => {
      const longest = letter === another ? at(x - 1, y - 1) + 1 : Math.max(at(x - 1, y), at(x, y - 1))
      lengths.set(`${x} ${y}`, longest)
    })
  })
  return at(one.length - 1, other.length - 1)
}

describe('the changes from one sequence to another', () => {
  test('turn the one into the other, and keep as much as there is in common', () => {
    for (let run = 0; run < RUNS; run++) {
      const random = randomOf(SEED + run)
      const [one, other] = [letters(random), letters(random)]
      const hint = `HOLDFAST_SEED=${SEED + run} ${one.join('')} ${other.join('')}`
      const made: string[] = []
      let [at, otherAt, kept] = [0, 0, 0]

      for (const change of [...diff(one, other), { from: one.length, to: one.length, otherFrom: other.length }]) {
        const same = one.slice(at, change.from)
        expect(other.slice(otherAt, change.otherFrom), hint).toEqual(same)
        kept += same.length
        made.push(...same)
        if ('otherTo' in change) {
          made.push(...other.slice(change.otherFrom, change.otherTo))
          at = change.to
          otherAt = change.otherTo
        }
      }

      expect(made, hint).toEqual(other)
      expect(kept, hint).toBe(longestCommon(one, other))
    }
  })

  test('are each between elements that both have', () => {
    for (let run = 0; run < RUNS; run++) {
      const random = randomOf(SEED + run)
      const changes = diff(letters(random), letters(random))

      changes.forEach((change, index) => {
        expect(change.from < change.to || change.otherFrom < change.otherTo).toBe(true)
        expect(change.from, `HOLDFAST_SEED=${SEED + run}`).toBeGreaterThan(
          index === 0 ? -1 : (changes[index - 1]?.to ?? 0),
        )
      })
    }
  })

  test('of equal sequences are none', () => {
    expect(diff([], [])).toEqual([])
    expect(diff(['a', 'a'], ['a', 'a'])).toEqual([])
    expect(diff(['a', 'a'], ['a'])).toEqual([{ from: 1, to: 2, otherFrom: 1, otherTo: 1 }])
  })

  test('are one change between the common ends where more than 250 elements are replaced', () => {
    const words = (word: string, count: number) =>
      Array.from({ length: count }, (_, index) => [`${word}${index}`, 'and']).flat()
    const between = (word: string, count: number) => ['start', ...words(word, count), 'end']

    expect(diff(between('a', 250), between('b', 250))).toHaveLength(250)
    expect(diff(between('a', 251), between('b', 251))).toEqual([{ from: 1, to: 502, otherFrom: 1, otherTo: 502 }])
  })
})

describe('the regions of a three-way alignment', () => {
  test('are the whole sequences, none is empty, and what nobody changed is the same on each side', () => {
    for (let run = 0; run < RUNS; run++) {
      const random = randomOf(SEED + run)
      const [base, mine, theirs] = [letters(random), letters(random), letters(random)]
      const hint = `HOLDFAST_SEED=${SEED + run} ${base.join('')} ${mine.join('')} ${theirs.join('')}`

      for (const edges of ['joined', 'apart'] as const) {
        const regions = align(base, mine, theirs, edges)

        expect(
          regions.flatMap((region) => region.base),
          hint,
        ).toEqual(base)
        expect(
          regions.flatMap((region) => region.mine),
          hint,
        ).toEqual(mine)
        expect(
          regions.flatMap((region) => region.theirs),
          hint,
        ).toEqual(theirs)
        expect(regions.every((region) => region.base.length + region.mine.length + region.theirs.length > 0)).toBe(true)
      }
    }
  })

  test('join changes that overlap, and those of neighbours are apart', () => {
    const [base, mine, theirs] = ['abcdef', 'aXXdef', 'abYYef'].map((text) => [...text]) as [
      string[],
      string[],
      string[],
    ]

    expect(align(base, mine, theirs)).toEqual([
      { base: ['a'], mine: ['a'], theirs: ['a'] },
      { base: ['b', 'c', 'd'], mine: ['X', 'X', 'd'], theirs: ['b', 'Y', 'Y'] },
      { base: ['e', 'f'], mine: ['e', 'f'], theirs: ['e', 'f'] },
    ])
    expect(align(['a', 'b'], ['X', 'b'], ['a', 'Y'])).toEqual([
      { base: ['a'], mine: ['X'], theirs: ['a'] },
      { base: ['b'], mine: ['b'], theirs: ['Y'] },
    ])
  })

  test('has several changes of one side within one change of the other', () => {
    const [base, mine, theirs] = ['abcde', 'AbcdE', 'x'].map((text) => [...text]) as [string[], string[], string[]]

    expect(align(base, mine, theirs)).toEqual([{ base, mine, theirs }])
  })
})
