import type { Draft } from '@holdfast/client'
import type { Edit } from '../../api/edits.ts'
import type { SegmentJson } from '../../api/types.ts'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'

const MAX_WAIT = 10_000

/** Text as the server has it, with its tag for the next precondition. */
export interface SavedText {
  readonly id: string
  readonly content: string
  readonly etag: string
}

/** Text that someone else changed while an action of this person was under way. */
export interface Overtaken {
  readonly id: string
  /** Author of the change. */
  readonly by: string
  /** True if that author signed in under the name, false if they typed it. */
  readonly verified?: boolean
}

/** Texts after their drafts were saved. */
export interface SavedTexts {
  readonly saved: readonly SavedText[]
  /** Ids of those that could not be saved, or that wait for a decision. */
  readonly waiting: readonly string[]
  /** The texts as the person saw them, by id. */
  readonly seen: ReadonlyMap<string, string>
  /** Those of the saved that hold a change which the person has not seen yet. */
  readonly unseen: readonly Overtaken[]
}

/** Target of an edit, with its precondition. */
export function targetOf({ id, etag }: SavedText): { readonly id: string; readonly ifMatch: string } {
  return { id, ifMatch: etag }
}

/** Replacements of the texts that a function changes. */
export function replacements(
  texts: readonly SavedText[],
  map: (content: string, id: string) => string,
): readonly Edit[] {
  return texts
    .map((text) => ({ op: 'replace' as const, ...targetOf(text), content: map(text.content, text.id) }))
    .filter(({ content }, index) => content !== texts[index]?.content)
}

/** Saves the drafts of some segments. New ones without text are left out. */
export async function saveTexts(drafts: SegmentDrafts, all: readonly SegmentJson[]): Promise<SavedTexts> {
  const segments = all.filter((segment) => !drafts.isUnwritten(segment))
  const touched = segments.map(({ id }) => drafts.peek(id))
  const seen = segments.map((segment) => drafts.textOf(segment))
  for (const draft of touched) {
    draft?.saveTouched()
  }
  await Promise.all(touched.map(whenSaved))
  const isWaiting = touched.map((draft) => draft?.snapshot().dirty === true)
  const texts = segments.map(({ id, content, etag }, index) => {
    const base = touched[index]?.snapshot().base
    return { id, content: base?.value ?? content, etag: base?.etag ?? etag }
  })
  const unseen = texts.filter(({ content }, index) => !isWaiting[index] && content !== seen[index])
  return {
    saved: texts.filter((_, index) => !isWaiting[index]),
    waiting: texts.filter((_, index) => isWaiting[index]).map(({ id }) => id),
    seen: new Map(segments.map(({ id }, index) => [id, seen[index] ?? ''])),
    unseen: unseen.map(({ id }) => ({ id, ...latestAuthor(drafts.peek(id)) })),
  }
}

/** Author of the change that the draft's last save merged, or else of the version that it grew from. */
function latestAuthor(draft: Draft<string> | undefined): Omit<Overtaken, 'id'> {
  const { mergedWith, mergedWithVerified, base } = draft?.snapshot() ?? {}
  return mergedWith
    ? { by: mergedWith, verified: mergedWithVerified }
    : { by: base?.by ?? '', verified: base?.verified }
}

/** Resolves when no save of the draft is under way any more, or after the longest wait. */
export function whenSaved(draft: Draft<string> | undefined): Promise<void> {
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
