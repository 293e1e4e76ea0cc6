import { newKey, type Versioned } from '@holdfast/client'
import type { SegmentJson } from './types.ts'

/** Tag of a segment that the server does not have yet. It is kept with the draft, and so tells the place after a reload, too. */
const TAG = /^new (\S*) (\S*) (\d+)$/

interface Place {
  /** Id of the segment before it, which may be new as well; empty at the beginning. */
  readonly after: string
  /** Id of the next one before it that the server had; empty at the beginning. */
  readonly anchor: string
  /** Time at which it was made. Of two at the same place the later one comes first. */
  readonly at: number
}

export interface NewSegmentOptions {
  readonly document: string
  readonly kind: string
  readonly content: string
  /** The segment before it. */
  readonly after: SegmentJson | undefined
}

/** A segment with an id of its own, which the server does not have yet. */
export function newSegment({ document, kind, content, after }: NewSegmentOptions): SegmentJson {
  const anchor = after === undefined ? '' : (placeOf(after.etag)?.anchor ?? after.id)
  const etag = `new ${after?.id ?? ''} ${anchor} ${Date.now()}`
  return unsaved(`${document}.${newKey()}`, kind, { value: content, etag })
}

/** A new segment of an earlier visit, from the base of its draft. */
export function newSegmentOf(id: string, kind: string, base: Versioned<string>): SegmentJson {
  return unsaved(id, kind, base)
}

function unsaved(id: string, kind: string, { value, etag }: Versioned<string>): SegmentJson {
  const [document = ''] = id.split('.')
  return { id, document, kind, content: value, version: 0, etag, position: '', updatedAt: '', updatedBy: '' }
}

/** True if a tag is that of a segment which the server does not have yet. */
export function isNewTag(etag: string | undefined): boolean {
  return placeOf(etag ?? '') !== null
}

export function isNew({ etag }: Pick<SegmentJson, 'etag'>): boolean {
  return isNewTag(etag)
}

/** The segment of the server after which a new one goes; null for the beginning. */
export function anchorOf(list: readonly SegmentJson[], { id, etag }: Pick<SegmentJson, 'id' | 'etag'>): string | null {
  const at = list.findIndex((segment) => segment.id === id)
  const known = list.slice(0, Math.max(0, at)).findLast((segment) => !isNew(segment))?.id
  return known ?? (placeOf(etag)?.anchor || null)
}

/** The list with new segments at their places. */
export function withNew(saved: readonly SegmentJson[], fresh: readonly SegmentJson[]): SegmentJson[] {
  const list = [...saved]
  const placed = fresh.map((segment) => ({ segment, place: placeOf(segment.etag) }))
  for (const { segment, place } of placed.sort((one, other) => (one.place?.at ?? 0) - (other.place?.at ?? 0))) {
    const indexOf = (id: string | undefined) => list.findIndex((known) => known.id === id)
    const after = indexOf(place?.after)
    list.splice((after < 0 ? indexOf(place?.anchor) : after) + 1, 0, segment)
  }
  return list
}

function placeOf(etag: string): Place | null {
  const [match, after = '', anchor = '', at = '0'] = TAG.exec(etag) ?? []
  return match === undefined ? null : { after, anchor, at: Number(at) }
}
