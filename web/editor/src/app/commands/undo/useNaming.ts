import { useMemo } from 'react'
import type { SegmentJson } from '../../../api/types.ts'
import type { Noun } from '../../../cue/noun.ts'
import { isCounted } from '../../../features/editing/SegmentRow.tsx'
import type { Naming } from './words.ts'

/** Names of the segments as their rows show them. */
export function useNaming(noun: Noun, rows: readonly SegmentJson[]): Naming {
  return useMemo(() => {
    const counted = rows.filter(({ kind }) => isCounted(kind))
    const numbers = new Map(counted.map(({ id }, index) => [id, index + 1]))
    return { noun, numberOf: (id) => numbers.get(id) }
  }, [noun, rows])
}
