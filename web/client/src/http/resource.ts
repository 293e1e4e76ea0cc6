import { equal } from '../equal.ts'
import type { MergePart, Merger, Piece } from '../merge/parts.ts'
import type { Conflict, Merge, Resource, Tombstone, Versioned, WriteOptions } from '../versioned.ts'
import {
  ConflictError,
  GoneError,
  OfflineError,
  PreconditionRequiredError,
  type ProblemDetails,
  RequestError,
} from './errors.ts'
import { strongTag } from './tag.ts'
import { type HttpRequest, type HttpResponse, problemOf, type Transport } from './transport.ts'

export interface HttpResourceOptions<T> {
  readonly url: string
  /** Reads the value from the body of a representation. */
  readonly parse: (body: unknown) => T
  /** Makes the body of a write. */
  readonly format: (next: T, base: T) => unknown
  readonly method?: 'PATCH' | 'PUT'
  readonly contentType?: string
  readonly prefer?: HttpRequest['prefer']
  /** Reads the value of the server's merge. Leave it out if the server does not merge. */
  readonly parseMerge?: (content: string, base: T) => T
  /** Reads the last value of a deleted resource from the member `content` of a 410. Leave it out if there is none. */
  readonly parseLast?: (content: string) => T
  /** Merges here what the server does not merge. */
  readonly merger?: Merger<T>
}

/** A resource of any server that sends strong entity tags and honours If-Match. */
export function httpResource<T>(
  transport: Transport,
  options: HttpResourceOptions<T>,
): Pick<Resource<T>, 'read' | 'write' | 'merger'> {
  const { url, parse, format, method = 'PATCH', contentType = 'application/merge-patch+json', prefer } = options

  /** @throws GoneError with the last value, if the server sent it */
  function found(response: HttpResponse): HttpResponse {
    const { content } = problemOf(response)
    if (response.status === 410 && options.parseLast !== undefined && typeof content === 'string') {
      throw new GoneError(410, { ...tombstoneOf(response), last: options.parseLast(content) }, problemOf(response))
    }
    return response
  }

  async function read({ signal }: { signal: AbortSignal }): Promise<Versioned<T>> {
    return versionOf(found(await transport.send({ method: 'GET', url, signal })), parse)
  }

  async function write(next: T, base: Versioned<T>, writeOptions: WriteOptions): Promise<Versioned<T>> {
    const { idempotencyKey, signal, keepalive } = writeOptions
    const body = format(next, base.value)
    const response = await transport.send({
      method,
      url,
      ifMatch: base.etag,
      idempotencyKey,
      prefer,
      body,
      contentType,
      signal,
      keepalive,
    })
    if (response.status === 412) {
      const conflict = conflictOf(response, { parse, parseMerge: options.parseMerge, base: base.value })
      const known = conflict ?? { current: await read({ signal }), base: null, merge: null, appliedAs: null }
      throw new ConflictError(known, problemOf(response))
    }
    const saved = savedVersionOf(found(response), next, parse)
    if (saved !== null) {
      return saved
    }
    const current = await read({ signal })
    if (equal(current.value, next)) {
      return current
    }
    throw new ConflictError({ current, base: null, merge: null, appliedAs: null }, {})
  }

  return { read, write, merger: mergerOf(options) }
}

function mergerOf<T>({ merger, parseMerge }: HttpResourceOptions<T>): Merger<T> | undefined {
  const contentOf = (pieces: readonly Piece[]) => pieces.map(({ content }) => content).join('')
  return (
    merger ??
    (parseMerge && { compose: (pieces: readonly Piece[], theirs: T) => parseMerge(contentOf(pieces), theirs) })
  )
}

/** The version that a successful write created; null if the response does not contain it. */
function savedVersionOf<T>(response: HttpResponse, next: T, parse: (body: unknown) => T): Versioned<T> | null {
  requireSuccess(response)
  if (response.etag === null) {
    return null
  }
  return response.json === undefined ? { value: next, etag: response.etag } : versionOf(response, parse)
}

/**
 * The version in a response with a representation.
 *
 * @throws RequestError if the response is no success, or has no ETag: without one no save is safe
 */
export function versionOf<T>(response: HttpResponse, parse: (body: unknown) => T): Versioned<T> {
  requireSuccess(response)
  if (response.etag === null) {
    throw new OfflineError(response.status, { detail: 'The response has no ETag, so that no save would be safe.' })
  }
  return { ...metadataOf(response.json), value: parse(response.json ?? response.text), etag: response.etag }
}

/**
 * Checks that the response is 2xx.
 *
 * @throws RequestError if not; its subclass depends on the status
 */
export function requireSuccess(response: HttpResponse): void {
  const { status } = response
  if (status >= 200 && status < 300) {
    return
  }
  if (status === 404 || status === 410) {
    throw new GoneError(status, tombstoneOf(response), problemOf(response))
  }
  throw new (status === 428 ? PreconditionRequiredError : RequestError)(status, problemOf(response))
}

/** Parsers for the versions in a 412 response. */
export interface ConflictParser<T> {
  readonly parse: (body: unknown) => T
  readonly parseMerge?: (content: string, base: T) => T
  /** The value that the refused write grew from. */
  readonly base: T
}

/** The conflict that a 412 or 409 response describes; null if it does not contain the current version. */
export function conflictOf<T>(response: HttpResponse, parser: ConflictParser<T>): Conflict<T> | null {
  if (/return=representation/.test(response.headers.get('Preference-Applied') ?? '') && response.etag !== null) {
    const current = { ...metadataOf(response.json), value: parser.parse(response.json), etag: response.etag }
    return { current, base: null, merge: null, appliedAs: null }
  }
  return conflictOfProblem(problemOf(response), response.etag, parser)
}

/** The conflict that problem details describe, or one of the conflicts of a batch. */
export function conflictOfProblem<T>(
  problem: ProblemDetails,
  etag: string | null,
  parser: ConflictParser<T>,
): Conflict<T> | null {
  const current = memberVersion(problem.current, etag, parser.parse)
  return current === null
    ? null
    : {
        current: { ...authorOf(problem, 'changed'), ...defined(current) },
        base: memberVersion(problem.base, null, parser.parse),
        merge: mergeOf(problem.merge, parser),
        appliedAs: memberVersion(problem.appliedAs, null, parser.parse),
        movedTo: listOf(problem.movedTo).flatMap((segment) => textOf(memberOf(segment, 'id')) ?? []),
      }
}

function memberVersion<T>(member: unknown, etag: string | null, parse: (body: unknown) => T): Versioned<T> | null {
  const tag = strongTag(textOf(memberOf(member, 'etag'))) ?? etag
  return typeof member !== 'object' || member === null || tag === null || memberOf(member, 'deleted') === true
    ? null
    : { ...metadataOf(member), value: parse(member), etag: tag }
}

function mergeOf<T>(merge: unknown, { parseMerge, base }: ConflictParser<T>): Merge<T> | null {
  const content = memberOf(merge, 'content')
  if (memberOf(merge, 'clean') === true) {
    return typeof content === 'string' && parseMerge !== undefined
      ? { clean: true, value: parseMerge(content, base) }
      : null
  }
  const conflicts = memberOf(merge, 'conflicts')
  return Array.isArray(conflicts)
    ? defined({
        clean: false as const,
        conflicts: conflicts.map((part: unknown) => ({
          base: textOf(memberOf(part, 'base')) ?? '',
          mine: textOf(memberOf(part, 'mine')) ?? '',
          theirs: textOf(memberOf(part, 'theirs')) ?? '',
        })),
        parts: partsOf(memberOf(merge, 'parts')),
      })
    : null
}

/** The parts of a merge; undefined if the server sent none, or some that cannot be read. */
function partsOf(member: unknown): readonly MergePart[] | undefined {
  const parts = listOf(member)
  return parts.length > 0 && parts.every(isPart) ? parts : undefined
}

function isPart(part: unknown): part is MergePart {
  const has = (name: string) => typeof memberOf(part, name) === 'string'
  const isConflict = memberOf(part, 'conflict')
  return has('facet') && (isConflict === true ? has('mine') && has('theirs') : isConflict === false && has('merged'))
}

function tombstoneOf(response: HttpResponse): Tombstone {
  const problem = problemOf(response)
  return {
    etag: response.etag ?? strongTag(textOf(problem.etag)) ?? '',
    ...authorOf(problem, 'changed'),
    successor: textOf(problem.successor),
  }
}

type Author = Pick<Versioned<unknown>, 'by' | 'verified' | 'at'>

/** Author and time of a write, by the members of that name. */
function authorOf(body: unknown, name: 'changed' | 'updated'): Author {
  const verified = memberOf(body, `${name}ByVerified`)
  return {
    by: textOf(memberOf(body, `${name}By`)),
    verified: typeof verified === 'boolean' ? verified : undefined,
    at: textOf(memberOf(body, `${name}At`)),
  }
}

function metadataOf(body: unknown): Pick<Versioned<unknown>, 'version'> & Author {
  const version = memberOf(body, 'version')
  return defined({
    version: typeof version === 'number' ? version : undefined,
    ...authorOf(body, 'updated'),
  })
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter((entry) => entry[1] !== undefined)) as T
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
