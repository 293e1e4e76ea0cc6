import { expect, test, vi } from 'vitest'

test.each([
  ['/', '/api'],
  ['/captions/', '/captions/api'],
])('the interface of a page at %s is %s', async (path, api) => {
  const base = document.createElement('base')
  base.href = path
  document.head.append(base)
  vi.resetModules()

  const { API } = await import('../src/api/base.ts')

  base.remove()
  expect(API).toBe(api)
})
