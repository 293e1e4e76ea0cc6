import type { Drafts } from '@holdfast/client'
import { segmentDraftName } from '../../api/draftNames.ts'
import type { SegmentJson } from '../../api/types.ts'

/** What is shown of a document: everything but a bare header, and what was deleted only while its draft waits. */
export function rowsOf(segments: readonly SegmentJson[], waiting: ReadonlySet<string>): readonly SegmentJson[] {
  return segments.filter(({ id, kind, content, deleted }) =>
    deleted ? waiting.has(segmentDraftName(id)) : kind !== 'header' || content.trim().includes('\n'),
  )
}

/** The names of drafts whose segment was deleted, in one text, so that it compares by value. */
export function waitingDrafts(drafts: Drafts): string {
  return drafts
    .all()
    .filter((draft) => {
      const { status, dirty, gone, beforeMerge } = draft.snapshot()
      return gone !== null && (dirty || beforeMerge !== null || status === 'saving')
    })
    .map(({ name }) => name)
    .join('\n')
}
