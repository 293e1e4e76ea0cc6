import { diffArrays } from 'diff'

/** Replacement of a range of words. An empty range is an insertion. */
interface Hunk {
  readonly from: number
  readonly to: number
  readonly words: readonly string[]
}

const WORDS = new Intl.Segmenter(undefined, { granularity: 'word' })

/** The text `theirs` with what `mine` changed of `base`, word by word; null if both changed the same words. */
export function mergeWords(base: string, mine: string, theirs: string): string | null {
  if (mine === base || mine === theirs) {
    return theirs
  }
  if (theirs === base) {
    return mine
  }
  const words = wordsOf(base)
  const own = hunksOf(words, wordsOf(mine))
  const others = hunksOf(words, wordsOf(theirs)).filter((hunk) => !own.some((one) => isSame(one, hunk)))
  if (own.some((one) => others.some((other) => collide(one, other)))) {
    return null
  }
  return applied(words, [...own, ...others])
}

function wordsOf(text: string): string[] {
  return [...WORDS.segment(text)].map(({ segment }) => segment)
}

function hunksOf(base: string[], changed: string[]): readonly Hunk[] {
  const hunks: Hunk[] = []
  let at = 0
  let open: { from: number; words: string[] } | null = null
  for (const { added, removed, value } of diffArrays(base, changed)) {
    if (!added && !removed && open !== null) {
      hunks.push({ ...open, to: at })
      open = null
    }
    if (added || removed) {
      open ??= { from: at, words: [] }
      open.words.push(...(added ? value : []))
    }
    at += added ? 0 : value.length
  }
  return open === null ? hunks : [...hunks, { ...open, to: at }]
}

function isSame(one: Hunk, other: Hunk): boolean {
  return one.from === other.from && one.to === other.to && one.words.join('') === other.words.join('')
}

/** True if two hunks change the same words, or insert at the same place. */
function collide(one: Hunk, other: Hunk): boolean {
  const bothInsert = one.from === one.to && other.from === other.to
  return bothInsert ? one.from === other.from : Math.max(one.from, other.from) < Math.min(one.to, other.to)
}

function applied(base: readonly string[], hunks: readonly Hunk[]): string {
  const inOrder = [...hunks].sort((one, other) => one.from - other.from || one.to - other.to)
  let at = 0
  const parts: string[] = []
  for (const { from, to, words } of inOrder) {
    parts.push(...base.slice(at, from), ...words)
    at = to
  }
  return [...parts, ...base.slice(at)].join('')
}
