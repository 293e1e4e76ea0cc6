import { nameOf, ownName } from '../../api/author.ts'
import { PersonName } from '../../components/PersonName.tsx'
import type { SegmentDrafts } from './segmentDraft.ts'

interface Written {
  readonly etag: string
  readonly by?: string
  readonly verified?: boolean
}

export interface AuthorProps {
  readonly drafts: SegmentDrafts
  readonly version: Written
  /** Place of the name: at the beginning of a sentence, or after "by". */
  readonly as: 'subject' | 'object'
}

/** Author of a version, with the mark of their name. The person's own other tab is no one else. */
export function Author({ drafts, version: { etag, by, verified }, as }: AuthorProps) {
  const isSubject = as === 'subject'
  if (by !== undefined && by !== '' && by === ownName()) {
    const isHere = drafts.isWrittenHere(etag)
    return isSubject ? (isHere ? 'You' : 'You, in another tab,') : isHere ? 'you' : 'you, in another tab'
  }
  const name = nameOf(by, '')
  if (name === '') {
    return isSubject ? 'Someone else' : 'someone else'
  }
  return <PersonName name={name} verified={verified} />
}
