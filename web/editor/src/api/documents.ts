import {
  type Answer,
  ConflictError,
  httpResource,
  type Merge,
  newKey,
  problemOf,
  type Resource,
  strongTag,
  throwUnlessDone,
  type Versioned,
} from '@holdfast/client'
import { transport } from './author.ts'
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

/** What a person can change of a document beside its text. */
export interface Description {
  readonly title: string
  readonly language: string
  readonly mediaUrl: string | null
}

const pathOf = (id: string) => `/api/documents/${encodeURIComponent(id)}`

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
  return done(await transport.send({ method: 'GET', url: `/api/documents?${query}`, signal })) as DocumentPage
}

export async function readDocument(id: string, signal: AbortSignal): Promise<DocumentJson> {
  return done(await transport.send({ method: 'GET', url: pathOf(id), signal })) as DocumentJson
}

export async function createDocument(document: NewDocument): Promise<DocumentJson> {
  const body = document
  return done(
    await transport.send({ method: 'POST', url: '/api/documents', idempotencyKey: newKey(), body }),
  ) as DocumentJson
}

/** @throws RequestError whose problem names line and column where the file is not what its name says */
export async function importFile(file: File): Promise<DocumentJson> {
  const extension = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? ''
  const title = file.name.replace(/\.[^.]+$/, '')
  const mediaType = IMPORTED[extension]
  if (mediaType !== undefined) {
    return done(
      await transport.send({
        method: 'POST',
        url: `/api/documents?${new URLSearchParams({ title })}`,
        idempotencyKey: newKey(),
        contentType: mediaType,
        body: new Blob([await file.arrayBuffer()]),
      }),
    ) as DocumentJson
  }
  const textType = TEXTS[extension]
  if (textType === undefined) {
    throw new Error(`${file.name} is none of the files that can be imported: .vtt, .srt, .txt, .md, .json.`)
  }
  return createDocument({ title, mediaType: textType, language: '', segments: paragraphs(await file.text(), textType) })
}

const IMPORTED: Readonly<Record<string, string>> = { vtt: 'text/vtt', srt: 'application/x-subrip' }
const TEXTS: Readonly<Record<string, string>> = { txt: 'text/plain', md: 'text/markdown', json: 'application/json' }

function paragraphs(text: string, mediaType: string): { content: string }[] {
  const parts = mediaType === 'application/json' ? [text] : text.replaceAll('\r\n', '\n').split(/\n{2,}/)
  return parts.map((content) => ({ content: content.replace(/\n+$/, '') })).filter(({ content }) => content !== '')
}

/** @returns the tag that undoing it has to name */
export async function deleteDocument({ id, etag }: DocumentJson): Promise<string> {
  const answer = await transport.send({ method: 'DELETE', url: pathOf(id), ifMatch: etag, idempotencyKey: newKey() })
  refuseConflict(answer)
  done(answer)
  return answer.etag ?? ''
}

export async function restoreDocument(id: string, etag: string): Promise<void> {
  const url = `${pathOf(id)}/restore`
  done(await transport.send({ method: 'POST', url, ifMatch: etag, idempotencyKey: newKey() }))
}

/** @throws ConflictError if somebody described the document anew in the meantime */
export async function setMediaUrl({ id, etag }: DocumentJson, mediaUrl: string): Promise<DocumentJson> {
  const request = { method: 'PATCH', url: pathOf(id), ifMatch: etag, idempotencyKey: newKey() } as const
  const answer = await transport.send({ ...request, body: { mediaUrl } })
  refuseConflict(answer)
  return done(answer) as DocumentJson
}

/** A document's description, edited like any other text: never over somebody else's. */
export function descriptionResource(id: string): Resource<Description> {
  const resource = httpResource<Description>(transport, {
    url: pathOf(id),
    parse: (body) => descriptionOf(body as DocumentJson),
    format: (next, base) =>
      Object.fromEntries(Object.entries(next).filter(([name, value]) => Reflect.get(base, name) !== value)),
  })
  return {
    read: resource.read,
    write: (next, base, options) =>
      resource.write(next, base, options).catch((error: unknown) => {
        throw error instanceof ConflictError ? mergedConflict(error, base.value, next) : error
      }),
  }
}

/** The same conflict, which is none any more where each side changed another member. */
function mergedConflict(
  conflict: ConflictError<Description>,
  base: Description,
  mine: Description,
): ConflictError<Description> {
  const { current, appliedAs, problem } = conflict
  const theirs = current.value
  const changed = (value: Description) => (name: string) => Reflect.get(value, name) !== Reflect.get(base, name)
  const ownNames = Object.keys(mine).filter(changed(mine))
  const collides = ownNames.some(
    (name) => changed(theirs)(name) && Reflect.get(theirs, name) !== Reflect.get(mine, name),
  )
  const own = Object.fromEntries(ownNames.map((name) => [name, Reflect.get(mine, name)]))
  const merge: Merge<Description> | null = collides ? null : { clean: true, value: { ...theirs, ...own } }
  return new ConflictError({ current, base: conflict.base, merge, appliedAs }, problem)
}

export function descriptionOf({ title, language, mediaUrl }: DocumentJson): Description {
  return { title, language, mediaUrl: mediaUrl ?? null }
}

/** The description as it was read with the document, and the tag that came with it. */
export function versionedDescription(document: DocumentJson): Versioned<Description> {
  const { etag, version, updatedBy: by, updatedAt: at } = document
  return { value: descriptionOf(document), etag: strongTag(etag) ?? etag, version, by, at }
}

const SAMPLE = 'sample'
const OWN_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/** Whether it is the document that a server begins with, which shows the editor. */
export function isSample({ id, createdBy }: DocumentJson): boolean {
  return id === SAMPLE && createdBy === 'Holdfast'
}

/** Where the video is. That of the sample comes from whichever server shows it, also when it is on another port by now. */
export function mediaAddressOf({ mediaUrl }: DocumentJson): string | null {
  if (!mediaUrl) {
    return null
  }
  const { hostname, pathname } = new URL(mediaUrl)
  return OWN_HOST.test(hostname) && pathname.startsWith(`/${SAMPLE}/`) ? pathname : mediaUrl
}

/** Where a document can be had as a file, by the name of the format. */
export function exportsOf({ id, mediaType }: DocumentJson): readonly { name: string; url: string }[] {
  const formats = mediaType === 'text/vtt' ? ['vtt', 'srt', 'txt'] : ['txt']
  return formats.map((format) => ({ name: `.${format}`, url: `${pathOf(id)}/export.${format}` }))
}

export function done(answer: Answer): unknown {
  throwUnlessDone(answer)
  return answer.json
}

/** A 412 whose loser is not a text that could be merged. */
export function refuseConflict(answer: Answer): void {
  if (answer.status === 412) {
    const problem = problemOf(answer)
    const current = { value: problem.current, etag: answer.etag ?? '', by: String(problem.changedBy ?? 'Someone else') }
    throw new ConflictError({ current, base: null, merge: null, appliedAs: null }, problem)
  }
}
