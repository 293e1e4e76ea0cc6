import { strongTag, type Tombstone, type Versioned } from '@holdfast/client'
import { isNew, withNew } from './newSegment.ts'
import type { ChangeJson, CommitJson, SegmentJson, Segments } from './types.ts'

export const segmentsKey = (document: string): readonly string[] => ['segments', document]

export function versionedOf(segment: SegmentJson): Versioned<string> {
  const { content, etag, version, updatedBy, updatedByVerified: verified, updatedAt } = segment
  return { value: content, etag: strongTag(etag) ?? etag, version, by: updatedBy, verified, at: updatedAt }
}

export function tombstoneOf(segment: SegmentJson): Tombstone<string> {
  const { content, etag, version, updatedBy: by, updatedByVerified: verified, updatedAt: at, successor } = segment
  return { etag, version, by, verified, at, successor: successor ?? undefined, last: content }
}

/** The segment where the text of a deleted one is now, however often it was joined since; null if it is nowhere. */
export function livingSuccessor(list: readonly SegmentJson[], id: string | null | undefined): SegmentJson | null {
  const seen = new Set<string>()
  for (let next = id; next && !seen.has(next); ) {
    seen.add(next)
    const segment = list.find((known) => known.id === next)
    if (segment !== undefined && !segment.deleted) {
      return segment
    }
    next = segment?.successor
  }
  return null
}

/** The segment with a saved text in place of its own. */
export function withSaved(segment: SegmentJson, saved: Versioned<string>): SegmentJson {
  const {
    value: content,
    etag,
    version = 0,
    by: updatedBy = '',
    verified: updatedByVerified,
    at: updatedAt = '',
  } = saved
  return { ...segment, content, etag, version, updatedBy, updatedByVerified, updatedAt, deleted: undefined }
}

/** The segments in the order of their positions, which compare byte by byte, with those that are new at their places. */
export function inOrder(list: readonly SegmentJson[]): SegmentJson[] {
  const saved = list
    .filter((segment) => !isNew(segment))
    .sort((one, other) =>
      one.position < other.position ? -1 : one.position > other.position ? 1 : one.id < other.id ? -1 : 1,
    )
  return withNew(saved, list.filter(isNew))
}

/** The segments without a new one. */
export function withoutNew(segments: Segments, id: string): Segments {
  return { ...segments, list: segments.list.filter((segment) => segment.id !== id || !isNew(segment)) }
}

/** The segments after some commits. Each version counts once, however often and in whatever order it is reported. */
export function afterCommits(segments: Segments, document: string, commits: readonly CommitJson[]): Segments {
  if (commits.length === 0) {
    return segments
  }
  const byId = new Map(segments.list.map((segment) => [segment.id, segment]))
  let moved = false
  for (const commit of commits) {
    for (const change of commit.changes) {
      const id = change.segment ?? null
      const before = id === null ? undefined : byId.get(id)
      if (id !== null && (before === undefined || before.version < change.version)) {
        const after = segmentAfter(change, { id, document, before, commit })
        moved ||= before?.position !== after.position
        byId.set(id, after)
      }
    }
  }
  const list = [...byId.values()]
  const { revision, tip } = commits.at(-1) ?? segments
  return { ...segments, revision, tip, list: moved ? inOrder(list) : list }
}

interface ChangeContext {
  readonly id: string
  readonly document: string
  readonly before: SegmentJson | undefined
  readonly commit: CommitJson
}

function segmentAfter(change: ChangeJson, { id, document, before, commit }: ChangeContext): SegmentJson {
  return {
    id,
    document,
    kind: change.kind ?? before?.kind ?? 'text',
    content: change.content ?? before?.content ?? '',
    version: change.version,
    etag: change.etag,
    position: change.position ?? before?.position ?? '',
    updatedAt: commit.at,
    updatedBy: commit.author,
    updatedByVerified: commit.verified,
    deleted: change.operation === 'delete' ? true : undefined,
    successor: change.successor,
  }
}

/**
 * The segments after they were read again. A response may be older than what is known, so the later version of each
 * segment counts. A segment that the response lacks was inserted or deleted since, which the stream reports. Of outdated
 * segments only those stay that the server does not have yet.
 */
export function afterRead(known: Segments | undefined, read: Segments): Segments {
  if (known?.outdated) {
    const ids = new Set(read.list.map(({ id }) => id))
    const unsaved = known.list.filter((segment) => isNew(segment) && !ids.has(segment.id))
    return { ...read, list: inOrder([...read.list, ...unsaved]), restarts: (known.restarts ?? 0) + 1 }
  }
  return known === undefined ? read : afterWrite(known, read.list)
}

/** The segments after this page wrote some of them. */
export function afterWrite(segments: Segments, saved: readonly SegmentJson[]): Segments {
  const known = new Map(segments.list.map((segment) => [segment.id, segment]))
  const newer = saved.filter(({ id, version }) => (known.get(id)?.version ?? -1) < version)
  if (newer.length === 0) {
    return segments
  }
  for (const segment of newer) {
    known.set(segment.id, segment)
  }
  return { ...segments, list: inOrder([...known.values()]) }
}
