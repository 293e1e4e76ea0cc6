import type { Conflict, Merge, Tombstone, Versioned } from '../versioned.ts'

/** A problem report (RFC 9457), with whatever members the server added. */
export interface Problem {
  readonly type?: string
  readonly title?: string
  readonly status?: number
  readonly detail?: string
  readonly [member: string]: unknown
}

/** A request that was not done. `message` says what happened, in the server's words where it sent some. */
export class RequestError extends Error {
  override readonly name: string = 'RequestError'
  /** The status of the answer; 0 if none arrived. */
  readonly status: number
  readonly problem: Problem

  constructor(status: number, problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title ?? `The server answered with status ${status}.`, options)
    this.status = status
    this.problem = problem
  }
}

/** Someone else wrote in between; nothing was overwritten (412). */
export class ConflictError<T = unknown> extends RequestError implements Conflict<T> {
  override readonly name = 'ConflictError'
  readonly current: Versioned<T>
  readonly base: Versioned<T> | null
  readonly merge: Merge<T> | null
  readonly appliedAs: Versioned<T> | null

  constructor(conflict: Conflict<T>, problem: Problem) {
    super(412, problem)
    this.current = conflict.current
    this.base = conflict.base
    this.merge = conflict.merge
    this.appliedAs = conflict.appliedAs
  }

  get changedBy(): string | undefined {
    return this.current.by
  }

  get changedAt(): string | undefined {
    return this.current.at
  }
}

/** It was deleted (410, or 404 where the server keeps no tombstones). */
export class GoneError extends RequestError {
  override readonly name = 'GoneError'
  readonly tombstone: Tombstone

  constructor(status: number, tombstone: Tombstone, problem: Problem) {
    super(status, problem)
    this.tombstone = tombstone
  }
}

/** The write named no version (428): a mistake of the program. */
export class PreconditionRequiredError extends RequestError {
  override readonly name = 'PreconditionRequiredError'
}

/** No usable answer arrived after all attempts. A write may have been applied all the same: repeat it with its key. */
export class OfflineError extends RequestError {
  override readonly name = 'OfflineError'

  constructor(status: number, problem: Problem, cause?: unknown) {
    super(status, problem, { cause })
  }
}
