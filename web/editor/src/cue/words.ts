import { diffLines, diffWordsWithSpace } from 'diff'
import { sharedEnd, sharedStart } from './overlap.ts'

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Share of common text below which both texts are shown whole: a patchwork of words would explain nothing. */
const MIN_SHARED = 0.3

/** Largest number of differing words, or lines, that are looked for one by one: the work grows with its square. */
const MAX_DIFFERENCES = 300

/** Word diff of two texts. Only to be shown: the server merges. Texts that differ much are compared line by line, or not. */
export function wordDiff(before: string, after: string): readonly Piece[] {
  const start = wordStart(before, sharedStart(before, after))
  const end = wordEnd(before, sharedEnd(before, after, start))
  const same = (text: string): Piece[] => (text === '' ? [] : [{ kind: 'same', text }])
  const pieces = [
    ...same(before.slice(0, start)),
    ...differences(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...same(before.slice(before.length - end)),
  ]
  const shared = pieces.reduce((sum, { kind, text }) => sum + (kind === 'same' ? text.trim().length : 0), 0)
  const whole = shared < MIN_SHARED * Math.min(before.length, after.length)
  return whole && before !== '' && after !== '' ? rewritten(before, after) : pieces
}

function differences(before: string, after: string): readonly Piece[] {
  if (before === '' || after === '') {
    return [...(before === '' ? [] : [removed(before)]), ...(after === '' ? [] : [added(after)])]
  }
  const limit = { maxEditLength: MAX_DIFFERENCES }
  const parts = diffWordsWithSpace(before, after, limit) ?? diffLines(before, after, limit)
  return (
    parts?.map(({ added, removed, value }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    })) ?? rewritten(before, after)
  )
}

function rewritten(before: string, after: string): readonly Piece[] {
  return [removed(before), { kind: 'same', text: '\n' }, added(after)]
}

const removed = (text: string): Piece => ({ kind: 'removed', text })
const added = (text: string): Piece => ({ kind: 'added', text })

/** The place, moved back to where a word begins. */
function wordStart(text: string, at: number): number {
  let start = at
  while (start > 0 && !isSpace(text, start - 1)) {
    start--
  }
  return start
}

/** The length of a text's end, cut to where a word ends. */
function wordEnd(text: string, length: number): number {
  let end = length
  while (end > 0 && !isSpace(text, text.length - end)) {
    end--
  }
  return end
}

function isSpace(text: string, at: number): boolean {
  return /\s/.test(text[at] ?? ' ')
}

/** Cursor in a merged text, at the words where it was before. */
export function cursorAfter(before: string, after: string, cursor: number): number {
  const shared = sharedStart(before, after)
  return cursor <= shared ? cursor : Math.max(shared, cursor + after.length - before.length)
}
