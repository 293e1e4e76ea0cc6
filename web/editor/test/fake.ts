import { type Drafts, storageKeeper } from '@holdfast/client'
import { vi } from 'vitest'
import type { CommitJson, DocumentJson, RevisionJson, SegmentJson } from '../src/api/types.ts'

export interface Exchange {
  readonly method: string
  readonly path: string
  readonly headers: Headers
  readonly body: unknown
  readonly status: number
}

type Operation = 'insert' | 'replace' | 'move' | 'delete' | 'restore'

/** Server in memory, behind `fetch`, with as much of Holdfast as these tests need. */
export class FakeServer {
  readonly exchanges: Exchange[] = []
  readonly document: DocumentJson
  /** True if authors sign in; undefined for an older server, which does not say. */
  verified: boolean | undefined
  /** Set to make every request fail as without a network. */
  unreachable = false
  /** Findings of the checks. */
  findings: readonly object[] = []
  /** Responses to the next writes, in turn, in place of the real ones. */
  readonly refusals: { status: number; problem: object }[] = []
  /** Responses wait for it. They hold the state at the time of the request. */
  held: Promise<void> | null = null
  /** The most stale edits of one batch that come with their current version. */
  maxExplained = 20
  private readonly commits: CommitJson[] = []
  private readonly history = new Map<string, RevisionJson[]>()
  private renamed: DocumentJson | null = null
  private deletedDocument = false

  constructor(contents: readonly string[], mediaType = 'text/vtt') {
    this.document = {
      id: 'film',
      title: 'A film',
      mediaType,
      language: 'en',
      version: 1,
      etag: '"d1"',
      createdAt: at(1),
      createdBy: 'Ana',
      updatedAt: at(1),
      updatedBy: 'Ana',
      exports: [{ extension: 'txt', mediaType: 'text/plain', href: '/api/documents/film/export.txt', lossy: false }],
    }
    for (const [index, content] of contents.entries()) {
      this.change(`film.s${index + 1}`, 'insert', 'Ana', content)
    }
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => this.answer(String(url), init))
  }

  /** The title as it is now. */
  get title(): string {
    return (this.renamed ?? this.document).title
  }

  get segments(): SegmentJson[] {
    return [...this.history.values()].map((versions) => versions.at(-1) as SegmentJson)
  }

  segment(id: string): SegmentJson {
    const found = this.history.get(id)?.at(-1)
    if (found === undefined) {
      throw new Error(`There is no ${id}.`)
    }
    return found
  }

  /** Changes a segment in the name of an author. */
  change(id: string, operation: Operation, author: string, content?: string, position?: string): SegmentJson {
    const versions = this.history.get(id) ?? []
    const before = versions.at(-1)
    const version = versions.length + 1
    const after: RevisionJson = {
      id,
      document: 'film',
      kind: this.document.mediaType === 'text/vtt' ? 'cue' : 'text',
      content: content ?? before?.content ?? '',
      version,
      etag: `"${id}-${version}"`,
      position: position ?? before?.position ?? id.slice('film.s'.length).padStart(6, '0'),
      updatedAt: at(this.commits.length + 1),
      updatedBy: author,
      updatedByVerified: this.verified,
      deleted: operation === 'delete' ? true : undefined,
      revision: this.commits.length + 1,
      operation,
    }
    this.history.set(id, [...versions, after])
    this.commits.push({
      revision: after.revision,
      author,
      verified: this.verified,
      at: after.updatedAt,
      changes: [{ segment: id, ...after }],
    })
    return after
  }

  /** A backup is restored, which holds the first commits only. */
  setBack(commits: number): void {
    this.commits.length = commits
    for (const [id, versions] of this.history) {
      const left = versions.filter(({ revision }) => revision <= commits)
      left.length === 0 ? this.history.delete(id) : this.history.set(id, left)
    }
    this.renamed = null
  }

  rename(title: string, author: string): void {
    const before = this.renamed ?? this.document
    const version = before.version + 1
    this.renamed = { ...before, title, version, etag: `"d${version}"`, updatedBy: author }
  }

  writes(): string[] {
    return this.exchanges
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path, status }) => `${method} ${path} ${status}`)
  }

  private async answer(url: string, init: RequestInit): Promise<Response> {
    if (this.unreachable) {
      throw new TypeError('fetch failed')
    }
    const method = init.method ?? 'GET'
    const [path = '', query = ''] = url.split('?')
    const headers = new Headers(init.headers)
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : (init.body ?? null)
    const refusal = method === 'GET' ? undefined : this.refusals.shift()
    const response =
      refusal === undefined
        ? this.route(method, path, new URLSearchParams(query), headers, body)
        : problem(refusal.status, refusal.problem)
    this.exchanges.push({ method, path, headers, body, status: response.status })
    await this.held
    return response
  }

  private route(method: string, path: string, query: URLSearchParams, headers: Headers, body: unknown): Response {
    const author = decodeURIComponent(headers.get('Holdfast-Author') ?? 'anonymous')
    const [, , kind, id = '', part] = path.split('/').map(decodeURIComponent)
    if (kind === 'segments') {
      return this.ofSegment(method, id, part, headers, body as { content?: string }, author)
    }
    if (id === '') {
      return this.ofDocuments(method, query, body)
    }
    return part === undefined || part === 'restore'
      ? this.ofDocument(method, part, headers, body as { title?: string }, author)
      : this.within(part, query, body as Parameters<FakeServer['within']>[2], author)
  }

  private ofDocuments(method: string, query: URLSearchParams, body: unknown): Response {
    if (method === 'POST') {
      return body instanceof Blob || typeof body === 'object'
        ? json(201, { ...this.document, title: query.get('title') ?? 'New' }, '"d1"')
        : problem(400, {})
    }
    const current = this.renamed ?? this.document
    const found = !this.deletedDocument && current.title.includes(query.get('q') ?? '')
    return json(200, { documents: found ? [current] : [] }, '"list"')
  }

  private ofDocument(
    method: string,
    part: string | undefined,
    headers: Headers,
    body: { title?: string },
    author: string,
  ) {
    const current = this.renamed ?? this.document
    if (part === 'restore') {
      this.deletedDocument = false
      return json(200, current, current.etag)
    }
    if (method !== 'GET' && headers.get('If-Match') !== current.etag) {
      return problem(412, { detail: 'Stale.', current, changedBy: current.updatedBy }, current.etag)
    }
    if (method === 'DELETE') {
      this.deletedDocument = true
      return new Response(null, { status: 204, headers: { ETag: '"gone"' } })
    }
    if (method === 'PATCH') {
      this.rename(body.title ?? current.title, author)
    }
    const after = this.renamed ?? this.document
    return json(200, after, after.etag)
  }

  private within(
    part: string,
    query: URLSearchParams,
    body: {
      edits?: { op: Operation; id: string; ifMatch: string; content?: string }[]
      content?: string
      id?: string
      after?: string | null
    },
    author: string,
  ): Response {
    if (part === 'changes') {
      const since = Number(query.get('since') ?? 0)
      return json(200, { commits: this.commits.slice(since), revision: this.commits.length }, '"tip"')
    }
    if (part === 'checks') {
      return json(200, { findings: this.findings }, '"checks"')
    }
    if (part === 'edits') {
      const edits = body.edits ?? []
      const conflicts = edits.flatMap(({ id, ifMatch }, index) => {
        const current = this.history.get(id)?.at(-1)
        return current !== undefined && ifMatch !== undefined && ifMatch !== current.etag
          ? [{ index, id, current }]
          : []
      })
      if (conflicts.length > 0) {
        const told = conflicts.map((one, at) => (at < this.maxExplained ? one : { ...one, current: undefined }))
        return problem(412, { detail: 'Someone else saved.', conflicts: told })
      }
      const segments = edits.map(({ op, id, content }) => this.change(id, op, author, content))
      return json(200, { revision: this.commits.length, segments, unchanged: [] }, '"tip"')
    }
    if (body?.content !== undefined) {
      const { content, id = `s${this.history.size + 1}`, after } = body
      const before = after === undefined || after === null ? undefined : this.segment(after).position
      const inserted = this.change(`film.${id}`, 'insert', author, content, before && this.positionAfter(before))
      return json(201, inserted, inserted.etag)
    }
    const segments = this.segments.filter(({ deleted }) => !deleted)
    return json(200, { revision: this.commits.length, segments }, '"tip"')
  }

  /** Right after the given one: before all that were inserted there earlier. */
  private positionAfter(position: string): string {
    return position + (999_999 - this.commits.length)
  }

  private ofSegment(
    method: string,
    id: string,
    part: string | undefined,
    headers: Headers,
    body: { content?: string },
    author: string,
  ): Response {
    const versions = this.history.get(id) ?? []
    const current = versions.at(-1)
    if (current === undefined) {
      return problem(404, { detail: 'There is no such segment.' })
    }
    if (part === 'revisions') {
      return json(200, { revisions: [...versions].reverse() }, '"history"')
    }
    if (current.deleted) {
      const { etag, content, updatedBy, updatedByVerified, updatedAt } = current
      const author = { changedBy: updatedBy, changedByVerified: updatedByVerified, changedAt: updatedAt }
      return problem(410, { detail: 'Deleted.', etag, content, ...author }, etag)
    }
    if (method === 'GET') {
      return json(200, current, current.etag)
    }
    const named = headers.get('If-Match')
    if (named !== current.etag) {
      const base = versions.find(({ etag }) => etag === named) ?? null
      const merge = mergeOf(base?.content ?? '', body?.content ?? '', current.content)
      const { updatedBy: changedBy, updatedByVerified: changedByVerified, updatedAt: changedAt } = current
      const members = { current, base, merge, changedBy, changedByVerified, changedAt }
      return problem(412, { detail: 'Someone else saved.', ...members }, current.etag)
    }
    const after = this.change(id, method === 'DELETE' ? 'delete' : 'replace', author, body?.content)
    return method === 'DELETE'
      ? new Response(null, { status: 204, headers: { ETag: after.etag } })
      : json(200, after, after.etag)
  }
}

/** Cuts drafts off. Otherwise the repeated saves of one test would reach the server of a later test. */
export function cutOff(drafts: Drafts): void {
  const unreachable = { read: () => new Promise<never>(() => {}), write: () => new Promise<never>(() => {}) }
  for (const draft of drafts.all()) {
    draft.abort()
    draft.configure({ resource: unreachable, autosaveAfter: null })
  }
}

/** An earlier visit left a title unsaved. */
export function leaveTitle({ title, language, etag }: DocumentJson, typed: string): void {
  const base = { value: { title, language, mediaUrl: null }, etag, version: 1 }
  const before = storageKeeper({ page: 'before', isAlive: async () => false })
  before.keep('["description","film"]', { base, draft: { ...base.value, title: typed }, unsettled: null })
}

/** Line by line, which is enough here. */
function mergeOf(base: string, mine: string, theirs: string): object {
  const [b, m, t] = [base.split('\n'), mine.split('\n'), theirs.split('\n')]
  const clean = b.every((line, at) => m[at] === line || t[at] === line || m[at] === t[at])
  return clean
    ? { clean, content: b.map((line, at) => (m[at] === line ? t[at] : m[at])).join('\n') }
    : { clean, conflicts: [{ base, mine, theirs }] }
}

function json(status: number, body: unknown, etag: string): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ETag: etag } })
}

function problem(status: number, members: object, etag?: string): Response {
  const headers = { 'Content-Type': 'application/problem+json', ...(etag === undefined ? {} : { ETag: etag }) }
  return new Response(JSON.stringify({ status, ...members }), { status, headers })
}

function at(second: number): string {
  return new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()
}
