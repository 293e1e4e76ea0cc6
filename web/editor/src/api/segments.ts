import {
  ConflictError,
  conflictOf,
  newKey,
  type Problem,
  problemOf,
  RequestError,
  type Resource,
  segmentResource,
  strongTag,
  type Versioned,
} from '@holdfast/client'
import { nameOf, transport, transportOf } from './author.ts'
import { done, refuseConflict } from './documents.ts'
import type { CommitJson, RevisionJson, SegmentJson, Segments } from './types.ts'

const PAGE = '1000'
const documentPath = (id: string) => `/api/documents/${encodeURIComponent(id)}`
const segmentPath = (id: string) => `/api/segments/${encodeURIComponent(id)}`

export const segmentsKey = (document: string): readonly string[] => ['segments', document]

export function versionedOf({ content, etag, version, updatedBy, updatedAt }: SegmentJson): Versioned<string> {
  return { value: content, etag: strongTag(etag) ?? etag, version, by: updatedBy, at: updatedAt }
}

/** A segment after its text was saved. */
export function withSaved(segment: SegmentJson, saved: Versioned<string>): SegmentJson {
  const { value: content, etag, version = 0, by: updatedBy = '', at: updatedAt = '' } = saved
  return { ...segment, content, etag, version, updatedBy, updatedAt, deleted: undefined }
}

/** All segments. What changes between two pages is made up for by following from the revision of the first. */
export async function readSegments(document: string, signal: AbortSignal): Promise<Segments> {
  const list: SegmentJson[] = []
  let revision: number | null = null
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const query = new URLSearchParams({ limit: PAGE, ...(after === undefined ? {} : { after }) })
    const url = `${documentPath(document)}/segments?${query}`
    const page = done(await transport.send({ method: 'GET', url, signal })) as {
      revision: number
      segments: SegmentJson[]
      next?: string | null
    }
    revision ??= page.revision
    list.push(...page.segments)
    after = page.next ?? undefined
  }
  return { revision: revision ?? 0, list: inOrder(list) }
}

/** Positions are compared byte by byte. */
export function inOrder(list: readonly SegmentJson[]): SegmentJson[] {
  return [...list].sort((one, other) =>
    one.position < other.position ? -1 : one.position > other.position ? 1 : one.id < other.id ? -1 : 1,
  )
}

/** The segments after some commits. Each version counts once, however often and in whatever order it is reported. */
export function afterCommits(segments: Segments, document: string, commits: readonly CommitJson[]): Segments {
  if (commits.length === 0) {
    return segments
  }
  const byId = new Map(segments.list.map((segment) => [segment.id, segment]))
  let moved = false
  for (const { author, at, changes } of commits) {
    for (const change of changes) {
      const id = change.segment ?? null
      const before = id === null ? undefined : byId.get(id)
      if (id === null || (before !== undefined && before.version >= change.version)) {
        continue
      }
      const after: SegmentJson = {
        id,
        document,
        kind: change.kind ?? before?.kind ?? 'text',
        content: change.content ?? before?.content ?? '',
        version: change.version,
        etag: change.etag,
        position: change.position ?? before?.position ?? '',
        updatedAt: at,
        updatedBy: author,
        deleted: change.operation === 'delete' ? true : undefined,
        successor: change.successor,
      }
      moved ||= before?.position !== after.position
      byId.set(id, after)
    }
  }
  const list = [...byId.values()]
  return { ...segments, revision: commits.at(-1)?.revision ?? segments.revision, list: moved ? inOrder(list) : list }
}

/**
 * The segments after they were read once more. An answer may be older than what is known by now, so of each segment the
 * later version counts. What the answer lacks was inserted since, or deleted: that is for the changes to tell.
 */
export function afterRead(known: Segments | undefined, read: Segments): Segments {
  if (known?.outdated) {
    return { ...read, restarts: (known.restarts ?? 0) + 1 }
  }
  return known === undefined ? read : afterWrite(known, read.list)
}

/** The segments after some were written by ourselves. */
export function afterWrite(segments: Segments, written: readonly SegmentJson[]): Segments {
  const known = new Map(segments.list.map((segment) => [segment.id, segment]))
  const news = written.filter(({ id, version }) => (known.get(id)?.version ?? -1) < version)
  if (news.length === 0) {
    return segments
  }
  for (const segment of news) {
    known.set(segment.id, segment)
  }
  return { ...segments, list: inOrder([...known.values()]) }
}

/** One segment's text, with what Holdfast can do beside reading and writing: restore it. */
export function contentResource(document: string, id: string): Resource<string> {
  const resource = segmentResource(transport, '', id)
  return {
    read: resource.read,
    write: resource.write,
    async restore(content, tombstone, { idempotencyKey, signal }) {
      const edits = [{ op: 'restore', id, ifMatch: tombstone.etag, content }]
      const url = `${documentPath(document)}/edits`
      const answer = await transport.send({ method: 'POST', url, idempotencyKey, body: { edits }, signal })
      if (answer.status === 412) {
        const loser = losersOf(problemOf(answer))[0]
        const reading = { parse: (body: unknown) => (body as SegmentJson).content, base: content }
        const conflict = conflictOf({ ...answer, etag: loser?.current?.etag ?? null, json: loser ?? {} }, reading)
        throw conflict === null
          ? new RequestError(412, problemOf(answer))
          : new ConflictError(conflict, problemOf(answer))
      }
      const { segments } = done(answer) as { segments: SegmentJson[] }
      const restored = segments.find((segment) => segment.id === id)
      return restored === undefined ? resource.read({ signal }) : versionedOf(restored)
    },
  }
}

/**
 * Saves a text in the name of somebody else, on the condition that everybody has to meet.
 *
 * @returns whether it was saved: somebody may have been faster
 */
export async function saveAs(name: string, id: string, content: string, ifMatch: string): Promise<boolean> {
  const other = transportOf(name)
  const url = segmentPath(id)
  const answer = await other.send({ method: 'PATCH', url, ifMatch, idempotencyKey: newKey(), body: { content } })
  if (answer.status !== 412) {
    done(answer)
  }
  return answer.status === 200
}

export async function insertSegment(document: string, content: string, after?: string | null): Promise<SegmentJson> {
  const url = `${documentPath(document)}/segments`
  const body = after === undefined ? { content } : { content, after }
  return done(await transport.send({ method: 'POST', url, idempotencyKey: newKey(), body })) as SegmentJson
}

/** @returns the tag of the tombstone, which undoing it has to name */
export async function deleteSegment({ id, etag }: { id: string; etag: string }): Promise<string> {
  const url = segmentPath(id)
  const answer = await transport.send({ method: 'DELETE', url, ifMatch: etag, idempotencyKey: newKey() })
  refuseConflict(answer)
  done(answer)
  return answer.etag ?? ''
}

export type Edit =
  | { op: 'replace'; id: string; ifMatch: string; content: string }
  | { op: 'restore'; id: string; ifMatch: string; content?: string }
  | { op: 'delete'; id: string; ifMatch: string }
  | { op: 'shift'; cues: readonly { id: string; ifMatch: string }[]; by: number }
  | { op: 'split'; id: string; ifMatch: string; at: number; offset: number }
  | { op: 'join'; cues: readonly { id: string; ifMatch: string }[] }

/**
 * Makes several edits, all or none.
 *
 * @throws RequestError with status 412 if somebody else changed one of the segments; it says who
 */
export async function editTogether(
  document: string,
  edits: readonly Edit[],
  idempotencyKey: string = newKey(),
): Promise<readonly SegmentJson[]> {
  const url = `${documentPath(document)}/edits`
  const answer = await transport.send({ method: 'POST', url, idempotencyKey, body: { edits } })
  if (answer.status === 412) {
    const losers = losersOf(problemOf(answer))
    const names = new Set(losers.map(({ current }) => nameOf(current?.updatedBy)))
    throw new RequestError(412, {
      detail: `${[...names].join(', ') || nameOf(null)} changed ${losers.length > 1 ? `${losers.length} segments` : 'this'} meanwhile, so nothing was done. Look at it and try again.`,
    })
  }
  if (answer.status === 422 && /no operation/i.test(String(problemOf(answer).detail))) {
    throw new RequestError(422, { detail: 'This server is older than the editor and cannot do that yet. Update it.' })
  }
  return (done(answer) as { segments: SegmentJson[] }).segments
}

/** One version of a segment. */
export async function readRevision(id: string, version: number): Promise<RevisionJson> {
  return done(await transport.send({ method: 'GET', url: `${segmentPath(id)}/revisions/${version}` })) as RevisionJson
}

function losersOf(problem: Problem): readonly { readonly current?: SegmentJson | null }[] {
  return Array.isArray(problem.losers) ? problem.losers : []
}

export interface History {
  readonly revisions: readonly RevisionJson[]
  readonly next?: string | null
}

/** The versions of a segment, newest first. */
export async function readHistory(id: string, after: string | null, signal: AbortSignal): Promise<History> {
  const query = new URLSearchParams({ limit: '50', ...(after === null ? {} : { after }) })
  return done(await transport.send({ method: 'GET', url: `${segmentPath(id)}/revisions?${query}`, signal })) as History
}
