import { newKey } from '@holdfast/client'
import { mediaTypeOf } from './documents.ts'
import { documentPath, jsonOf, transport } from './request.ts'

interface Text {
  readonly content: string
}

/** Edit that a corrected file makes. */
export interface FileEdit {
  readonly op: 'insert' | 'replace' | 'move' | 'delete' | 'restore'
  readonly id: string
  readonly before?: Text
  readonly after?: Text
}

/** Segment about which a file and others contradict each other. Only the first of many have their texts. */
export interface FileConflict {
  readonly id: string
  readonly reason: string
  readonly current?: Text
  /** Absent if the file no longer has it. */
  readonly mine?: Text
  readonly changedBy: string
  readonly changedByVerified?: boolean
}

/** Comparison of a corrected file with what others did since it was exported. */
export interface FileUpdate {
  readonly edits: readonly FileEdit[]
  readonly conflicts: readonly FileConflict[]
}

/**
 * Tells what a corrected file would change.
 *
 * @param base tag of the export that the file began from
 * @throws RequestError if the file cannot be read, or the tag is none of the document
 */
export function previewReturn(document: string, file: File, base: string): Promise<FileUpdate> {
  return put(document, file, { base, 'dry-run': '' })
}

/**
 * Merges a corrected file into its document, as one commit.
 *
 * @throws RequestError with status 409 if others contradict it; then nothing is applied
 */
export function returnFile(document: string, file: File, base: string): Promise<FileUpdate> {
  return put(document, file, { base })
}

async function put(document: string, file: File, query: Readonly<Record<string, string>>): Promise<FileUpdate> {
  const contentType = await mediaTypeOf(file)
  if (contentType === undefined) {
    throw new Error(`${file.name} has no format that can come back. Choose a file like the one that was exported.`)
  }
  const url = `${documentPath(document)}/content?${new URLSearchParams(query)}`
  const body = new Blob([await file.arrayBuffer()])
  return jsonOf(await transport.send({ method: 'PUT', url, body, contentType, idempotencyKey: newKey() }))
}
