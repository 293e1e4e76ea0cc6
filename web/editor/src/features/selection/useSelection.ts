import { useMemo, useState } from 'react'
import type { SegmentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { counted, type Noun } from '../../cue/noun.ts'

/** Segments that are selected, for edits of many at once. The current one, which has the cursor, is another thing. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  /** The selected segments, in order. */
  readonly rows: readonly SegmentJson[]
  readonly toggle: (id: string) => void
  /** Selects one or not, or all from the last one that was chosen to this one. */
  readonly choose: (id: string, isRange: boolean) => void
  /** Selects all from the last one that was chosen to this one. */
  readonly extendTo: (id: string) => void
  readonly set: (ids: readonly string[]) => void
  readonly clear: () => void
}

interface State {
  readonly ids: ReadonlySet<string>
  /** The one that a range starts at. */
  readonly anchor: string | null
}

const NONE: State = { ids: new Set(), anchor: null }

/** @param current id of the current segment, where a range starts if none was chosen yet */
export function useSelection(rows: readonly SegmentJson[], current: string | null, noun: Noun): Selection {
  const [state, setState] = useState<State>(NONE)
  return useMemo(() => {
    const { ids, anchor } = state
    const selected = rows.filter((row) => ids.has(row.id) && !row.deleted)

    function set(next: Iterable<string>, from: string | null) {
      const chosen = new Set(next)
      setState({ ids: chosen, anchor: from })
      announce(chosen.size === 0 ? 'Nothing selected' : `${counted(chosen.size, noun)} selected`)
    }

    function toggle(id: string) {
      set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id], id)
    }

    function extendTo(id: string) {
      const from = anchor ?? current ?? id
      set([...ids, ...between(rows, from, id)], from)
    }

    return {
      ids,
      rows: selected,
      toggle,
      extendTo,
      choose: (id, isRange) => (isRange ? extendTo(id) : toggle(id)),
      set: (next) => set(next, next[0] ?? null),
      clear: () => set([], null),
    }
  }, [state, rows, current, noun])
}

/** Ids from one row to another, in either direction. */
function between(rows: readonly SegmentJson[], one: string, other: string): readonly string[] {
  const [a, b] = [one, other].map((id) => rows.findIndex((row) => row.id === id)) as [number, number]
  return rows.slice(Math.max(0, Math.min(a, b)), Math.max(a, b) + 1).map(({ id }) => id)
}
