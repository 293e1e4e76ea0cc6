import type { Draft } from '@holdfast/client'
import { nameOf } from '../../api/author.ts'
import type { SegmentJson } from '../../api/types.ts'
import { reportRefusal } from '../../components/notices.tsx'
import { nounOf } from '../../cue/noun.ts'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'

const MAX_WAIT = 10_000
const MAX_NAMED = 5

/** Text as the server has it, with its tag for the next precondition. */
export interface SavedText {
  readonly id: string
  readonly content: string
  readonly etag: string
}

/** Texts that are saved, and the segments whose person has to decide something first. */
export interface SettledTexts {
  readonly saved: readonly SavedText[]
  readonly waiting: readonly SegmentJson[]
}

/** Saves the drafts of some segments, each by itself: one that waits for its person holds up no other. */
export async function settledTexts(drafts: SegmentDrafts, segments: readonly SegmentJson[]): Promise<SettledTexts> {
  const touched = await saveAll(drafts, segments)
  const isWaiting = (index: number) => touched[index]?.snapshot().dirty === true
  return {
    saved: savedOf(segments, touched).filter((_, index) => !isWaiting(index)),
    waiting: segments.filter((_, index) => isWaiting(index)),
  }
}

/**
 * Saves the drafts of some segments. Returns null, after a message to the person, if a draft could not be saved, or if a
 * save merged a change by someone else that the person has not seen yet.
 */
export async function savedTexts(
  drafts: SegmentDrafts,
  segments: readonly SegmentJson[],
): Promise<readonly SavedText[] | null> {
  const seen = segments.map((segment) => drafts.textOf(segment))
  const touched = await saveAll(drafts, segments)
  if (touched.some((draft) => draft?.snapshot().dirty)) {
    const noun = nounOf(segments[0]?.kind ?? 'text')
    const subject = segments.length === 1 ? `This ${noun} has` : `Some ${noun}s have`
    reportRefusal(`${subject} unsaved text. Save it or decide its conflict first.`)
    return null
  }
  const saved = savedOf(segments, touched)
  const changed = saved.findIndex(({ content }, index) => content !== seen[index])
  if (changed >= 0) {
    const { mergedWith, base } = touched[changed]?.snapshot() ?? {}
    reportRefusal(`${nameOf(mergedWith ?? base?.by)} changed this meanwhile. Look at it and try again.`)
    return null
  }
  return saved
}

/** Sentence about the segments that wait for their person, by their numbers in the list. */
export function waitingWords(rows: readonly SegmentJson[], waiting: readonly SegmentJson[], done: string): string {
  const noun = nounOf(waiting[0]?.kind ?? 'text')
  const counted = rows.filter(({ kind }) => kind === 'cue' || kind === 'text')
  const numbers = waiting.map(({ id }) => counted.findIndex((row) => row.id === id) + 1).filter((number) => number > 0)
  const named = numbers.slice(0, MAX_NAMED).join(', ') + (numbers.length > MAX_NAMED ? ' and others' : '')
  return numbers.length === 1
    ? `${capital(noun)} ${named} waits for a decision, so it was not ${done}.`
    : `${capital(noun)}s ${named} wait for a decision, so they were not ${done}.`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

async function saveAll(drafts: SegmentDrafts, segments: readonly SegmentJson[]) {
  const touched = segments.map(({ id }) => drafts.peek(id))
  for (const draft of touched) {
    draft?.saveTouched()
  }
  await Promise.all(touched.map(whenSaved))
  return touched
}

function savedOf(segments: readonly SegmentJson[], touched: readonly (Draft<string> | undefined)[]): SavedText[] {
  return segments.map(({ id, content, etag }, index) => {
    const base = touched[index]?.snapshot().base
    return { id, content: base?.value ?? content, etag: base?.etag ?? etag }
  })
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
