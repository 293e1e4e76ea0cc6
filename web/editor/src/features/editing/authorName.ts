import { nameOf, ownName } from '../../api/author.ts'
import type { SegmentDrafts } from './segmentDraft.ts'

interface Written {
  readonly etag: string
  readonly by?: string
}

/** Author of a version as the subject of a sentence. The person's own other tab is no one else. */
export function subjectOf(drafts: SegmentDrafts, version: Written): string {
  if (!isOwn(version)) {
    return nameOf(version.by)
  }
  return drafts.isWrittenHere(version.etag) ? 'You' : 'You, in another tab,'
}

/** Author of a version after "by". */
export function byAuthor(drafts: SegmentDrafts, version: Written): string {
  if (!isOwn(version)) {
    return nameOf(version.by, 'someone else')
  }
  return drafts.isWrittenHere(version.etag) ? 'you' : 'you, in another tab'
}

function isOwn({ by }: Written): boolean {
  return by !== undefined && by !== '' && by === ownName()
}
