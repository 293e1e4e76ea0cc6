import type { Draft } from '@holdfast/client'
import { segmentOfDraft } from '../../api/draftNames.ts'
import { offerUndo, reportRefusal } from '../../components/notices.tsx'
import { type SavedRecovery, saveRecovered, takeBack } from '../../components/recovered.ts'
import { cueOf } from '../../cue/block.ts'

/**
 * Saves the text that an earlier visit left in a segment. Where someone else changed the segment since, the server merges,
 * and what collides waits for the person.
 */
export function saveRecoveredText(draft: Draft<string>): Promise<SavedRecovery<string> | null> {
  return saveRecovered(draft, (one) => !hasCursor(one))
}

/** Says that texts of an earlier visit were saved, and offers to put back what was there before. */
export function offerRecoveredUndo(document: string, saves: readonly SavedRecovery<string>[]): void {
  const [first] = saves
  if (first === undefined) {
    return
  }
  const noun = cueOf(first.before) === null ? 'paragraph' : 'caption'
  const subject = saves.length === 1 ? `a ${noun}` : `${saves.length} ${noun}s`
  offerUndo({
    id: `recovered-${document}`,
    words: `Your unsaved text of ${subject} from an earlier visit was saved.`,
    onUndo() {
      for (const save of saves) {
        if (!takeBack(save)) {
          reportRefusal(`A ${noun} was changed since, so its text was left as it is.`)
        }
      }
    },
  })
}

/** True if the person's cursor is in the text: a merge would change it under their hands. */
function hasCursor({ name }: Draft<string>): boolean {
  return document.activeElement?.getAttribute('data-segment') === segmentOfDraft(name)
}
