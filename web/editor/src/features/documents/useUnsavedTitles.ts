import { useDrafts } from '@holdfast/client/react'
import { useEffect, useSyncExternalStore } from 'react'
import { descriptionResource } from '../../api/description.ts'
import { titleDraftName } from '../../api/draftNames.ts'

/** The documents of a list whose title was typed, here or on an earlier visit, and is not saved. */
export function useUnsavedTitles(ids: readonly string[]): ReadonlySet<string> {
  const drafts = useDrafts()
  const listed = ids.join('\n')

  useEffect(() => {
    void drafts.keeper.names().then((names) => {
      for (const id of listed.split('\n').filter((id) => names.includes(titleDraftName(id)))) {
        drafts.get(titleDraftName(id), { resource: descriptionResource(id), autosaveAfter: null })
      }
    })
  }, [drafts, listed])

  const unsaved = useSyncExternalStore(drafts.subscribe, () =>
    ids.filter((id) => drafts.peek(titleDraftName(id))?.snapshot().dirty).join('\n'),
  )
  return new Set(unsaved.split('\n'))
}
