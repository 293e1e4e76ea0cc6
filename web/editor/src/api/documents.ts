import { newKey } from '@holdfast/client'
import { displayName } from './author.ts'
import { API } from './base.ts'
import { documentPath, getJson, jsonOf, postJson, throwIfConflict, transport } from './request.ts'
import { sendOnce } from './requestKeys.ts'
import type { DocumentJson } from './types.ts'

export interface DocumentPage {
  readonly documents: readonly DocumentJson[]
  readonly next?: string
}

export interface NewDocument {
  readonly title: string
  readonly mediaType: string
  readonly language: string
  readonly segments?: readonly { readonly content: string }[]
}

const DOCUMENTS_URL = `${API}/documents`

export async function listDocuments(
  titlePart: string,
  after: string | null,
  signal: AbortSignal,
): Promise<DocumentPage> {
  const query = new URLSearchParams({ limit: '100' })
  if (titlePart !== '') {
    query.set('q', titlePart)
  }
  if (after !== null) {
    query.set('after', after)
  }
  return getJson(`${DOCUMENTS_URL}?${query}`, signal)
}

export async function readDocument(id: string, signal: AbortSignal): Promise<DocumentJson> {
  return getJson(documentPath(id), signal)
}

/** Creates a document, once, however often it is called with the same content until the server's response arrives. */
export async function createDocument(document: NewDocument): Promise<DocumentJson> {
  return sendOnce(`${displayName()}\n${JSON.stringify(document)}`, (idempotencyKey) =>
    postJson(DOCUMENTS_URL, { body: document, idempotencyKey }),
  )
}

/**
 * Imports a file, once, as `createDocument` does.
 *
 * @throws RequestError whose problem names line and column where the file cannot be parsed
 */
export async function importFile(file: File): Promise<DocumentJson> {
  const extension = extensionOf(file)
  const title = file.name.replace(/\.[^.]+$/, '')
  const contentType = await captionsTypeOf(file)
  if (contentType !== undefined) {
    const bytes = await file.arrayBuffer()
    const url = `${DOCUMENTS_URL}?${new URLSearchParams({ title })}`
    const content = [displayName(), url, contentType, new TextDecoder('latin1').decode(bytes)].join('\n')
    return sendOnce(content, (idempotencyKey) =>
      postJson(url, { body: new Blob([bytes]), contentType, idempotencyKey }),
    )
  }
  const mediaType = TEXTS[extension]
  if (mediaType === undefined) {
    throw new Error(`${file.name} cannot be imported. Files that can: ${IMPORTED_EXTENSIONS.join(', ')}.`)
  }
  return createDocument({ title, mediaType, language: '', segments: paragraphs(await file.text(), mediaType) })
}

/** Media type of a file, by its name and its beginning; undefined for one that is no captions and no text. */
export async function mediaTypeOf(file: File): Promise<string | undefined> {
  return (await captionsTypeOf(file)) ?? TEXTS[extensionOf(file)]
}

async function captionsTypeOf(file: File): Promise<string | undefined> {
  const extension = extensionOf(file)
  return IMPORTED[extension] ?? ((await isSpeechRecognition(file, extension)) ? WHISPER : undefined)
}

function extensionOf({ name }: File): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

const WHISPER = 'application/whisper+json'
const IMPORTED: Readonly<Record<string, string>> = {
  vtt: 'text/vtt',
  srt: 'application/x-subrip',
  sbv: 'text/x-sbv',
  lrc: 'application/x-lrc',
  ass: 'text/x-ass',
  ssa: 'text/x-ass',
  ttml: 'application/ttml+xml',
  dfxp: 'application/ttml+xml',
}
const TEXTS: Readonly<Record<string, string>> = { txt: 'text/plain', md: 'text/markdown', json: 'application/json' }

/** The extensions of the files that can be imported, each with its dot. */
export const IMPORTED_EXTENSIONS: readonly string[] = Object.keys({ ...IMPORTED, ...TEXTS }).map((name) => `.${name}`)

/** True for a JSON file that a speech recognizer wrote: its captions are read, not its JSON. */
async function isSpeechRecognition(file: File, extension: string): Promise<boolean> {
  return (
    extension === 'json' &&
    /^\s*\{[\s\S]*"(segments|transcription)"\s*:\s*\[\s*\{[^}]*"(start|offsets|timestamps)"/.test(await file.text())
  )
}

function paragraphs(text: string, mediaType: string): { content: string }[] {
  const parts = mediaType === 'application/json' ? [text] : text.replaceAll('\r\n', '\n').split(/\n{2,}/)
  return parts.map((content) => ({ content: content.replace(/\n+$/, '') })).filter(({ content }) => content !== '')
}

/**
 * Deletes a document.
 *
 * @returns the tombstone's tag, which `restoreDocument` takes
 */
export async function deleteDocument({ id, etag }: DocumentJson): Promise<string> {
  const url = documentPath(id)
  const response = await transport.send({ method: 'DELETE', url, ifMatch: etag, idempotencyKey: newKey() })
  throwIfConflict(response)
  jsonOf(response)
  return response.etag ?? ''
}

export async function restoreDocument(id: string, etag: string): Promise<void> {
  await postJson(`${documentPath(id)}/restore`, { ifMatch: etag })
}

/** @throws ConflictError if someone changed the description in the meantime */
export async function setMediaUrl({ id, etag }: DocumentJson, mediaUrl: string): Promise<DocumentJson> {
  const request = { method: 'PATCH', url: documentPath(id), ifMatch: etag, idempotencyKey: newKey() } as const
  const response = await transport.send({ ...request, body: { mediaUrl } })
  throwIfConflict(response)
  return jsonOf(response)
}

const SAMPLE = 'sample'
const OWN_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** True if a document is the sample that a new server holds. */
export function isSample({ id, createdBy }: DocumentJson): boolean {
  return id === SAMPLE && createdBy === 'Holdfast'
}

/**
 * Address of the video; null without one that a browser can open. The sample's is on the server that the page came from, on
 * another port than before, too.
 */
export function mediaAddressOf({ mediaUrl }: Pick<DocumentJson, 'mediaUrl'>): string | null {
  const address = mediaUrl ? parsedUrl(mediaUrl) : null
  if (!mediaUrl || address === null) {
    return null
  }
  const { hostname, pathname } = address
  return OWN_HOST.test(hostname) && pathname.startsWith(`/${SAMPLE}/`) ? pathname : mediaUrl
}

/** The URL as browsers parse it; null if they cannot, for example because of its port. */
function parsedUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
