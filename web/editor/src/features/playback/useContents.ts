import type { Drafts } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { useMemo, useSyncExternalStore } from 'react'
import { segmentDraftName } from '../../api/draftNames.ts'
import type { SegmentJson } from '../../api/types.ts'

/**
 * Current text of each cue, drafts included.
 *
 * @param isTyped false for the saved texts alone, so that nothing happens at each key
 */
export function useContents(rows: readonly SegmentJson[], isTyped = true): ReadonlyMap<string, string> {
  const drafts = useDrafts()
  const changing = useSyncExternalStore(drafts.subscribe, () => (isTyped ? typedIn(drafts) : ''))
  return useMemo(() => {
    const typed = new Map(changing.split('\u0001').map((entry) => entry.split('\u0000') as [string, string]))
    return new Map(
      rows.filter(({ deleted }) => !deleted).map(({ id, content }) => [id, typed.get(segmentDraftName(id)) ?? content]),
    )
  }, [changing, rows])
}

/** Texts of all unsaved drafts as one string, which compares by value. */
function typedIn(drafts: Drafts): string {
  return drafts
    .all()
    .map((draft) => ({ name: draft.name, ...draft.snapshot() }))
    .filter(({ dirty, draft }) => dirty && typeof draft === 'string')
    .map(({ name, draft }) => `${name}\u0000${draft}`)
    .join('\u0001')
}
