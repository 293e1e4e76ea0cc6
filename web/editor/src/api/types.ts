/** JSON of the server. Outside this folder, nothing knows more of HTTP than these types. */
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
  readonly createdByVerified?: boolean
  readonly updatedAt: string
  readonly updatedBy: string
  readonly updatedByVerified?: boolean
  readonly exports: readonly ExportJson[]
  /** After an import: the parts of the file that the document lacks. */
  readonly dropped?: readonly string[]
}

/** A file that a document can be exported as; `href` is its relative URL. */
export interface ExportJson {
  readonly extension: string
  readonly mediaType: string
  readonly href: string
  readonly lossy: boolean
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
  readonly updatedByVerified?: boolean
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
  /** The end of the log when this was its last commit. */
  readonly tip?: string
  readonly author: string
  readonly verified?: boolean
  readonly at: string
  readonly changes: readonly ChangeJson[]
}

/** Segments of a document at one revision, in order. One that was deleted since stays as a tombstone. */
export interface Segments {
  readonly revision: number
  /** The end of the log at that revision. */
  readonly tip?: string | undefined
  readonly list: readonly SegmentJson[]
  /** The document was replaced, for instance by a backup: the next read replaces all of this. */
  readonly outdated?: boolean
  /** Count of such replacements. */
  readonly restarts?: number
}
