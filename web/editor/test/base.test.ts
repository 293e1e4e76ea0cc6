import { afterEach, expect, test, vi } from 'vitest'

const base = document.createElement('base')

function at(path: string) {
  base.href = path
  document.head.append(base)
  vi.resetModules()
}

afterEach(() => {
  base.remove()
  vi.unstubAllGlobals()
})

test.each([
  ['/', '/api'],
  ['/captions/', '/captions/api'],
])('the interface of a page at %s is %s', async (path, api) => {
  at(path)

  const { API } = await import('../src/api/base.ts')

  expect(API).toBe(api)
})

test('a text is read and saved below the path of the page', async () => {
  at('/captions/')
  const urls: string[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL) => {
    urls.push(String(input))
    return Response.json({ id: 'film.s1', content: 'text', etag: '"1"' }, { headers: { ETag: '"1"' } })
  })
  const { contentResource } = await import('../src/api/segmentContent.ts')

  const { signal } = new AbortController()
  const { read, write } = contentResource('film', 'film.s1')
  await write('other', await read({ signal }), { idempotencyKey: 'k', signal })

  expect(urls).toEqual(['/captions/api/segments/film.s1', '/captions/api/segments/film.s1'])
})
