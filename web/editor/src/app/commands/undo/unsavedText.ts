import type { SegmentDrafts } from '../../../features/editing/segmentDraft.ts'
import { whenSaved } from '../savedTexts.ts'
import type { Step } from './steps.ts'

/** Drafts that undo leaves alone: they wait for a decision of their person, in their row. */
const UNDECIDED = new Set(['conflict', 'gone'])

/**
 * Takes what is typed and not saved out of the draft of a segment, which shows the saved text again.
 *
 * @returns what was taken; null if everything was saved by then
 */
export async function takeUnsavedText(drafts: SegmentDrafts, id: string): Promise<Step['unsaved'] | null> {
  const draft = drafts.peek(id)
  if (draft?.snapshot().status === 'saving') {
    await whenSaved(draft)
  }
  const { dirty, draft: text = null, base = null, status = 'clean', recovered } = draft?.snapshot() ?? {}
  if (!draft || !dirty || recovered || text === null || base === null || UNDECIDED.has(status) || base.value === text) {
    return null
  }
  draft.replace(base.value)
  return { id, text }
}
