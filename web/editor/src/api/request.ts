import {
  ConflictError,
  createTransport,
  type HttpResponse,
  newKey,
  problemOf,
  requireSuccess,
  type Transport,
} from '@holdfast/client'
import { displayName, nameOf } from './author.ts'
import { API } from './base.ts'
import { session } from './session.ts'

export const documentPath = (id: string) => `${API}/documents/${encodeURIComponent(id)}`
export const segmentPath = (id: string) => `${API}/segments/${encodeURIComponent(id)}`

/** Transport of the whole editor. Each request carries the person's name. */
export const transport = transportAs(displayName)

/** Transport that sends requests with the name of an author. */
export function transportAs(name: () => string): Transport {
  return createTransport({ fetch: session.fetch, headers: () => authorHeader(name().trim()) })
}

function authorHeader(name: string): Record<string, string> {
  return name === '' ? {} : { 'Holdfast-Author': encodeURIComponent(name) }
}

/** @throws RequestError unless the response is 2xx */
export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return jsonOf<T>(await transport.send({ method: 'GET', url, signal }))
}

export interface PostOptions {
  readonly body?: unknown
  readonly contentType?: string
  readonly ifMatch?: string
  /** A new one, unless the request repeats an earlier one. */
  readonly idempotencyKey?: string
}

/** @throws RequestError unless the response is 2xx */
export async function postJson<T>(url: string, options: PostOptions): Promise<T> {
  return jsonOf<T>(await transport.send({ method: 'POST', url, idempotencyKey: newKey(), ...options }))
}

/**
 * JSON of a successful response.
 *
 * @throws RequestError unless it is 2xx
 */
export function jsonOf<T>(response: HttpResponse): T {
  requireSuccess(response)
  return response.json as T
}

/** @throws ConflictError if the response is a 412 that cannot be merged */
export function throwIfConflict(response: HttpResponse): void {
  if (response.status === 412) {
    const problem = problemOf(response)
    const by = nameOf(typeof problem.changedBy === 'string' ? problem.changedBy : null)
    const current = { value: problem.current, etag: response.etag ?? '', by }
    throw new ConflictError({ current, base: null, merge: null, appliedAs: null }, problem)
  }
}
