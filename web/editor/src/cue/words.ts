import { diffArrays, diffWordsWithSpace } from 'diff'

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Texts that share less than this have been written anew: a patchwork of single words would explain nothing. */
const MIN_SHARED = 0.3

/** What became of a text, word by word. To show only: merging is the server's. */
export function wordDiff(before: string, after: string): readonly Piece[] {
  const pieces: Piece[] = diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
  const shared = pieces.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0)
  const whole = shared < MIN_SHARED * Math.min(before.length, after.length)
  const anew: Piece[] = [
    { kind: 'removed', text: before },
    { kind: 'same', text: '\n' },
    { kind: 'added', text: after },
  ]
  return whole && before !== '' && after !== '' ? anew : pieces
}

/** Both texts line by line: what they share once, else theirs and then mine. */
export function both(theirs: string, mine: string): string {
  return diffArrays(theirs.split('\n'), mine.split('\n'))
    .flatMap(({ value }) => value)
    .join('\n')
}

/** Where the cursor belongs after a text was replaced by a merged one. */
export function cursorAfter(before: string, after: string, cursor: number): number {
  let shared = 0
  while (shared < Math.min(before.length, after.length) && before[shared] === after[shared]) {
    shared++
  }
  return cursor <= shared ? cursor : Math.max(shared, cursor + after.length - before.length)
}
