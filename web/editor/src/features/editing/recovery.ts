import type { Draft } from '@holdfast/client'
import { segmentOfDraft } from '../../api/draftNames.ts'
import { offerUndo, reportRefusal } from '../../components/notices.tsx'
import { cueOf } from '../../cue/block.ts'

/** Save of a text that an earlier visit left unsaved. */
export interface SavedRecovery {
  readonly draft: Draft<string>
  /** The text before. */
  readonly before: string
  /** Tag of the version that the save created. */
  readonly saved: string
}

/**
 * Saves the text of an earlier visit once it is found. Where someone else changed the segment since, the server merges,
 * and what collides waits for the person.
 *
 * @returns the save, if nothing was merged; a merge offers its own undo
 */
export async function saveRecovered(draft: Draft<string>): Promise<SavedRecovery | null> {
  await draft.recovery
  const { recovered, status, base } = draft.snapshot()
  if (!recovered || base === null || (status !== 'editing' && (status !== 'stale' || hasCursor(draft)))) {
    return null
  }
  draft.save(status === 'stale' ? 'user' : 'timer')
  await whenAtRest(draft)
  const after = draft.snapshot()
  return after.status === 'saved' && after.base !== null ? { draft, before: base.value, saved: after.base.etag } : null
}

/** Says that texts of an earlier visit were saved, and offers to put back what was there before. */
export function offerRecoveredUndo(document: string, saves: readonly SavedRecovery[]): void {
  const [first] = saves
  if (first === undefined) {
    return
  }
  const noun = cueOf(first.before) === null ? 'paragraph' : 'caption'
  const subject = saves.length === 1 ? `a ${noun}` : `${saves.length} ${noun}s`
  offerUndo({
    id: `recovered-${document}`,
    words: `Your unsaved text of ${subject} from an earlier visit was saved.`,
    onUndo: () => undo(saves, noun),
  })
}

function undo(saves: readonly SavedRecovery[], noun: string): void {
  for (const { draft, before, saved } of saves) {
    const { dirty, base } = draft.snapshot()
    if (dirty || base?.etag !== saved) {
      reportRefusal(`A ${noun} was changed since, so its text was left as it is.`)
    } else {
      draft.edit(before)
      draft.save()
    }
  }
}

/** True if the person's cursor is in the text: a merge would change it under their hands. */
function hasCursor({ name }: Draft<string>): boolean {
  return document.activeElement?.getAttribute('data-segment') === segmentOfDraft(name)
}

function whenAtRest(draft: Draft<string>): Promise<void> {
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
