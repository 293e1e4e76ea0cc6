import { contentOf, type MergePart, type Merger, segmentMerger } from '@holdfast/client'

/** Mark between two texts. A character of the private use area, which no caption has. */
const MARK = '\uE000'
const BEFORE_TEXT = /^[\s\S]*?-->[^\r\n]*(?:\r\n|\n|\r)?/

/**
 * Merger of a caption that may have been split: compared with its first half alone, the rest would look deleted, and
 * keeping one's own words could bring the words of the second half back into the first.
 *
 * @param moved the contents of the other parts, in order; empty for a caption that was not split
 */
export function splitMerger(moved: () => readonly string[]): Merger<string> {
  const merge = (base: string, mine: string, theirs: string) => segmentMerger.merge?.(base, mine, theirs) ?? []
  return {
    merge(base, mine, theirs) {
      const rest = moved().map((content) => `${MARK}${content.replace(BEFORE_TEXT, '')}`)
      const whole = rest.length === 0 ? null : beforeMark(merge(base, mine, theirs + rest.join('')))
      return whole ?? merge(base, mine, theirs)
    },
    compose: segmentMerger.compose,
  }
}

/** The parts of the first half; null if it cannot be told apart, or if the rest has changes of mine. */
function beforeMark(parts: readonly MergePart[]): readonly MergePart[] | null {
  const at = parts.findIndex((part) => String(contentOf(part, 'theirs')).includes(MARK))
  const marked = parts[at]
  if (marked === undefined || marked.conflict || parts.slice(at).some(isChangedByMe)) {
    return null
  }
  const first = String(contentOf(marked, 'theirs')).split(MARK)[0] ?? ''
  const base = contentOf(marked, 'base')
  return [
    ...parts.slice(0, at),
    { facet: marked.facet, conflict: false, merged: first, base, mine: base, theirs: first },
  ]
}

function isChangedByMe(part: MergePart): boolean {
  return part.conflict || contentOf(part, 'mine') !== contentOf(part, 'base')
}
