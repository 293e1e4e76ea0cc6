import {
  ConflictError,
  conflictOf,
  problemOf,
  RequestError,
  type Resource,
  segmentResource,
  type Versioned,
  type WriteOptions,
} from '@holdfast/client'
import { BASE } from './base.ts'
import { conflictsOf } from './edits.ts'
import { documentPath, jsonOf, transport } from './request.ts'
import { versionedOf } from './segmentList.ts'
import { splitMerger } from './splitMerger.ts'
import type { SegmentJson } from './types.ts'

/** Text of one segment as a resource, which also knows the whole segments that came with it. */
export interface SegmentContent extends Resource<string> {
  /** The segment of this tag, with its position, if it came in the latest response; else null. */
  readonly received: (etag: string) => SegmentJson | null
  readonly restore: NonNullable<Resource<string>['restore']>
  /** Inserts the segment, under its id, after another one; null for the beginning. */
  readonly insert: (content: string, after: string | null, options: WriteOptions) => Promise<Versioned<string>>
}

/**
 * The resource of a segment's text.
 *
 * @param onMoved called with this segment as it is now and those that text of it moved to, when a conflict names them
 */
export function contentResource(
  document: string,
  id: string,
  onMoved: (segments: readonly SegmentJson[]) => void = () => {},
): SegmentContent {
  let latest: SegmentJson | null = null
  let moved: readonly SegmentJson[] = []
  const observed: typeof transport = {
    async send(request) {
      const response = await transport.send(request)
      latest = segmentIn(response.json) ?? latest
      if (response.status === 412) {
        const { movedTo } = problemOf(response)
        moved = Array.isArray(movedTo) ? movedTo : []
        // Together: a second half alone would seem to overlap with the whole.
        onMoved(latest === null ? moved : [latest, ...moved])
      }
      return response
    },
  }
  const resource = segmentResource(observed, BASE, id)
  return {
    read: resource.read,
    write: (next, base, options) => resource.write(next, base, options).catch(rethrow),
    merger: splitMerger(() => moved.map(({ content }) => content)),
    async restore(content, tombstone, { idempotencyKey, signal }) {
      const edits = [{ op: 'restore', id, ifMatch: tombstone.etag, content }]
      const url = `${documentPath(document)}/edits`
      const response = await transport.send({ method: 'POST', url, idempotencyKey, body: { edits }, signal })
      if (response.status === 412) {
        throw restoreConflict(response, content)
      }
      const { segments } = jsonOf<{ segments: SegmentJson[] }>(response)
      const restored = segments.find((segment) => segment.id === id)
      latest = restored ?? latest
      return restored === undefined ? resource.read({ signal }) : versionedOf(restored)
    },
    async insert(content, after, { idempotencyKey, signal, keepalive }) {
      const body = { content, after, id: id.slice(id.indexOf('.') + 1) }
      const url = `${documentPath(document)}/segments`
      const response = await observed.send({ method: 'POST', url, idempotencyKey, body, signal, keepalive })
      if (!isThereAlready(problemOf(response).type)) {
        return versionedOf(jsonOf<SegmentJson>(response))
      }
      const current = await resource.read({ signal })
      if (current.value === content) {
        return current
      }
      throw new ConflictError({ current, base: null, merge: null, appliedAs: null }, problemOf(response))
    },
    received: (etag) => (latest !== null && versionedOf(latest).etag === etag ? latest : null),
  }
}

/** True if an earlier insertion of the segment was done, and only its response was lost. */
function isThereAlready(type: unknown): boolean {
  return type === '/problems/already-exists' || type === '/problems/key-reused'
}

/** Throws the error; that of a split caption without the server's parts, which do not tell its halves apart. */
function rethrow(error: unknown): never {
  if (error instanceof ConflictError && error.movedTo.length > 0 && error.merge?.clean === false) {
    const { current, base, appliedAs, movedTo, merge, problem } = error
    const whole = { clean: false, conflicts: merge.conflicts } as const
    throw new ConflictError({ current, base, appliedAs, movedTo, merge: whole }, problem)
  }
  throw error
}

/** The segment in a response, or the current one in a conflict. */
function segmentIn(json: unknown): SegmentJson | null {
  const body = json as (Partial<SegmentJson> & { current?: Partial<SegmentJson> | null }) | null | undefined
  const segment = body?.current ?? body
  return typeof segment?.position === 'string' && typeof segment.etag === 'string' ? (segment as SegmentJson) : null
}

function restoreConflict(response: Parameters<typeof conflictOf>[0], content: string): Error {
  const problem = problemOf(response)
  const [stale] = conflictsOf(problem)
  const reading = { parse: (body: unknown) => (body as SegmentJson).content, base: content }
  const conflict = conflictOf({ ...response, etag: stale?.current?.etag ?? null, json: stale ?? {} }, reading)
  return conflict === null ? new RequestError(412, problem) : new ConflictError(conflict, problem)
}
