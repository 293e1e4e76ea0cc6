import type { CaptionChange } from './log.ts'
import { same } from './words.ts'

/** The caption that a commit split in two; null if it did something else. */
export function splitOf(captions: readonly CaptionChange[]): string | null {
  const [first, second] = [...captions].sort(
    (one, other) => Number(one.before === null) - Number(other.before === null),
  )
  const [before, after, added] = [first?.before, first?.after, second?.after]
  if (captions.length !== 2 || !before || !after || !added || second?.lastAlive !== null) {
    return null
  }
  const isExact =
    sameBut(before, after, ['end']) &&
    after.end === added.start &&
    added.end === before.end &&
    added.settings === before.settings &&
    same(before.words, [...after.words, ...added.words])
  return isExact ? (first?.segment ?? null) : null
}

/** The caption to which a commit joined another; null if it did something else. */
export function joinOf(captions: readonly CaptionChange[]): string | null {
  const joined = captions.find(({ successor }) => successor !== undefined)
  const first = captions.find(({ segment }) => segment === joined?.successor)
  const [before, after, removed] = [first?.before, first?.after, joined?.before]
  if (captions.length !== 2 || !before || !after || !removed || joined?.after !== null) {
    return null
  }
  const isExact =
    sameBut(before, after, ['end']) &&
    after.end === Math.max(before.end, removed.end) &&
    same(after.words, [...before.words, ...removed.words])
  return isExact ? (first?.segment ?? null) : null
}

type Facets = Pick<NonNullable<CaptionChange['before']>, 'identifier' | 'start' | 'end' | 'settings'>

function sameBut(one: Facets, other: Facets, but: readonly (keyof Facets)[]): boolean {
  return (['identifier', 'start', 'end', 'settings'] as const).every(
    (facet) => but.includes(facet) || one[facet] === other[facet],
  )
}
