import type { Drafts } from '@holdfast/client'
import { segmentDraftName } from '../../api/draftNames.ts'
import type { SegmentJson } from '../../api/types.ts'

/** Rows of a document: all segments but a bare header, and deleted ones only while their draft is unsaved. */
export function rowsOf(segments: readonly SegmentJson[], waiting: ReadonlySet<string>): readonly SegmentJson[] {
  return segments.filter(({ id, kind, content, deleted }) =>
    deleted ? waiting.has(segmentDraftName(id)) : kind !== 'header' || content.trim().includes('\n'),
  )
}

/** Names of the drafts whose segment was deleted, as one string, which compares by value. */
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
