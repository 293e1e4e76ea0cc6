import { newKey, type ProblemDetails, problemOf, RequestError } from '@holdfast/client'
import { nameOf } from './author.ts'
import { documentPath, jsonOf, transport } from './request.ts'
import { readSegments } from './segments.ts'
import type { SegmentJson } from './types.ts'

interface Target {
  readonly id: string
  readonly ifMatch: string
}

export type Edit =
  | ({ readonly op: 'replace'; readonly content: string } & Target)
  | { readonly op: 'insert'; readonly content: string; readonly after: string }
  | ({ readonly op: 'restore'; readonly content?: string } & Target)
  | ({ readonly op: 'delete' } & Target)
  | { readonly op: 'shift'; readonly cues: readonly Target[]; readonly by: number }
  | ({ readonly op: 'split'; readonly at: number; readonly offset: number } & Target)
  | { readonly op: 'join'; readonly cues: readonly Target[] }

/** One stale edit of a batch, with the current version of its segment; null where there is none. */
export interface StaleEdit {
  readonly id: string
  readonly current?: SegmentJson | null
}

const READ_TIMEOUT = 30_000
const UNSUPPORTED_OPERATION = '/problems/unsupported-operation'

/**
 * Commits several edits, all or none.
 *
 * @throws RequestError with status 412 if someone else changed one of the segments; all of its `conflicts` have their current
 *     version, and its detail is the `people` who did and the `outcome`, in words
 */
export async function commitEdits(
  document: string,
  edits: readonly Edit[],
  idempotencyKey: string = newKey(),
): Promise<readonly SegmentJson[]> {
  const url = `${documentPath(document)}/edits`
  const response = await transport.send({ method: 'POST', url, idempotencyKey, body: { edits } })
  const problem = problemOf(response)
  if (response.status === 412) {
    const conflicts = await withCurrent(document, conflictsOf(problem))
    throw new RequestError(412, { ...problem, conflicts, ...inWords(conflicts) })
  }
  if (response.status === 422 && problem.type === UNSUPPORTED_OPERATION) {
    const operation = typeof problem.operation === 'string' ? `“${problem.operation}”` : 'that'
    const detail = `This server is older than the editor and does not support ${operation} yet. Update the server.`
    throw new RequestError(422, { ...problem, detail })
  }
  return jsonOf<{ segments: SegmentJson[] }>(response).segments
}

/** The stale edits with the versions that the server left out: it tells only so many of one batch. */
async function withCurrent(document: string, conflicts: readonly StaleEdit[]): Promise<readonly StaleEdit[]> {
  if (conflicts.every(({ current }) => current !== undefined)) {
    return conflicts
  }
  const { list } = await readSegments(document, AbortSignal.timeout(READ_TIMEOUT))
  const living = new Map(list.map((segment) => [segment.id, segment]))
  return conflicts.map((one) => (one.current === undefined ? { ...one, current: living.get(one.id) ?? null } : one))
}

function inWords(conflicts: readonly StaleEdit[]) {
  const found = conflicts.map(({ current }) => ({
    name: nameOf(current?.updatedBy),
    verified: current?.updatedByVerified,
  }))
  // Anyone can type the name of a person who signed in: those are two.
  const distinct = new Map(found.map((person) => [`${person.name} ${person.verified}`, person]))
  const people = distinct.size === 0 ? [{ name: nameOf(null) }] : [...distinct.values()]
  const changed = conflicts.length > 1 ? `${conflicts.length} texts` : 'this'
  const outcome = ` changed ${changed} meanwhile, so nothing was done. Look at it and try again.`
  return { people, outcome, detail: `${people.map(({ name }) => name).join(', ')}${outcome}` }
}

/** The stale edits that the problem of a batch's 412 lists. */
export function conflictsOf(problem: ProblemDetails): readonly StaleEdit[] {
  return Array.isArray(problem.conflicts) ? problem.conflicts : []
}
