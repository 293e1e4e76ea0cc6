import { equal } from '../equal.ts'
import type { Conflict, Merge, Resource, Tombstone, Versioned, WriteOptions } from '../versioned.ts'
import { ConflictError, GoneError, OfflineError, PreconditionRequiredError, type Problem } from './errors.ts'
import { strongTag } from './tag.ts'
import { type Answer, problemOf, type Request, refusal, type Transport } from './transport.ts'

export interface HttpResourceOptions<T> {
  readonly url: string
  /** The value in a body that is a representation. */
  readonly parse: (body: unknown) => T
  /** The body of a write. */
  readonly format: (next: T, base: T) => unknown
  readonly method?: 'PATCH' | 'PUT'
  readonly contentType?: string
  readonly prefer?: Request['prefer']
  /** The value in a server's merge; left out where the server does not merge. */
  readonly parseMerge?: (content: string, base: T) => T
}

/** Any resource that has strong tags and takes conditional writes. */
export function httpResource<T>(
  transport: Transport,
  options: HttpResourceOptions<T>,
): Required<Pick<Resource<T>, 'read' | 'write'>> {
  const { url, parse, format, method = 'PATCH', contentType = 'application/merge-patch+json', prefer } = options

  async function read({ signal }: { signal: AbortSignal }): Promise<Versioned<T>> {
    return versionOf(await transport.send({ method: 'GET', url, signal }), parse)
  }

  async function write(next: T, base: Versioned<T>, { idempotencyKey, signal }: WriteOptions): Promise<Versioned<T>> {
    const body = format(next, base.value)
    const answer = await transport.send({
      method,
      url,
      ifMatch: base.etag,
      idempotencyKey,
      prefer,
      body,
      contentType,
      signal,
    })
    if (answer.status === 412) {
      const conflict = conflictOf(answer, { parse, parseMerge: options.parseMerge, base: base.value })
      const known = conflict ?? { current: await read({ signal }), base: null, merge: null, appliedAs: null }
      throw new ConflictError(known, problemOf(answer))
    }
    const saved = writtenOf(answer, next, parse)
    if (saved !== null) {
      return saved
    }
    const current = await read({ signal })
    if (equal(current.value, next)) {
      return current
    }
    throw new ConflictError({ current, base: null, merge: null, appliedAs: null }, {})
  }

  return { read, write }
}

/** What a successful answer to a write says was written; null if it does not say. */
function writtenOf<T>(answer: Answer, next: T, parse: (body: unknown) => T): Versioned<T> | null {
  throwUnlessDone(answer)
  if (answer.etag === null) {
    return null
  }
  return answer.json === undefined ? { value: next, etag: answer.etag } : versionOf(answer, parse)
}

/**
 * The version in an answer that is a representation.
 *
 * @throws RequestError if it is a refusal, or has no tag: without one nothing could be saved safely
 */
export function versionOf<T>(answer: Answer, parse: (body: unknown) => T): Versioned<T> {
  throwUnlessDone(answer)
  if (answer.etag === null) {
    throw new OfflineError(answer.status, { detail: 'The answer has no ETag, so that nothing could be saved safely.' })
  }
  return { ...stampOf(answer.json), value: parse(answer.json ?? answer.text), etag: answer.etag }
}

/** @throws RequestError the type that fits, unless the answer is 2xx */
export function throwUnlessDone(answer: Answer): void {
  const { status } = answer
  if (status >= 200 && status < 300) {
    return
  }
  if (status === 404 || status === 410) {
    throw new GoneError(status, tombstoneOf(answer), problemOf(answer))
  }
  throw status === 428 ? new PreconditionRequiredError(status, problemOf(answer)) : refusal(answer)
}

export interface ConflictReading<T> {
  readonly parse: (body: unknown) => T
  readonly parseMerge?: (content: string, base: T) => T
  readonly base: T
}

/** The conflict that a 412 or 409 describes; null if it does not tell what is there now. */
export function conflictOf<T>(answer: Answer, reading: ConflictReading<T>): Conflict<T> | null {
  if (/return=representation/.test(answer.headers.get('Preference-Applied') ?? '') && answer.etag !== null) {
    const current = { ...stampOf(answer.json), value: reading.parse(answer.json), etag: answer.etag }
    return { current, base: null, merge: null, appliedAs: null }
  }
  return conflictIn(problemOf(answer), answer.etag, reading)
}

/** The same of a problem, or of one loser of a batch. */
export function conflictIn<T>(problem: Problem, etag: string | null, reading: ConflictReading<T>): Conflict<T> | null {
  const current = memberVersion(problem.current, etag, reading.parse)
  return current === null
    ? null
    : {
        current: { by: textOf(problem.changedBy), at: textOf(problem.changedAt), ...defined(current) },
        base: memberVersion(problem.base, null, reading.parse),
        merge: mergeOf(problem.merge, reading),
        appliedAs: memberVersion(problem.appliedAs, null, reading.parse),
      }
}

function memberVersion<T>(member: unknown, etag: string | null, parse: (body: unknown) => T): Versioned<T> | null {
  const tag = strongTag(textOf(memberOf(member, 'etag'))) ?? etag
  return typeof member !== 'object' || member === null || tag === null || memberOf(member, 'deleted') === true
    ? null
    : { ...stampOf(member), value: parse(member), etag: tag }
}

function mergeOf<T>(merge: unknown, { parseMerge, base }: ConflictReading<T>): Merge<T> | null {
  const content = memberOf(merge, 'content')
  if (memberOf(merge, 'clean') === true) {
    return typeof content === 'string' && parseMerge !== undefined
      ? { clean: true, value: parseMerge(content, base) }
      : null
  }
  const conflicts = memberOf(merge, 'conflicts')
  return Array.isArray(conflicts)
    ? {
        clean: false,
        conflicts: conflicts.map((piece: unknown) => ({
          base: textOf(memberOf(piece, 'base')) ?? '',
          mine: textOf(memberOf(piece, 'mine')) ?? '',
          theirs: textOf(memberOf(piece, 'theirs')) ?? '',
        })),
      }
    : null
}

function tombstoneOf(answer: Answer): Tombstone {
  const problem = problemOf(answer)
  return {
    etag: answer.etag ?? strongTag(textOf(problem.etag)) ?? '',
    by: textOf(problem.changedBy),
    at: textOf(problem.changedAt),
    successor: textOf(problem.successor),
  }
}

function stampOf(body: unknown): Pick<Versioned<unknown>, 'version' | 'by' | 'at'> {
  const version = memberOf(body, 'version')
  return defined({
    version: typeof version === 'number' ? version : undefined,
    by: textOf(memberOf(body, 'updatedBy')),
    at: textOf(memberOf(body, 'updatedAt')),
  })
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter((entry) => entry[1] !== undefined)) as T
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
