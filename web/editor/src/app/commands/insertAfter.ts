import { commitEdits, type Edit } from '../../api/edits.ts'
import type { SegmentJson } from '../../api/types.ts'
import { reportError } from '../../components/notices.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { SavedText } from './savedTexts.ts'

type Recorder = (after: readonly SegmentJson[], before: ReadonlyMap<string, SavedText>) => void

/**
 * Function that inserts blocks after a segment, in one commit. With `own` the segment gets another text in the same commit; its draft holds
 * all of the text until that is done.
 */
export function inserter(drafts: SegmentDrafts, record: Recorder) {
  return async (segment: SegmentJson, contents: readonly string[], own?: string): Promise<void> => {
    const { id } = segment
    const draft = drafts.open(id, segment)
    const { base, draft: typed } = draft.snapshot()
    const replaced: Edit[] = base && own !== undefined ? [{ op: 'replace', id, ifMatch: base.etag, content: own }] : []
    // Each comes directly after the segment, so that the last is inserted first.
    const inserted = [...contents].reverse().map((content): Edit => ({ op: 'insert', after: id, content }))
    try {
      const changed = await commitEdits(drafts.document, [...replaced, ...inserted])
      if (own !== undefined && draft.snapshot().draft === typed) {
        draft.edit(own)
      }
      drafts.show(changed)
      const before = { id, content: base?.value ?? segment.content, etag: base?.etag ?? segment.etag }
      record(changed, new Map(replaced.length > 0 ? [[id, before]] : []))
    } catch (error) {
      reportError(error)
    }
  }
}
