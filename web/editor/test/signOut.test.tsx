import { type DraftKeeper, Drafts, noKeeper, RequestError } from '@holdfast/client'
import { DraftsProvider } from '@holdfast/client/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { formatDraftName, segmentKey } from '../src/api/draftNames.ts'
import { session } from '../src/api/session.ts'
import { PersonButton } from '../src/app/PersonButton.tsx'
import { SignIn } from '../src/features/session/SignIn.tsx'

const keeping: DraftKeeper = { ...noKeeper, keep: () => true }

beforeEach(async () => {
  vi.stubGlobal('fetch', async () => Response.json({ authentication: 'token', name: 'Ben', role: 'editor' }))
  await session.refresh()
})

/** Shows something on a page with one draft that the server refuses. */
function show(content: ReactNode, keeper: DraftKeeper): void {
  const base = { value: 'One', etag: '"1"' }
  const resource = {
    read: async () => base,
    write: () => Promise.reject(new RequestError(422, { detail: 'Refused.' })),
  }
  const drafts = new Drafts({ keeper })
  drafts.get(formatDraftName(segmentKey('film.s1')), { resource, autosaveAfter: null }, base).edit('Two')
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <DraftsProvider drafts={drafts}>{content}</DraftsProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
}

test.each([
  ['is lost when it could not be kept', noKeeper, /could not be kept on this computer: signing out loses it/],
  ['stays on this computer', keeping, /Signing out leaves it on this computer/],
])('a warning before signing out says that an unsaved text %s', async (_, keeper, warning) => {
  const user = userEvent.setup()
  show(<PersonButton />, keeper)
  await user.click(screen.getByRole('button', { name: 'Ben' }))

  await user.click(await screen.findByRole('button', { name: 'Sign out' }))

  expect(await screen.findByText(warning)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Sign out all the same' })).toBeVisible()
})

test('signing out everywhere asks about an unsaved text first, and then ends all sessions', async () => {
  const user = userEvent.setup()
  const requests: string[] = []
  vi.stubGlobal('fetch', async (url: string, { method }: RequestInit) => {
    requests.push(`${method} ${url}`)
    return new Response(null, { status: 503 })
  })
  show(<PersonButton />, keeping)
  await user.click(screen.getByRole('button', { name: 'Ben' }))

  await user.click(await screen.findByRole('button', { name: 'Sign out everywhere' }))

  expect(await screen.findByText(/Signing out leaves it on this computer/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Drop it and sign out everywhere' })).toBeVisible()
  expect(requests).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Sign out everywhere all the same' }))
  await vi.waitFor(() => expect(requests).toContain('DELETE /api/sessions'))
  expect(requests).not.toContain('DELETE /api/session')
})

test.each([
  ['has to stay open', noKeeper, 'You are signed out. Keep this page open: what you typed is nowhere else.'],
  ['may be closed', keeping, 'You are signed out. What you typed is kept on this computer.'],
])('after the session ended, a page with an unsaved text %s', (_, keeper, words) => {
  show(<SignIn authentication="token" onPage />, keeper)

  expect(screen.getByText(words)).toBeVisible()
})
