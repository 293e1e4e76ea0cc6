import { describe, expect, test } from 'vitest'
import { ConflictError, GoneError, PreconditionRequiredError, RequestError } from '../src/http/errors.ts'
import { segmentResource } from '../src/http/segment.ts'
import { strongTag } from '../src/http/tag.ts'
import { createTransport, problemOf } from '../src/http/transport.ts'

const segment = (content: string, version: number) => ({
  id: 'film.s1',
  content,
  version,
  etag: `"t${version}"`,
  updatedBy: 'Ana',
  updatedAt: '2026-01-02T03:04:05Z',
})

/** A segment of a server that sends these responses, in order. */
function against(...responses: Response[]) {
  const requests: { url: string; init: RequestInit }[] = []
  const transport = createTransport({
    delay: 1,
    headers: () => ({ 'Holdfast-Author': 'J%C3%BCrgen' }),
    fetch: async (url, init) => {
      requests.push({ url: String(url), init: init ?? {} })
      return responses.shift() ?? Promise.reject(new TypeError('fetch failed'))
    },
  })
  return { requests, transport, resource: segmentResource(transport, '', 'film.s1') }
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } })
const problem = (status: number, body: object, headers: Record<string, string> = {}) =>
  json(status, { status, ...body }, { 'Content-Type': 'application/problem+json', ...headers })
const base = { value: 'one', etag: '"t1"' }
const once = { idempotencyKey: 'key-1', signal: new AbortController().signal }

describe('a tag', () => {
  const hash = 'al82xQPKT1XXllCsZAm8Ug'

  test.each(['-gzip', '--gzip', '-br', '-zstd', ';gz', ';br', '+gzip', '-deflate', '-df', '--gzip-gzip', '-GZIP'])(
    'of Holdfast with the mark %s is the tag of its version',
    (mark) => {
      expect(strongTag(`"${hash}${mark}"`)).toBe(`"${hash}"`)
      expect(strongTag(`W/"17-${hash}${mark}"`)).toBe(`"17-${hash}"`)
    },
  )

  test.each([hash, 'AAAAAAAAAAAAAAAAAAA-br', 'another-gzip', `${hash}-lz4`, '1-AAAAAAAAAAAAAAAAAA-br'])(
    'that has no mark of a coding stays: %s',
    (tag) => expect(strongTag(`"${tag}"`)).toBe(`"${tag}"`),
  )

  test('is read from the body, because a proxy may alter or remove the field', async () => {
    const fields: Record<string, string>[] = [{}, { ETag: 'W/"t1"' }, { ETag: '"t1-gzip"' }]
    for (const field of fields) {
      const { resource } = against(json(200, segment('one', 1), field))

      expect(await resource.read({ signal: once.signal })).toMatchObject({ etag: '"t1"' })
    }
  })

  test('of a body without one is that of the field', async () => {
    const { resource } = against(json(200, { content: 'one', etag: 'none' }, { ETag: '"t1"' }))

    expect(await resource.read({ signal: once.signal })).toMatchObject({ etag: '"t1"' })
  })
})

test('the type of a problem has no prefix of a proxy', async () => {
  const { transport } = against(problem(404, { type: '/captions/problems/not-found', detail: 'None.' }))

  const response = await transport.send({ method: 'GET', url: '/captions/api/documents/film' })

  expect(problemOf(response)).toEqual({ type: '/problems/not-found', status: 404, detail: 'None.' })
})

test('a refusal that is not of Holdfast is explained by its status', () => {
  expect(new RequestError(413, {}).message).toMatch(
    /^A proxy in front of the server refused the request because of its size/,
  )
  expect(new RequestError(418, {}).message).toBe('The server responded with status 418.')
})

describe('a segment of Holdfast', () => {
  test('is read with its tag, version and author', async () => {
    const { resource } = against(json(200, segment('one', 1), { ETag: '"t1"' }))

    const read = await resource.read({ signal: once.signal })

    expect(read).toEqual({ value: 'one', etag: '"t1"', version: 1, by: 'Ana', at: '2026-01-02T03:04:05Z' })
  })

  test('is written as a merge patch, with the tag, the key and the author', async () => {
    const { requests, resource } = against(json(200, segment('two', 2), { ETag: '"t2"' }))

    await resource.write('two', base, once)

    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      url: '/api/segments/film.s1',
      init: {
        method: 'PATCH',
        body: '{"content":"two"}',
        headers: {
          'If-Match': '"t1"',
          'Idempotency-Key': '"key-1"',
          'Content-Type': 'application/merge-patch+json',
          'Holdfast-Author': 'J%C3%BCrgen',
        },
      },
    })
  })

  test('in conflict reports the current version, its author, the base and the merge', async () => {
    const { resource } = against(
      problem(
        412,
        {
          detail: 'Someone else saved.',
          current: segment('theirs', 2),
          base: segment('one', 1),
          merge: { clean: true, content: 'theirs two' },
          changedBy: 'Ana',
          changedAt: '2026-01-02T03:04:05Z',
        },
        { ETag: '"t2"' },
      ),
    )

    const refusal = await resource.write('two', base, once).catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(ConflictError)
    expect(refusal).toMatchObject({
      message: 'Someone else saved.',
      current: { value: 'theirs', etag: '"t2"', version: 2 },
      base: { value: 'one', etag: '"t1"' },
      merge: { clean: true, value: 'theirs two' },
      changedBy: 'Ana',
      changedAt: '2026-01-02T03:04:05Z',
      appliedAs: null,
    })
  })

  test('in conflict reports the conflicting parts and the version that was already applied', async () => {
    const conflicts = [{ base: 'one', mine: 'two', theirs: 'theirs' }]
    const { resource } = against(
      problem(412, { current: segment('theirs', 3), merge: { clean: false, conflicts }, appliedAs: segment('two', 2) }),
    )

    const refusal = await resource.write('two', base, once).catch((error: unknown) => error)

    expect(refusal).toMatchObject({ merge: { clean: false, conflicts }, appliedAs: { value: 'two', etag: '"t2"' } })
  })

  test('that was deleted reports the tag of the tombstone', async () => {
    const { resource } = against(problem(410, { etag: '"t9"', changedBy: 'Ana', successor: 'film.s2' }))

    const refusal = await resource.write('two', base, once).catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(GoneError)
    expect(refusal).toMatchObject({ tombstone: { etag: '"t9"', by: 'Ana', successor: 'film.s2' } })
  })

  test("that is refused for another reason reports the server's explanation", async () => {
    const { resource } = against(
      problem(428, { detail: 'Say which version.' }),
      problem(422, { detail: 'Line 2: the end is before the start.', line: 2 }),
    )

    const unconditional = await resource.write('two', base, once).catch((error: unknown) => error)
    const invalid = await resource.write('two', base, once).catch((error: unknown) => error)

    expect(unconditional).toBeInstanceOf(PreconditionRequiredError)
    expect(invalid).toBeInstanceOf(RequestError)
    expect(invalid).toMatchObject({ message: 'Line 2: the end is before the start.', problem: { line: 2 } })
  })

  test('without an ETag is an error, because no save would be safe', async () => {
    const { resource } = against(json(200, { content: 'one' }))

    await expect(resource.read({ signal: once.signal })).rejects.toThrow('no ETag')
  })
})

describe('the transport', () => {
  test('accepts 204 with a tag as the version that was sent', async () => {
    const { resource } = against(new Response(null, { status: 204, headers: { ETag: '"t2"' } }))

    expect(await resource.write('two', base, once)).toEqual({ value: 'two', etag: '"t2"' })
  })

  test('accepts a success without a tag only if a read confirms the value', async () => {
    const confirmed = against(new Response(null, { status: 204 }), json(200, segment('two', 2), { ETag: '"t2"' }))
    const overtaken = against(new Response(null, { status: 204 }), json(200, segment('theirs', 3), { ETag: '"t3"' }))

    expect(await confirmed.resource.write('two', base, once)).toMatchObject({ etag: '"t2"' })
    await expect(overtaken.resource.write('two', base, once)).rejects.toBeInstanceOf(ConflictError)
  })

  test('repeats a write with its key after Retry-After, and recognises a replay', async () => {
    const { requests, transport } = against(
      new Response(null, { status: 503, headers: { 'Retry-After': '0' } }),
      json(200, segment('two', 2), { ETag: '"t2"', 'Holdfast-Replayed': 'true' }),
    )

    const response = await transport.send({ method: 'POST', url: '/x', idempotencyKey: 'k', body: {} })

    expect(response.replayed).toBe(true)
    expect(requests).toHaveLength(2)
  })

  test('never repeats a write without a key', async () => {
    const { requests, transport } = against()

    await expect(transport.send({ method: 'POST', url: '/x', body: {} })).rejects.toThrow('could not be reached')
    expect(requests).toHaveLength(1)
  })

  test('does not repeat a refused request', async () => {
    const { requests, transport } = against(problem(422, {}))

    await transport.send({ method: 'PATCH', url: '/x', idempotencyKey: 'k', body: {} })

    expect(requests).toHaveLength(1)
  })

  test('aborts at once', async () => {
    const controller = new AbortController()
    const { requests, transport } = against()
    controller.abort(new Error('enough'))

    await expect(transport.send({ method: 'GET', url: '/x', signal: controller.signal })).rejects.toThrow('enough')
    expect(requests).toHaveLength(1)
  })
})

test.each([
  ['"a"', '"a"'],
  ['W/"a"', '"a"'],
  [' "a,b" ', '"a,b"'],
  ['""', '""'],
  ['a', null],
  ['w/"a"', null],
  ['"a"b"', null],
  ['', null],
  [null, null],
])('of the field %s the strong tag is %s', (field, tag) => {
  expect(strongTag(field)).toBe(tag)
})

describe('a request that has to outlive the page', () => {
  test('is marked, as long as all of them together are within the limit of the browser', async () => {
    let respond = () => {}
    const waiting = new Promise<void>((resolve) => {
      respond = resolve
    })
    const flags: (boolean | undefined)[] = []
    const transport = createTransport({
      fetch: async (_url, init) => {
        flags.push(init?.keepalive)
        await waiting
        return new Response(null, { status: 204 })
      },
    })
    const send = (body: string, keepalive = true) =>
      transport.send({ method: 'POST', url: '/', idempotencyKey: 'k', body, keepalive })

    const sent = [send('x'.repeat(40_000)), send('é'.repeat(15_000)), send('x'.repeat(10_000)), send('y', false)]
    respond()
    await Promise.all(sent)
    await send('x'.repeat(50_000))

    expect(flags).toEqual([true, undefined, true, undefined, true])
  })
})
