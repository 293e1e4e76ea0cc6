import type { ConflictError } from '@holdfast/client'
import { expect, test, vi } from 'vitest'
import { descriptionResource } from '../src/api/description.ts'

const base = { title: 'A film', language: 'en', mediaUrl: null }

/** Conflict of a rename with a description that someone else changed meanwhile. */
async function rename(theirs: object): Promise<ConflictError> {
  const headers = { 'Content-Type': 'application/problem+json', ETag: '"2"' }
  const problem = { current: { ...base, ...theirs, etag: '"2"', version: 2 }, changedBy: 'Ana' }
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(problem), { status: 412, headers }))
  const options = { idempotencyKey: 'k', signal: new AbortController().signal }
  const writing = descriptionResource('film').write({ ...base, title: 'Mine' }, { value: base, etag: '"1"' }, options)
  return writing.then(
    () => Promise.reject(new Error('It was saved.')),
    (error: ConflictError) => error,
  )
}

test('a video address that someone else set meanwhile stays when the document is renamed', async () => {
  const { merge, current } = await rename({ mediaUrl: 'https://media.example/film.webm' })

  expect(merge).toEqual({
    clean: true,
    value: { title: 'Mine', language: 'en', mediaUrl: 'https://media.example/film.webm' },
  })
  expect(current).toMatchObject({ by: 'Ana', etag: '"2"' })
})

test('two different titles are a conflict', async () => {
  const { merge } = await rename({ title: 'Theirs' })

  expect(merge).toBeNull()
})
