import { hashKey } from '@tanstack/react-query'

/** Key of a draft in the query cache: the text of one segment, or the description of one document. */
export type DraftKey = readonly ['segment', id: string] | readonly ['description', document: string]

export const segmentKey = (id: string): DraftKey => ['segment', id]
export const descriptionKey = (document: string): DraftKey => ['description', document]

/** Name of a draft on this computer, under which `useDraft` keeps what has this key. */
export function formatDraftName(key: DraftKey): string {
  return hashKey(key)
}

/** The key that a draft's name was made of; null if no draft of the editor has that name. */
export function parseDraftName(name: string): DraftKey | null {
  const parts = parsed(name)
  if (!Array.isArray(parts) || parts.length !== 2 || typeof parts[1] !== 'string') {
    return null
  }
  const [kind, id] = parts
  return kind === 'segment' || kind === 'description' ? [kind, id] : null
}

export const segmentDraftName = (id: string): string => formatDraftName(segmentKey(id))
export const titleDraftName = (document: string): string => formatDraftName(descriptionKey(document))

/** The segment whose text a draft holds; null if it holds something else. */
export function segmentOfDraft(name: string): string | null {
  const key = parseDraftName(name)
  return key?.[0] === 'segment' ? key[1] : null
}

/** The document that a draft belongs to; null if it is none of the editor's. */
export function documentOfDraft(name: string): string | null {
  const key = parseDraftName(name)
  return key === null ? null : key[0] === 'segment' ? (key[1].split('.')[0] ?? '') : key[1]
}

/** True if a draft belongs to a document: to one of its segments, or to its description. */
export function isDraftOf(document: string, name: string): boolean {
  const key = parseDraftName(name)
  return key !== null && (key[0] === 'segment' ? isSegmentOf(document, key[1]) : key[1] === document)
}

/** True if a segment is in a document. Its id begins with the document's. */
export function isSegmentOf(document: string, id: string): boolean {
  return id.startsWith(`${document}.`)
}

function parsed(name: string): unknown {
  try {
    return JSON.parse(name)
  } catch {
    return null // the name of a draft that another application keeps under this address
  }
}
