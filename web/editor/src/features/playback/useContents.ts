import { useDrafts } from '@holdfast/client/react'
import { useMemo, useSyncExternalStore } from 'react'
import { segmentDraftName } from '../../api/draftNames.ts'
import type { SegmentJson } from '../../api/types.ts'

/** Current text of each cue, drafts included. */
export function useContents(rows: readonly SegmentJson[]): ReadonlyMap<string, string> {
  const drafts = useDrafts()
  const changing = useSyncExternalStore(drafts.subscribe, () =>
    drafts
      .all()
      .map((draft) => ({ name: draft.name, ...draft.snapshot() }))
      .filter(({ dirty, draft }) => dirty && typeof draft === 'string')
      .map(({ name, draft }) => `${name}\u0000${draft}`)
      .join('\u0001'),
  )
  return useMemo(() => {
    const typed = new Map(changing.split('\u0001').map((entry) => entry.split('\u0000') as [string, string]))
    return new Map(
      rows.filter(({ deleted }) => !deleted).map(({ id, content }) => [id, typed.get(segmentDraftName(id)) ?? content]),
    )
  }, [changing, rows])
}
