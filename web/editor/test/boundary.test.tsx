import { Drafts, noKeeper } from '@holdfast/client'
import { DraftsProvider } from '@holdfast/client/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { mediaAddressOf } from '../src/api/documents.ts'
import { PageBoundary } from '../src/app/PageBoundary.tsx'
import { routeOf } from '../src/app/route.ts'
import { ErrorBoundary } from '../src/components/ErrorBoundary.tsx'

let isBroken: boolean

beforeEach(() => {
  isBroken = true
  vi.spyOn(console, 'error').mockImplementation(() => {}) // React reports the errors that these tests throw
})

afterEach(() => {
  vi.restoreAllMocks()
})

function Part() {
  if (isBroken) {
    throw new Error('broken')
  }
  return <p>The part</p>
}

test('a part that fails leaves the others, shows its texts, and can be tried again', async () => {
  const user = userEvent.setup()
  render(
    <>
      <ErrorBoundary what="This caption" texts={() => ['Typed words']}>
        <Part />
      </ErrorBoundary>
      <p>The others</p>
    </>,
  )

  expect(screen.getByText('The others')).toBeVisible()
  expect(screen.getByRole('alert')).toHaveTextContent('This caption cannot be shown')
  expect(screen.getByDisplayValue('Typed words')).toHaveAttribute('readonly')
  await user.click(screen.getByRole('button', { name: 'Copy' }))
  expect(await navigator.clipboard.readText()).toBe('Typed words')
  isBroken = false
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.getByText('The part')).toBeVisible()
})

test('a page that fails shows every unsaved text, as it was typed, and another page is shown as usual', async () => {
  const drafts = new Drafts({ keeper: noKeeper })
  const base = { value: '00:01.000 --> 00:02.000\nOne', etag: '"1"' }
  const resource = { read: async () => base, write: () => new Promise<never>(() => {}) }
  const config = { resource, autosaveAfter: null }
  drafts.get('["segment","film.s1"]', config, base).edit('00:01.000 --> 00:02.000\nTom &amp; Jerry')
  drafts.get('["segment","film.s2"]', config, base)
  globalThis.location.hash = '#/documents/film'
  render(
    <QueryClientProvider client={new QueryClient()}>
      <DraftsProvider drafts={drafts}>
        <PageBoundary>
          <Part />
        </PageBoundary>
      </DraftsProvider>
    </QueryClientProvider>,
  )

  expect(screen.getAllByRole('textbox').map((box) => (box as HTMLTextAreaElement).value)).toEqual(['Tom & Jerry'])
  expect(drafts.summary().notSaved).toBe(1)
  isBroken = false
  act(() => {
    globalThis.location.hash = '#/'
    globalThis.dispatchEvent(new Event('hashchange'))
  })
  expect(screen.getByText('The part')).toBeVisible()
})

test.each([
  ['http://localhost:80800/x', null],
  ['//', null],
  ['not an address', null],
  [null, null],
  ['https://example.org/a.mp4', 'https://example.org/a.mp4'],
  ['http://localhost:1234/sample/tour.webm', '/sample/tour.webm'],
])('the video of a document with the address %j is at %j', (mediaUrl, address) => {
  expect(mediaAddressOf({ mediaUrl })).toBe(address)
})

test('an address of a page that cannot be decoded leads to all documents', () => {
  expect(routeOf('#/documents/%')).toEqual({ page: 'documents' })
  expect(routeOf('#/documents/a%20b')).toEqual({ page: 'document', id: 'a b' })
})
