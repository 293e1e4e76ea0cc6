/** What the server sends. Only this folder knows more of HTTP than these types. */
export interface DocumentJson {
  readonly id: string
  readonly title: string
  readonly mediaType: string
  readonly language: string
  readonly mediaUrl?: string | null
  readonly version: number
  readonly etag: string
  readonly createdAt: string
  readonly createdBy: string
  readonly updatedAt: string
  readonly updatedBy: string
}

export interface SegmentJson {
  readonly id: string
  readonly document: string
  readonly kind: string
  readonly content: string
  readonly version: number
  readonly etag: string
  readonly position: string
  readonly updatedAt: string
  readonly updatedBy: string
  readonly deleted?: boolean | null
  readonly successor?: string | null
}

export interface RevisionJson extends SegmentJson {
  readonly revision: number
  readonly operation: string
  readonly erased?: boolean | null
}

export interface ChangeJson {
  readonly segment?: string | null
  readonly operation: string
  readonly version: number
  readonly etag: string
  readonly kind?: string | null
  readonly position?: string | null
  readonly content?: string | null
  readonly successor?: string | null
}

export interface CommitJson {
  readonly revision: number
  readonly author: string
  readonly at: string
  readonly changes: readonly ChangeJson[]
}

/** The segments of a document as of one revision, in order; what was deleted since it was opened stays as a tombstone. */
export interface Segments {
  readonly revision: number
  readonly list: readonly SegmentJson[]
  /** The document began anew, as from a backup: what is read next takes the place of all this. */
  readonly outdated?: boolean
  /** How often that has happened. */
  readonly restarts?: number
}
