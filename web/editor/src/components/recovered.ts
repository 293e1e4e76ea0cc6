import type { Draft } from '@holdfast/client'

/** Save of a text that an earlier visit left unsaved. */
export interface SavedRecovery<T> {
  readonly draft: Draft<T>
  /** The text before. */
  readonly before: T
  /** Tag of the version that the save created. */
  readonly saved: string
}

/**
 * Saves the text of an earlier visit once it is found.
 *
 * @param mayMerge true if a text whose base is no longer current may be saved, too: then the server merges
 * @returns the save, if nothing was merged; a merge offers its own undo
 */
export async function saveRecovered<T>(
  draft: Draft<T>,
  mayMerge: (draft: Draft<T>) => boolean,
): Promise<SavedRecovery<T> | null> {
  await draft.recovery
  const { recovered, status, base } = draft.snapshot()
  if (!recovered || base === null || (status !== 'editing' && (status !== 'stale' || !mayMerge(draft)))) {
    return null
  }
  draft.save(status === 'stale' ? 'user' : 'timer')
  await whenAtRest(draft)
  const after = draft.snapshot()
  return after.status === 'saved' && after.base !== null ? { draft, before: base.value, saved: after.base.etag } : null
}

/** Saves the text from before. Returns false, and does nothing, if it was changed again since. */
export function takeBack<T>({ draft, before, saved }: SavedRecovery<T>): boolean {
  const { dirty, base } = draft.snapshot()
  if (dirty || base?.etag !== saved) {
    return false
  }
  draft.edit(before)
  draft.save()
  return true
}

function whenAtRest<T>(draft: Draft<T>): Promise<void> {
  return new Promise((resolve) => {
    const stop = draft.subscribe(check)
    function check() {
      if (draft.snapshot().status !== 'saving') {
        stop()
        resolve()
      }
    }
    check()
  })
}
