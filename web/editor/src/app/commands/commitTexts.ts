import { RequestError } from '@holdfast/client'
import { commitEdits, conflictsOf, type Edit } from '../../api/edits.ts'
import type { SegmentJson } from '../../api/types.ts'
import type { SavedText } from './savedTexts.ts'

/** Outcome of an action on many texts. */
export interface Committed {
  readonly changed: readonly SegmentJson[]
  /** The replaced versions. */
  readonly before: ReadonlyMap<string, SavedText>
  /** Reason why the rest was not done. */
  readonly error?: unknown
}

export interface TextsAction {
  readonly document: string
  readonly texts: readonly SavedText[]
  /** Edits for the texts as they are by then. */
  readonly edits: (texts: readonly SavedText[]) => readonly Edit[]
}

const MAX_TRIES = 5

/**
 * Commits an action that is right for any version of its texts. Where someone else was faster, it is made for the
 * current versions; a text that was deleted is left out. It takes several commits only where the server limits a batch.
 */
export async function commitTexts({ document, texts, edits }: TextsAction): Promise<Committed> {
  const changed: SegmentJson[] = []
  const before = new Map<string, SavedText>()
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
        open = upToDate(open, conflictsOf(problem))
        tries++
      } else if (status === 413 && typeof problem.maxEdits === 'number' && problem.maxEdits < part.length) {
        size = problem.maxEdits
      } else {
        return { changed, before, error }
      }
    }
  }
  return { changed, before }
}

function upToDate(texts: readonly SavedText[], conflicts: ReturnType<typeof conflictsOf>): readonly SavedText[] {
  const current = new Map(conflicts.map(({ id, current }) => [id, current]))
  return texts.flatMap((text) => {
    const now = current.get(text.id)
    if (!current.has(text.id)) {
      return [text]
    }
    return now && !now.deleted ? [{ id: now.id, content: now.content, etag: now.etag }] : []
  })
}
