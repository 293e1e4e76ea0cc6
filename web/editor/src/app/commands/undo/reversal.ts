import { newKey, OfflineError, RequestError } from '@holdfast/client'
import { conflictsOf, type Edit } from '../../../api/edits.ts'
import type { SegmentJson } from '../../../api/types.ts'
import { CurrentVersions, currentOf, versionOf } from './CurrentVersions.ts'
import { type Find, type PlannedEdit, planOf } from './plan.ts'
import type { Change, Left, Outcome, Version } from './steps.ts'

/** Commits edits under an Idempotency-Key, all or none. */
export type Commit = (edits: readonly Edit[], key: string) => Promise<readonly SegmentJson[]>

/** Request that may have been done without a response. */
export interface Attempt {
  readonly key: string
  readonly edits: readonly PlannedEdit[]
  readonly before: ReadonlyMap<string, Version>
}

/** Outcome of taking changes back. `error` is set where the rest could not be tried. */
export interface CarriedOut extends Outcome {
  readonly error?: unknown
  /** To be sent again, as it was, before anything else. */
  readonly attempt: Attempt | null
}

export interface ReversalOptions {
  readonly changes: readonly Change[]
  readonly find: Find
  readonly commit: Commit
  /** All of the changes or none. */
  readonly together: boolean
  /** Attempt that got no response, of an earlier reversal of these changes. */
  readonly attempt?: Attempt | null
}

const MAX_TRIES = 5
const MAX_EDITS = 20_000

/** Reversal of changes: plans edits, commits them, and plans again where someone else was faster. */
export class Reversal {
  private readonly options: ReversalOptions
  private readonly versions: CurrentVersions
  private readonly refused = new Map<string, Left>()
  private readonly made: Change[] = []
  private left: readonly Left[] = []
  private rest: readonly Change[]
  private maxEdits = MAX_EDITS
  private attempt: Attempt | null

  constructor(options: ReversalOptions) {
    this.options = options
    this.versions = new CurrentVersions(options.find)
    this.rest = options.changes
    this.attempt = options.attempt ?? null
  }

  async run(): Promise<CarriedOut> {
    try {
      if (this.attempt !== null) {
        await this.send(this.attempt)
      }
      for (let tries = 0; !(await this.round()); tries++) {
        if (tries === MAX_TRIES) {
          this.left = this.rest.map(({ id }) => ({
            id,
            why: 'changed',
            by: this.versions.current(id)?.updatedBy ?? '',
            verified: this.versions.current(id)?.updatedByVerified,
          }))
          break
        }
      }
    } catch (error) {
      return { ...this.outcome(), error, attempt: this.attempt }
    }
    return { ...this.outcome(), attempt: null }
  }

  /** @returns false if someone else was faster, so that another plan is needed */
  private async round(): Promise<boolean> {
    const { together } = this.options
    const open = this.rest.filter(({ id }) => !this.refused.has(id))
    const isBlocked = together && this.refused.size > 0
    const { edits, left } = isBlocked ? { edits: [], left: [] } : planOf(open, this.versions.current, together)
    this.left = left
    if (!together || (left.length === 0 && !isBlocked)) {
      const remaining = new Set([...edits.map(({ change }) => change.id), ...left.map(({ id }) => id)])
      this.rest = this.rest.filter(({ id }) => remaining.has(id) || this.refused.has(id))
    }
    for (let at = 0; at < edits.length; ) {
      const batch = edits.slice(at, at + this.maxEdits)
      const response = await this.send({ key: newKey(), edits: batch, before: this.versions.of(batch) })
      if (response === 'stale') {
        return false
      }
      at += response === 'made' ? batch.length : 0
    }
    return true
  }

  private async send(attempt: Attempt): Promise<'made' | 'stale' | 'too large'> {
    this.attempt = attempt
    try {
      const segments = await this.options.commit(
        attempt.edits.map(({ edit }) => edit),
        attempt.key,
      )
      this.attempt = null
      this.note(attempt, segments)
      return 'made'
    } catch (error) {
      if (!(error instanceof RequestError) || error instanceof OfflineError || error.status === 401) {
        throw error
      }
      this.attempt = null
      if (!this.learn(error, attempt.edits)) {
        throw error
      }
      return error.status === 413 ? 'too large' : 'stale'
    }
  }

  private note({ edits, before }: Attempt, segments: readonly SegmentJson[]): void {
    const after = new Map(segments.map((segment) => [segment.id, segment]))
    for (const { id } of edits.map(({ edit }) => edit)) {
      const [was, is] = [before.get(id), after.get(id)]
      if (was !== undefined && is !== undefined) {
        this.made.push({ id, before: was, after: versionOf(is) })
        this.versions.report(id, currentOf(is))
      }
    }
    const done = new Set(edits.map(({ change }) => change.id))
    this.rest = this.rest.filter(({ id }) => !done.has(id))
  }

  /** Takes from a refusal what the next plan needs. Returns false if another plan would not help. */
  private learn(error: RequestError, edits: readonly PlannedEdit[]): boolean {
    const { status, problem, message } = error
    switch (status) {
      case 412:
        return this.learnCurrent(problem.conflicts === undefined ? [] : conflictsOf(problem))
      case 410:
        return edits.length === 1 && this.learnDeletion(edits[0]?.edit.id ?? '', problem)
      case 413:
        return this.learnLimit(problem.maxEdits, edits.length)
      case 422:
      case 404: {
        const refused = edits[Number(problem.index ?? (edits.length === 1 ? 0 : Number.NaN))]?.edit.id
        if (refused !== undefined) {
          this.refused.set(refused, { id: refused, why: status === 404 ? 'missing' : 'refused', by: message })
        }
        return refused !== undefined
      }
      default:
        return false
    }
  }

  private learnCurrent(conflicts: ReturnType<typeof conflictsOf>): boolean {
    for (const { id, current } of conflicts) {
      if (current) {
        this.versions.report(id, currentOf(current))
      } else {
        this.refused.set(id, { id, why: 'missing', by: '' })
      }
    }
    return conflicts.length > 0
  }

  private learnDeletion(id: string, problem: RequestError['problem']): boolean {
    const { etag, content, changedBy, changedByVerified } = problem
    const known = this.versions.current(id)
    if (typeof etag !== 'string' || typeof content !== 'string' || known === undefined) {
      return false
    }
    const updatedBy = typeof changedBy === 'string' ? changedBy : ''
    const updatedByVerified = typeof changedByVerified === 'boolean' ? changedByVerified : undefined
    this.versions.report(id, { etag, content, deleted: true, updatedBy, updatedByVerified, version: known.version + 1 })
    return true
  }

  private learnLimit(maxEdits: unknown, sent: number): boolean {
    this.maxEdits = typeof maxEdits === 'number' ? maxEdits : Math.ceil(sent / 2)
    return sent > 1 && !this.options.together && this.maxEdits < sent && this.maxEdits > 0
  }

  private outcome(): Outcome {
    return { made: this.made, rest: this.rest, left: [...this.left, ...this.refused.values()] }
  }
}
