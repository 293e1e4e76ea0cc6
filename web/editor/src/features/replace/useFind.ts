import { useMemo, useRef, useState } from 'react'
import { hitsIn, NO_QUERY, patternOf, type Query } from '../../cue/find.ts'

/** One hit: which one it is in its segment, from 0. */
export interface Found {
  readonly id: string
  readonly index: number
}

/** Search in the texts of a document, and the hit that is current. */
export interface Find {
  readonly query: Query
  /** Null while nothing is looked for. */
  readonly pattern: RegExp | null
  readonly hits: readonly Found[]
  /** Index of the current hit; -1 without hits. */
  readonly at: number
  /** Looks for something else, from a segment on. */
  readonly look: (query: Query) => void
  /** Makes another hit the current one. */
  readonly step: (by: 1 | -1) => void
  /** Makes a hit the current one, or the next if it is gone by then. */
  readonly moveTo: (hit: Found) => void
}

export interface FindOptions {
  /** Texts of all segments by their ids, in order, as they are typed. */
  readonly contents: ReadonlyMap<string, string>
  /** Id of the current segment, where a search begins. */
  readonly from: string | null
  /** Nothing is looked for while it is closed. */
  readonly isOpen: boolean
  readonly onShow: (id: string) => void
}

export function useFind({ contents, from, isOpen, onShow }: FindOptions): Find {
  const [query, setQuery] = useState(NO_QUERY)
  const [current, setCurrent] = useState<Found | null>(null)
  const pattern = useMemo(() => (isOpen ? patternOf(query) : null), [query, isOpen])
  const counts = useRef<{ pattern: RegExp | null; known: Map<string, { content: string; count: number }> }>(null)
  const order = useMemo(() => new Map([...contents.keys()].map((id, index) => [id, index])), [contents])

  const hits = useMemo(() => {
    // Only changed texts are searched again: there may be ten thousand, and someone is typing.
    const known = counts.current?.pattern === pattern ? counts.current.known : new Map()
    counts.current = { pattern, known }
    return pattern === null ? [] : allHits(contents, pattern, known)
  }, [contents, pattern])
  const at = placeOf(hits, current ?? { id: from ?? '', index: 0 }, order)

  function moveTo(hit: Found) {
    setCurrent(hit)
    onShow(hit.id)
  }

  function look(next: Query) {
    setQuery(next)
    const wanted = patternOf(next)
    const start = from ?? ''
    const found = wanted === null ? [] : allHits(contents, wanted, new Map())
    const first = found[placeOf(found, { id: start, index: 0 }, order)]
    setCurrent(first ?? null)
    if (first !== undefined) {
      onShow(first.id)
    }
  }

  function step(by: 1 | -1) {
    const next = hits[(at + by + hits.length) % Math.max(1, hits.length)]
    if (next !== undefined) {
      moveTo(next)
    }
  }

  return { query, pattern, hits, at, look, step, moveTo }
}

function allHits(
  contents: ReadonlyMap<string, string>,
  pattern: RegExp,
  known: Map<string, { content: string; count: number }>,
): readonly Found[] {
  return [...contents].flatMap(([id, content]) => {
    const before = known.get(id)
    const count = before?.content === content ? before.count : hitsIn(content, pattern).length
    known.set(id, { content, count })
    return Array.from({ length: count }, (_, index) => ({ id, index }))
  })
}

/** Index of a hit, or of the first one after it; the first of all after the last. */
function placeOf(hits: readonly Found[], { id, index }: Found, order: ReadonlyMap<string, number>): number {
  const row = order.get(id) ?? -1
  const at = hits.findIndex((hit) => {
    const other = order.get(hit.id) ?? -1
    return other > row || (other === row && hit.index >= index)
  })
  return at < 0 ? Math.min(0, hits.length - 1) : at
}
