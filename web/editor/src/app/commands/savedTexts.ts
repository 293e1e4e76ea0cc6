import type { Draft } from '@holdfast/client'
import { nameOf } from '../../api/author.ts'
import type { SegmentJson } from '../../api/types.ts'
import { reportRefusal } from '../../components/notices.tsx'
import { nounOf } from '../../cue/noun.ts'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'

const MAX_WAIT = 10_000

/** Text as the server has it, with its tag for the next precondition. */
export interface SavedText {
  readonly id: string
  readonly content: string
  readonly etag: string
}

/**
 * Saves the drafts of some segments. Returns null, after a message to the person, if a draft could not be saved, or if a
 * save merged a change by someone else that the person has not seen yet.
 */
export async function savedTexts(
  drafts: SegmentDrafts,
  segments: readonly SegmentJson[],
): Promise<readonly SavedText[] | null> {
  const touched = segments.map(({ id }) => drafts.peek(id))
  const seen = segments.map((segment) => drafts.textOf(segment))
  for (const draft of touched) {
    draft?.saveTouched()
  }
  await Promise.all(touched.map(whenSaved))
  if (touched.some((draft) => draft?.snapshot().dirty)) {
    const noun = nounOf(segments[0]?.kind ?? 'text')
    const subject = segments.length === 1 ? `This ${noun} has` : `Some ${noun}s have`
    reportRefusal(`${subject} unsaved text. Save it or decide its conflict first.`)
    return null
  }
  const saved = segments.map(({ id, content, etag }, index) => {
    const base = touched[index]?.snapshot().base
    return { id, content: base?.value ?? content, etag: base?.etag ?? etag }
  })
  const changed = saved.findIndex(({ content }, index) => content !== seen[index])
  if (changed >= 0) {
    const { mergedWith, base } = touched[changed]?.snapshot() ?? {}
    reportRefusal(`${nameOf(mergedWith ?? base?.by)} changed this meanwhile. Look at it and try again.`)
    return null
  }
  return saved
}

/** Resolves when no save of the draft is under way any more, or after the longest wait. */
function whenSaved(draft: Draft<string> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, MAX_WAIT)
    const stop = draft?.subscribe(check)
    function finish() {
      clearTimeout(timer)
      stop?.()
      resolve()
    }
    function check() {
      if (draft?.snapshot().status !== 'saving') {
        finish()
      }
    }
    check()
  })
}
