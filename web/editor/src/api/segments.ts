import { newKey } from '@holdfast/client'
import { documentPath, getJson, jsonOf, segmentPath, throwIfConflict, transport, transportAs } from './request.ts'
import { inOrder } from './segmentList.ts'
import type { RevisionJson, SegmentJson, Segments } from './types.ts'

const PAGE_SIZE = '1000'

interface SegmentPage {
  readonly revision: number
  readonly tip?: string
  readonly segments: readonly SegmentJson[]
  readonly next?: string | null
}

/** All segments of a document, as of the first page's revision: changes from there on correct the later pages. */
export async function readSegments(document: string, signal: AbortSignal): Promise<Segments> {
  const list: SegmentJson[] = []
  let start: SegmentPage | null = null
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const query = new URLSearchParams({ limit: PAGE_SIZE, ...(after === undefined ? {} : { after }) })
    const page: SegmentPage = await getJson(`${documentPath(document)}/segments?${query}`, signal)
    start ??= page
    list.push(...page.segments)
    after = page.next ?? undefined
  }
  return { revision: start?.revision ?? 0, tip: start?.tip, list: inOrder(list) }
}

/**
 * Saves a text under another author's name, with a precondition as any save.
 *
 * @returns true if it was saved, false if the precondition failed
 */
export async function saveAs(name: string, id: string, content: string, ifMatch: string): Promise<boolean> {
  const request = { method: 'PATCH', url: segmentPath(id), ifMatch, idempotencyKey: newKey() } as const
  const response = await transportAs(() => name).send({ ...request, body: { content } })
  if (response.status !== 412) {
    jsonOf(response)
  }
  return response.status === 200
}

/**
 * Deletes a segment.
 *
 * @returns the tombstone's tag, which restoring takes
 */
export async function deleteSegment({ id, etag }: { id: string; etag: string }): Promise<string> {
  const url = segmentPath(id)
  const response = await transport.send({ method: 'DELETE', url, ifMatch: etag, idempotencyKey: newKey() })
  throwIfConflict(response)
  jsonOf(response)
  return response.etag ?? ''
}

export async function readRevision(id: string, version: number): Promise<RevisionJson> {
  return getJson(`${segmentPath(id)}/revisions/${version}`)
}

export interface History {
  readonly revisions: readonly RevisionJson[]
  readonly next?: string | null
}

/** Versions of a segment, newest first. */
export async function readHistory(id: string, after: string | null, signal: AbortSignal): Promise<History> {
  const query = new URLSearchParams({ limit: '50', ...(after === null ? {} : { after }) })
  return getJson(`${segmentPath(id)}/revisions?${query}`, signal)
}
