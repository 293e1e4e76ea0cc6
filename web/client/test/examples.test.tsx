// @vitest-environment jsdom
import { readFileSync } from 'node:fs'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CmsEntry } from '../examples/CmsEntry.tsx'
import { LongForm } from '../examples/LongForm.tsx'
import { Title } from '../examples/Title.tsx'
import { Drafts } from '../src/draft/drafts.ts'
import { storageKeeper } from '../src/draft/storageKeeper.ts'
import { DraftsProvider } from '../src/react/index.ts'
import { memoryStorage } from './storage.ts'

const text = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** Server with one resource, strong tags and merge patches. */
class Server {
  value: Record<string, string>
  readonly writes: { ifMatch: string | null; body: unknown; status: number }[] = []
  private version = 1

  constructor(value: Record<string, string>) {
    this.value = value
    vi.stubGlobal('fetch', async (_url: string, init: RequestInit) => this.respond(init))
  }

  put(change: Record<string, string>): void {
    this.value = { ...this.value, ...change }
    this.version++
  }

  private respond({ method, headers, body }: RequestInit): Response {
    const tag = () => `"${this.version}"`
    if (method === 'PATCH') {
      const ifMatch = new Headers(headers).get('If-Match')
      const change = JSON.parse(String(body))
      const status = ifMatch === tag() ? 200 : 412
      this.writes.push({ ifMatch, body: change, status })
      if (status === 412) {
        return new Response(null, { status, headers: { ETag: tag() } })
      }
      this.put(change)
    }
    return Response.json(this.value, { headers: { ETag: tag() } })
  }
}

let storage: Storage

beforeEach(() => {
  storage = memoryStorage()
})

afterEach(() => cleanup())

/** Renders the page as a new visit. */
function visit(page: ReactElement) {
  const drafts = new Drafts({ keeper: storageKeeper({ storage, isAlive: async () => false }) })
  return render(
    <QueryClientProvider client={new QueryClient()}>
      <DraftsProvider drafts={drafts}>{page}</DraftsProvider>
    </QueryClientProvider>,
  )
}

test('the CMS entry is in conflict when someone else published first', async () => {
  const server = new Server({ title: 'Rain', body: 'It rains.' })
  const user = userEvent.setup()
  visit(<CmsEntry url="/entries/1" />)
  await user.type(await screen.findByDisplayValue('It rains.'), ' A lot.')
  server.put({ title: 'Storm' })

  await user.click(screen.getByRole('button', { name: 'Publish' }))
  expect((await screen.findByRole('alert')).textContent).toContain('published “Storm” first')
  expect(screen.getByDisplayValue('It rains. A lot.')).toBeDefined()
  await user.click(screen.getByRole('button', { name: 'Publish mine over it' }))

  await waitFor(() => expect(server.value).toEqual({ title: 'Rain', body: 'It rains. A lot.' }))
  expect(server.writes.map(({ ifMatch, status }) => [ifMatch, status])).toEqual([
    ['"1"', 412],
    ['"2"', 200],
  ])
})

test('the short example keeps the text in a conflict, and replaces theirs only after a decision', async () => {
  const server = new Server({ title: 'Rain' })
  const user = userEvent.setup()
  visit(<Title />)
  await user.type(await screen.findByDisplayValue('Rain'), 'bow')
  server.put({ title: 'Storm' })

  await user.keyboard('{Enter}')
  await user.click(await screen.findByRole('button', { name: 'Replace “Storm”' }))

  await waitFor(() => expect(server.value).toEqual({ title: 'Rainbow' }))
  expect(server.writes.map(({ status }) => status)).toEqual([412, 200])
})

test('the long form merges its answers into those of others, and keeps both', async () => {
  const server = new Server({ applicant: 'Ana', address: '', reason: '' })
  const user = userEvent.setup()
  visit(<LongForm url="/forms/1" />)
  await user.type(await screen.findByLabelText(/reason/), 'Because')
  server.put({ address: 'Somewhere' })

  await user.click(await screen.findByRole('button', { name: 'Put mine into theirs' }, { timeout: 10_000 }))

  await waitFor(() => expect(server.value).toEqual({ applicant: 'Ana', address: 'Somewhere', reason: 'Because' }))
  expect(server.writes).toEqual([
    { ifMatch: '"1"', body: { reason: 'Because' }, status: 412 },
    { ifMatch: '"2"', body: { reason: 'Because' }, status: 200 },
  ])
})

test('the long form recovers its answers after a crash of the page', async () => {
  const server = new Server({ applicant: 'Ana', address: '', reason: '' })
  const user = userEvent.setup()
  const first = visit(<LongForm url="/forms/1" />)
  await user.type(await screen.findByLabelText(/reason/), 'Because')
  first.unmount()

  visit(<LongForm url="/forms/1" />)

  expect(await screen.findByText('Your answers from last time are back.')).toBeDefined()
  expect(screen.getByDisplayValue('Because')).toBeDefined()
  expect(server.value.reason).toBe('')
})

test.each([
  ['../README.md', ['Title', 'ByHand', 'Note']],
  ['../../../docs/guides/protect-an-entry-or-a-form.md', ['CmsEntry', 'LongForm']],
])('%s shows the code that is tested here', (page, names) => {
  const shown = [...text(page).matchAll(/```tsx\n(.*?)```/gs)].map(([, code]) => code)

  expect(shown).toEqual(names.map((name) => text(`../examples/${name}.tsx`)))
})
