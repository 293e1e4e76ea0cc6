import type { Conflict, Merge, Tombstone, Versioned } from '../versioned.ts'

/** Problem details (RFC 9457), with the server's extension members. */
export interface ProblemDetails {
  readonly type?: string
  readonly title?: string
  readonly status?: number
  readonly detail?: string
  readonly [member: string]: unknown
}

/** Error of a refused request. `message` is the server's explanation, if it sent one. */
export class RequestError extends Error {
  override readonly name: string = 'RequestError'
  /** Status of the response; 0 if none arrived. */
  readonly status: number
  readonly problem: ProblemDetails

  constructor(status: number, problem: ProblemDetails, options?: ErrorOptions) {
    super(problem.detail ?? problem.title ?? withoutProblem(status), options)
    this.status = status
    this.problem = problem
  }
}

/** Error of a write whose If-Match failed (412): someone else wrote in between, and nothing was overwritten. */
export class ConflictError<T = unknown> extends RequestError implements Conflict<T> {
  override readonly name = 'ConflictError'
  readonly current: Versioned<T>
  readonly base: Versioned<T> | null
  readonly merge: Merge<T> | null
  readonly appliedAs: Versioned<T> | null
  readonly movedTo: readonly string[]

  constructor(conflict: Conflict<T>, problem: ProblemDetails) {
    super(412, problem)
    this.current = conflict.current
    this.base = conflict.base
    this.merge = conflict.merge
    this.appliedAs = conflict.appliedAs
    this.movedTo = conflict.movedTo ?? []
  }

  get changedBy(): string | undefined {
    return this.current.by
  }

  get changedAt(): string | undefined {
    return this.current.at
  }
}

/** Error for a deleted resource (410, or 404 from a server without tombstones). */
export class GoneError<T = unknown> extends RequestError {
  override readonly name = 'GoneError'
  readonly tombstone: Tombstone<T>

  constructor(status: number, tombstone: Tombstone<T>, problem: ProblemDetails) {
    super(status, problem)
    this.tombstone = tombstone
  }
}

/** Error of a write without a precondition (428): a mistake of the program. */
export class PreconditionRequiredError extends RequestError {
  override readonly name = 'PreconditionRequiredError'
}

/** Error of a request that got no usable response in all its attempts. A write may have been applied: repeat it with its key. */
export class OfflineError extends RequestError {
  override readonly name = 'OfflineError'

  constructor(status: number, problem: ProblemDetails, cause?: unknown) {
    super(status, problem, { cause })
  }
}

/** Holdfast explains each error itself; a proxy in front of it sends a page of its own. */
function withoutProblem(status: number): string {
  return status === 413
    ? 'A proxy in front of the server refused the request because of its size. Send less at once.'
    : `The server responded with status ${status}.`
}
