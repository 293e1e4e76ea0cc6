import { equal } from '../equal.ts'

/**
 * One part of a three-way merge: a facet, or a range of a text. The parts, one after the other, are the whole value. A
 * side that is absent has the merged content.
 */
export interface MergePart {
  /** The facet, for example `start` or `text`; of a JSON object the key. A text can have several parts. */
  readonly facet: string
  /** Both sides changed it, each in its own way. */
  readonly conflict: boolean
  /** Absent in a conflict. */
  readonly merged?: unknown
  readonly base?: unknown
  readonly mine?: unknown
  readonly theirs?: unknown
}

/** One side of a conflicting part, or both, theirs first. */
export type Side = 'mine' | 'theirs' | 'both'

/** One side for each facet that conflicts. */
export interface FacetChoice {
  readonly facets: Readonly<Record<string, Side>>
}

/** Decision of a conflict: a side of all that conflicts, of each facet, or another value. */
export type Choice<T> = Side | FacetChoice | { readonly value: T }

/** A part of a merge that is decided. */
export interface Piece {
  readonly facet: string
  readonly content: unknown
}

/** Three-way merge of the values of a resource. */
export interface Merger<T> {
  /**
   * The parts of the merge of two values. Without it a choice needs the server's parts; where there are none, it is
   * about the whole value.
   */
  readonly merge?: (base: T, mine: T, theirs: T) => readonly MergePart[]
  /** The value that the pieces make, in place of `theirs`. */
  readonly compose: (pieces: readonly Piece[], theirs: T) => T
}

/** The content of a part on one side. */
export function contentOf(part: MergePart, side: 'base' | 'mine' | 'theirs'): unknown {
  return Object.hasOwn(part, side) ? part[side] : part.merged
}

/** The part of a facet for three contents. */
export function partOf(facet: string, base: unknown, mine: unknown, theirs: unknown): MergePart {
  const merged = equal(mine, base) ? theirs : mine
  return equal(mine, base) || equal(theirs, base) || equal(mine, theirs)
    ? { facet, conflict: false, merged, base, mine, theirs }
    : { facet, conflict: true, base, mine, theirs }
}

/**
 * My change on top of theirs: every part that does not conflict is merged, the others follow the choice.
 *
 * @returns null if the choice leaves a part undecided: there is no `both` of two times
 */
export function rebase(parts: readonly MergePart[], choice: Side | FacetChoice): readonly Piece[] | null {
  const pieces: Piece[] = []
  for (const [index, part] of parts.entries()) {
    const { facet, conflict, merged } = part
    const side = typeof choice === 'string' ? choice : choice.facets[facet]
    const content = !conflict ? merged : side === 'both' ? bothOf(parts, index) : side && contentOf(part, side)
    if (conflict && (side === undefined || content === null)) {
      return null
    }
    pieces.push({ facet, content })
  }
  return pieces
}

/** The merge of two values, if nothing of it conflicts; else null. */
export function cleanMerge<T>(merger: Merger<T>, base: T, mine: T, theirs: T): T | null {
  const parts = merger.merge?.(base, mine, theirs)
  return parts === undefined || parts.some(({ conflict }) => conflict)
    ? null
    : merger.compose(
        parts.map(({ facet, merged }) => ({ facet, content: merged })),
        theirs,
      )
}

/** True if each conflicting part can be kept twice: words can, times cannot. */
export function canKeepBoth(parts: readonly MergePart[]): boolean {
  return parts.every(({ conflict }, index) => !conflict || bothOf(parts, index) !== null)
}

const TEXT = 'text'

/** Both sides of a conflicting range of words, theirs first; null if the part has no words. */
function bothOf(parts: readonly MergePart[], index: number): string | null {
  const part = parts[index]
  if (part?.facet !== TEXT || typeof part.theirs !== 'string' || typeof part.mine !== 'string') {
    return null
  }
  const { theirs, mine } = part
  const apart = theirs === '' || mine === '' || /\s$/.test(theirs) || /^\s/.test(mine)
  return apart ? theirs + mine : theirs + separatorOf(parts, index, part) + mine
}

/** A line break between whole lines, a blank between words of one line. */
function separatorOf(parts: readonly MergePart[], index: number, part: MergePart): string {
  const all = parts.map((one) => String(contentOf(one, 'theirs')))
  const before = all.slice(0, index).join('')
  const after = all.slice(index + 1).join('')
  const isWhole = /(^|[\r\n])$/.test(before) && /^($|[\r\n])/.test(after)
  const isLines = isWhole || /[\r\n]/.test(`${part.theirs}${part.mine}`)
  return isLines ? (/\r\n/.test(before + part.theirs + after) ? '\r\n' : '\n') : ' '
}
