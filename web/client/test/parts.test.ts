import { expect, test } from 'vitest'
import { conflictOfProblem } from '../src/http/resource.ts'
import { segmentResource } from '../src/http/segment.ts'
import { createTransport } from '../src/http/transport.ts'
import type { GoneError } from '../src/index.ts'

const parser = {
  parse: (body: unknown) => (body as { content: string }).content,
  parseMerge: (text: string) => text,
  base: '',
}
const current = { etag: '"2"', content: 'theirs', version: 2 }
const parts = [
  { facet: 'start', conflict: false, merged: '00:01.000' },
  { facet: 'text', conflict: true, base: 'a', mine: 'm', theirs: 't' },
]
const problem = (more: object) => ({ current, merge: { clean: false, conflicts: [], ...more } })

test('the parts of a merge are read', () => {
  expect(conflictOfProblem(problem({ parts }), null, parser)?.merge).toEqual({ clean: false, conflicts: [], parts })
})

test.each([
  ['none', undefined],
  ['no array', {}],
  ['an empty list', []],
  ['one without a facet', [{ conflict: false, merged: '' }]],
  ['a conflict without both sides', [{ facet: 'text', conflict: true, mine: 'm' }]],
  ['one that is neither', [{ facet: 'text', conflict: null, merged: '' }]],
])('parts that cannot be used count as none: %s', (_, unusable) => {
  expect(conflictOfProblem(problem({ parts: unusable }), null, parser)?.merge).toEqual({ clean: false, conflicts: [] })
})

test('the segments that text moved to are named', () => {
  const movedTo = [{ id: 'film.s2', content: 'rest' }, { content: 'without id' }]

  expect(conflictOfProblem({ ...problem({ parts }), movedTo }, null, parser)?.movedTo).toEqual(['film.s2'])
})

test('a deleted segment is reported with its last text, by a read and by a write', async () => {
  const body = JSON.stringify({ etag: '"3"', content: 'last', successor: 'film.s1' })
  const headers = { 'Content-Type': 'application/problem+json' }
  const resource = segmentResource(
    createTransport({ fetch: async () => new Response(body, { status: 410, headers }) }),
    '',
    'film.s2',
  )
  const signal = AbortSignal.timeout(1_000)
  const tombstone = { etag: '"3"', last: 'last', successor: 'film.s1' }

  const errors = await Promise.all([
    resource.read({ signal }).catch((error: GoneError) => error),
    resource
      .write('x', { value: 'y', etag: '"1"' }, { idempotencyKey: 'k', signal })
      .catch((error: GoneError) => error),
  ])

  expect(errors).toMatchObject([{ tombstone }, { tombstone }])
})

test.each([true, false, undefined])('a name that is verified: %s is reported so', async (verified) => {
  const changed = { changedBy: 'Ana', changedByVerified: verified }
  const body = JSON.stringify({ etag: '"3"', ...changed })
  const headers = { 'Content-Type': 'application/problem+json' }
  const fetch = async () => new Response(body, { status: 410, headers })
  const resource = segmentResource(createTransport({ fetch }), '', 'film.s2')

  const gone = await resource.read({ signal: AbortSignal.timeout(1_000) }).catch((error: GoneError) => error)

  expect(gone).toMatchObject({ tombstone: { by: 'Ana', verified } })
  expect(conflictOfProblem({ current, ...changed }, null, parser)?.current).toMatchObject({ by: 'Ana', verified })
  const named = { ...current, updatedBy: 'Ben', updatedByVerified: verified }
  expect(conflictOfProblem({ current: named }, null, parser)?.current).toMatchObject({ by: 'Ben' })
  expect(conflictOfProblem({ current: named }, null, parser)?.current.verified).toBe(verified)
})
