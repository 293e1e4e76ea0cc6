import { afterEach, beforeEach, expect, test } from 'vitest'
import { Draft } from '../src/draft/draft.ts'
import { noKeeper } from '../src/draft/keeper.ts'
import { ConflictError, OfflineError } from '../src/http/errors.ts'
import { httpResource } from '../src/http/resource.ts'
import { createTransport } from '../src/http/transport.ts'
import type { Resource } from '../src/versioned.ts'
import { type NoteServer, noteServer } from './server.ts'

let server: NoteServer
let note: Resource<string>

beforeEach(async () => {
  server = await noteServer('one')
  note = httpResource<string>(createTransport({ delay: 1 }), {
    url: server.url,
    method: 'PUT',
    contentType: 'application/json',
    parse: (body) => (body as { text: string }).text,
    format: (text) => ({ text }),
  })
})

afterEach(() => server.close())

const once = () => ({ idempotencyKey: crypto.randomUUID(), signal: new AbortController().signal })
const statuses = () => server.seen.map(({ method, status }) => `${method} ${status}`)

test('a write sends the tag of the response that the text came with', async () => {
  const base = await note.read(once())

  const saved = await note.write('two', base, once())

  expect(server.seen[1]?.headers['if-match']).toBe(base.etag)
  expect(saved).toEqual({ value: 'two', etag: expect.not.stringMatching(base.etag) })
  expect(server.text).toBe('two')
})

test('a refusal without a body is completed by a read', async () => {
  const base = await note.read(once())
  server.text = 'theirs'

  const refusal = await note.write('mine', base, once()).catch((error: unknown) => error)

  expect(refusal).toBeInstanceOf(ConflictError)
  expect(refusal).toMatchObject({ current: { value: 'theirs' }, merge: null })
  expect(statuses()).toEqual(['GET 200', 'PUT 412', 'GET 200'])
})

test('a weakened tag is sent back without its W/', async () => {
  server.weakens = true
  const base = await note.read(once())

  await note.write('two', base, once())

  expect(base.etag).toMatch(/^"/)
  expect(statuses()).toEqual(['GET 200', 'PUT 200'])
})

test('a request without a response is repeated with the same key and tag, a limited number of times', async () => {
  const base = await note.read(once())
  server.faults.push('dropped', 503, 'dropped', 'dropped')

  const refusal = await note.write('two', base, once()).catch((error: unknown) => error)

  const writes = server.seen.slice(1)
  expect(refusal).toBeInstanceOf(OfflineError)
  expect(writes).toHaveLength(4)
  expect(new Set(writes.map(({ headers }) => `${headers['idempotency-key']} ${headers['if-match']}`)).size).toBe(1)
})

test('a draft whose response was lost is saved, and is not in conflict with itself', async () => {
  const draft = new Draft('note', { resource: note, autosaveAfter: null }, { keeper: noKeeper })
  draft.receive(await note.read(once()))
  server.faults.push('lost')

  draft.edit('two')
  draft.save()
  await until(draft, 'saved')

  expect(statuses()).toEqual(['GET 200', 'PUT 200', 'PUT 412', 'GET 200'])
  expect(draft.snapshot()).toMatchObject({ draft: 'two', dirty: false })
})

test('a draft in conflict waits for a decision, and saves the chosen text', async () => {
  const draft = new Draft('note', { resource: note, autosaveAfter: null }, { keeper: noKeeper })
  draft.receive(await note.read(once()))
  server.text = 'theirs'

  draft.edit('mine')
  draft.save()
  await until(draft, 'conflict')
  draft.resolve({ value: 'theirs and mine' }, draft.snapshot().theirs?.etag ?? '')
  await until(draft, 'merged')

  expect(server.text).toBe('theirs and mine')
  expect(statuses()).toEqual(['GET 200', 'PUT 412', 'GET 200', 'PUT 200'])
})

test('a draft keeps its text offline, and repeats the same request online', async () => {
  const draft = new Draft('note', { resource: note, autosaveAfter: null }, { keeper: noKeeper })
  draft.receive(await note.read(once()))
  server.faults.push('dropped', 'dropped', 'dropped', 'dropped')

  draft.edit('two')
  draft.save()
  await until(draft, 'offline')
  const kept = draft.snapshot().draft
  draft.save()
  await until(draft, 'saved')

  expect(kept).toBe('two')
  expect(new Set(server.seen.slice(1).map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  expect(server.text).toBe('two')
})

test('an abort cancels the request and keeps the text', async () => {
  const draft = new Draft('note', { resource: note, autosaveAfter: null }, { keeper: noKeeper })
  draft.receive(await note.read(once()))

  draft.edit('two')
  draft.save()
  draft.abort()

  expect(draft.snapshot()).toMatchObject({ status: 'editing', draft: 'two', dirty: true })
})

/** Waits until the draft has that status; fails after two seconds. */
function until(draft: Draft<string>, status: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`It is ${draft.snapshot().status}, not ${status}.`)), 2_000)
    const look = () => {
      if (draft.snapshot().status === status) {
        clearTimeout(timer)
        stop()
        resolve()
      }
    }
    const stop = draft.subscribe(look)
    look()
  })
}
