import { diffWordsWithSpace } from 'diff'

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** What became of a text, word by word. To show only: merging is the server's. */
export function wordDiff(before: string, after: string): readonly Piece[] {
  return diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
}

/** Both texts, theirs first; one alone where it holds the other. */
export function both(theirs: string, mine: string): string {
  if (theirs === mine || theirs.includes(mine)) {
    return theirs
  }
  return mine.includes(theirs) ? mine : `${theirs}\n${mine}`
}

/** Where the cursor belongs after a text was replaced by a merged one. */
export function cursorAfter(before: string, after: string, cursor: number): number {
  let shared = 0
  while (shared < Math.min(before.length, after.length) && before[shared] === after[shared]) {
    shared++
  }
  return cursor <= shared ? cursor : Math.max(shared, cursor + after.length - before.length)
}
