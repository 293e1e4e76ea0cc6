import { diffWordsWithSpace } from 'diff'

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Share of common text below which both texts are shown whole: a patchwork of words would explain nothing. */
const MIN_SHARED = 0.3

/** Word diff of two texts. Only to be shown: the server merges. */
export function wordDiff(before: string, after: string): readonly Piece[] {
  const pieces: Piece[] = diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))
  const shared = pieces.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0)
  const whole = shared < MIN_SHARED * Math.min(before.length, after.length)
  const rewritten: Piece[] = [
    { kind: 'removed', text: before },
    { kind: 'same', text: '\n' },
    { kind: 'added', text: after },
  ]
  return whole && before !== '' && after !== '' ? rewritten : pieces
}

/** Cursor in a merged text, at the words where it was before. */
export function cursorAfter(before: string, after: string, cursor: number): number {
  let shared = 0
  while (shared < Math.min(before.length, after.length) && before[shared] === after[shared]) {
    shared++
  }
  return cursor <= shared ? cursor : Math.max(shared, cursor + after.length - before.length)
}
