import { type ProblemDetails, RequestError } from '@holdfast/client'
import { commitEdits, conflictsOf, type Edit } from '../../api/edits.ts'
import type { SegmentJson } from '../../api/types.ts'
import type { SavedText } from './savedTexts.ts'

/** Outcome of an action on many texts. */
export interface Committed {
  readonly changed: readonly SegmentJson[]
  /** The replaced versions. */
  readonly before: ReadonlyMap<string, SavedText>
  /** Current versions of those left out, because someone else changed what the action replaces. */
  readonly overtaken: readonly SegmentJson[]
  /** Reason why the rest was not done. */
  readonly error?: unknown
}

export interface TextsAction {
  readonly document: string
  readonly texts: readonly SavedText[]
  /** Edits for the texts as they are by then. */
  readonly edits: (texts: readonly SavedText[]) => readonly Edit[]
  /** True if the action may be done to a version that the person has not seen. */
  readonly isRight: (text: SavedText) => boolean
}

const MAX_TRIES = 5

/**
 * Commits an action on many texts. Where someone else was faster, it is made for the current version if it is right for
 * that; a text that was deleted is left out. It takes several commits only where the server limits a batch.
 */
export async function commitTexts({ document, texts, edits, isRight }: TextsAction): Promise<Committed> {
  const changed: SegmentJson[] = []
  const before = new Map<string, SavedText>()
  const overtaken: SegmentJson[] = []
  let open = texts
  let size = texts.length
  for (let tries = 0; open.length > 0; ) {
    const part = open.slice(0, size)
    try {
      const planned = edits(part)
      changed.push(...(planned.length === 0 ? [] : await commitEdits(document, planned)))
      for (const text of part) {
        before.set(text.id, text)
      }
      open = open.slice(part.length)
    } catch (error) {
      const [status, problem] = error instanceof RequestError ? [error.status, error.problem] : [0, {}]
      if (status === 412 && tries < MAX_TRIES && problem.conflicts !== undefined) {
        const current = currentOf(problem)
        overtaken.push(...[...current.values()].flatMap((now) => (now === null || isRight(now) ? [] : now)))
        open = upToDate(open, current).filter(isRight)
        tries++
      } else if (status === 413 && typeof problem.maxEdits === 'number' && problem.maxEdits < part.length) {
        size = problem.maxEdits
      } else {
        return { changed, before, overtaken, error }
      }
    }
  }
  return { changed, before, overtaken }
}

/** The current versions by id; null for a text that was deleted. */
function currentOf(problem: ProblemDetails): ReadonlyMap<string, SegmentJson | null> {
  return new Map(conflictsOf(problem).map(({ id, current }) => [id, current && !current.deleted ? current : null]))
}

function upToDate(texts: readonly SavedText[], current: ReadonlyMap<string, SegmentJson | null>): readonly SavedText[] {
  return texts.flatMap((text) => {
    const now = current.get(text.id)
    return now === undefined ? [text] : now === null ? [] : [{ id: now.id, content: now.content, etag: now.etag }]
  })
}
