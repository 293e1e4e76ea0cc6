import { Drafts, noKeeper, storageKeeper } from '@holdfast/client'
import { DraftsProvider } from '@holdfast/client/react'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { DocumentsPage } from '../src/features/documents/DocumentsPage.tsx'
import { FakeServer, leaveTitle as leave } from './fake.ts'

let server: FakeServer
const opened = vi.fn()

beforeEach(() => {
  server = new FakeServer(['00:01.000 --> 00:02.000\nOne'])
  opened.mockClear()
})

const newQueries = () => new QueryClient({ defaultOptions: { queries: { retry: false } } })

async function show(drafts = new Drafts({ keeper: noKeeper }), queries = newQueries(), title = 'A film') {
  const user = userEvent.setup()
  const view = render(
    <StrictMode>
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>
          <DraftsProvider drafts={drafts}>
            <Notifications />
            <DocumentsPage mayEdit mayManage onOpen={opened} />
          </DraftsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
  await screen.findByRole('button', { name: `Actions for ${title}` })
  return { user, view }
}

const leaveTitle = (typed: string) => leave(server.document, typed)

const file = (name: string, text: string) => new File([text], name)

test('documents are found by their title', async () => {
  const { user } = await show()

  await user.type(screen.getByRole('searchbox', { name: 'Search titles' }), 'nothing like it')

  expect(await screen.findByText('No title contains “nothing like it”')).toBeVisible()
})

test('a dropped file is imported under its name and opened', async () => {
  await show()

  fireEvent.drop(screen.getByRole('main'), { dataTransfer: { files: [file('My film.vtt', 'WEBVTT')] } })

  await waitFor(() => expect(opened).toHaveBeenCalledWith('film'))
  const sent = server.exchanges.find(({ method }) => method === 'POST')
  expect(sent?.headers.get('Content-Type')).toBe('text/vtt')
  expect(sent?.headers.get('Idempotency-Key')).toMatch(/^".+"$/)
})

test('a file that is not what its name says is refused with the line', async () => {
  const { user } = await show()
  server.refusals.push({ status: 422, problem: { detail: 'There is no arrow.', line: 7, column: 3 } })

  await user.upload(screen.getByLabelText('Files to import'), file('film.srt', 'x'))

  expect(await screen.findByText(/was not imported. Line 7: There is no arrow./)).toBeVisible()
  expect(opened).not.toHaveBeenCalled()
})

test('a file of another kind is refused without asking the server', async () => {
  await show()

  fireEvent.drop(screen.getByRole('main'), { dataTransfer: { files: [file('film.mp4', 'x')] } })

  expect(await screen.findByText(/film.mp4 cannot be imported. Files that can: .vtt/)).toBeVisible()
  expect(server.writes()).toEqual([])
})

test.each([
  ['a.ttml', '<tt/>', 'application/ttml+xml'],
  ['a.ASS', '[Events]', 'text/x-ass'],
  ['a.json', '{"segments": [{"id": 0, "start": 0.5}]}', 'application/whisper+json'],
])('%s is imported as captions', async (name, content, mediaType) => {
  await show()

  fireEvent.drop(screen.getByRole('main'), { dataTransfer: { files: [file(name, content)] } })

  await waitFor(() => expect(opened).toHaveBeenCalled())
  expect(server.exchanges.find(({ method }) => method === 'POST')?.headers.get('Content-Type')).toBe(mediaType)
})

test('a text is split at its blank lines', async () => {
  await show()

  fireEvent.drop(screen.getByRole('main'), { dataTransfer: { files: [file('a.txt', 'One.\r\n\r\n\r\nTwo.\r\n')] } })

  await waitFor(() => expect(opened).toHaveBeenCalled())
  expect(server.exchanges.find(({ method }) => method === 'POST')?.body).toEqual({
    title: 'a',
    mediaType: 'text/plain',
    language: '',
    segments: [{ content: 'One.' }, { content: 'Two.' }],
  })
})

test('the menu of a document offers the exports that the document names, and no others', async () => {
  const named = (extension: string, lossy: boolean) => ({
    extension,
    mediaType: `application/${extension}`,
    href: `/api/documents/film/export.${extension}`,
    lossy,
  })
  Object.assign(server.document, { exports: [named('one', false), named('two', true)] })
  const { user } = await show()

  await user.click(screen.getByRole('button', { name: 'Actions for A film' }))

  const items = await screen.findAllByRole('menuitem', { name: /^Export/ })
  expect(items.map((item) => [item.textContent, item.getAttribute('href')])).toEqual([
    ['Export .one', '/api/documents/film/export.one'],
    ['Export .two', '/api/documents/film/export.two'],
  ])
})

test('a document is created', async () => {
  const { user } = await show()
  await user.click(screen.getByRole('button', { name: 'New document' }))
  await user.type(await screen.findByRole('textbox', { name: 'Title' }), 'New one')

  await user.click(screen.getByRole('button', { name: 'Create' }))

  await waitFor(() => expect(opened).toHaveBeenCalledWith('film'))
})

test('a document is renamed with the tag that was read', async () => {
  const { user } = await show()
  await user.click(screen.getByRole('button', { name: 'Actions for A film' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Rename' }))
  const title = await screen.findByDisplayValue('A film')

  await user.type(title, '!{Enter}')

  expect(await screen.findByText('A film!')).toBeVisible()
  expect(server.exchanges.find(({ method }) => method === 'PATCH')?.headers.get('If-Match')).toBe('"d1"')
})

async function rename(user: ReturnType<typeof userEvent.setup>, listed = 'A film') {
  await user.click(screen.getByRole('button', { name: `Actions for ${listed}` }))
  await user.click(await screen.findByRole('menuitem', { name: 'Rename' }))
  const title = await screen.findByRole('textbox', { name: 'Title' })
  await waitFor(() => expect(title).toHaveFocus())
  return title
}

test.each(['{Escape}', '{Enter}'])('renaming ends with %s, and nothing is changed', async (keys) => {
  const { user } = await show()
  await rename(user)

  await user.keyboard(keys)

  expect(await screen.findByText('A film')).toBeVisible()
  expect(screen.queryByRole('textbox', { name: 'Title' })).not.toBeInTheDocument()
  expect(server.writes()).toEqual([])
})

test('a title that someone else changed meanwhile is in conflict, and theirs can be taken', async () => {
  const { user } = await show()
  const title = await rename(user)
  await user.clear(title)
  server.rename('Her film', 'Ana')

  await user.type(title, 'My film{Enter}')

  const words = 'Ana renamed this to “Her film” while you renamed it to “My film”. Your title is kept.'
  expect(await screen.findByText(words)).toBeVisible()
  expect(title).toHaveValue('My film')
  await user.click(screen.getByRole('button', { name: 'Take theirs' }))
  await waitFor(() => expect(title).toHaveValue('Her film'))
  await user.click(screen.getByRole('button', { name: 'Undo' }))
  expect(title).toHaveValue('My film')
})

test('a replaced title can be restored until the field is closed', async () => {
  const { user } = await show()
  const title = await rename(user)
  await user.clear(title)

  await user.type(title, 'My film{Escape}')

  expect(title).toHaveValue('A film')
  expect(screen.getByRole('button', { name: 'Undo' })).toBeVisible()
  expect(server.writes()).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(await screen.findByText('A film')).toBeVisible()
  expect(screen.queryByRole('textbox', { name: 'Title' })).not.toBeInTheDocument()
})

test('an unsaved title in the list that was replaced by theirs can be restored', async () => {
  leaveTitle('My film')
  server.rename('Her film', 'Ana')
  const drafts = new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) })
  const { user } = await show(drafts, newQueries(), 'Her film')
  await user.click(await screen.findByRole('button', { name: 'Take theirs' }))

  await user.click(await screen.findByRole('button', { name: 'Undo' }))

  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('My film')
})

test('an unsaved title gets the cursor when it is renamed', async () => {
  leaveTitle('My film')
  server.rename('Her film', 'Ana')
  const drafts = new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) })
  const { user } = await show(drafts, newQueries(), 'Her film')
  await screen.findByDisplayValue('My film')

  await rename(user, 'Her film')

  expect(screen.getByRole('textbox', { name: 'Title' })).toHaveValue('My film')
})

test('a title is renamed from the version in the list, not from an earlier read', async () => {
  server.rename('Her film', 'Ana')
  const queries = newQueries()
  const { title, language } = server.document
  const old = { value: { title, language, mediaUrl: null }, etag: '"d1"', version: 1 }
  queries.setQueryData(['description', 'film'], old)
  const { user } = await show(new Drafts({ keeper: noKeeper }), queries, 'Her film')
  let answer = () => {}
  server.held = new Promise((resolve) => {
    answer = resolve
  })

  const field = await rename(user, 'Her film')
  await user.type(field, '!')
  server.held = null
  answer()
  await user.keyboard('{Enter}')

  await waitFor(() => expect(server.writes()).toEqual(['PATCH /api/documents/film 200']))
  expect(await screen.findByText('Her film!')).toBeVisible()
})

test('a title that is refetched while another is typed is in conflict, not overwritten', async () => {
  const queries = newQueries()
  const { user } = await show(new Drafts({ keeper: noKeeper }), queries)
  const field = await rename(user)
  await user.type(field, '!')
  server.rename('Her film', 'Ana')
  await act(() => queries.refetchQueries())

  await user.keyboard('{Enter}')

  expect(await screen.findByText(/Ana renamed this to “Her film” while you renamed it to “A film!”/)).toBeVisible()
  expect(server.writes()).toEqual(['PATCH /api/documents/film 412'])
  expect(server.exchanges.find(({ method }) => method === 'PATCH')?.headers.get('If-Match')).toBe('"d1"')
})

test('an unsaved title is still there when the list is left and opened again', async () => {
  const drafts = new Drafts()
  const { user, view } = await show(drafts)
  const title = await rename(user)
  server.refusals.push({ status: 422, problem: { detail: 'The title is too long.' } })
  await user.type(title, '!{Enter}')
  await screen.findByText(/The title is too long/)

  view.unmount()
  await show(drafts)

  expect(await screen.findByDisplayValue('A film!')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Retry' }))
  await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Title' })).not.toBeInTheDocument())
  expect(await screen.findByText('A film!')).toBeVisible()
})

test('a document is deleted with the tag that was seen, and the deletion undone', async () => {
  const { user } = await show()
  await user.click(screen.getByRole('button', { name: 'Actions for A film' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))
  expect(await screen.findByText('Nothing here yet')).toBeVisible()

  await user.click(await screen.findByRole('button', { name: 'Undo' }))

  expect(await screen.findByText('A film')).toBeVisible()
  expect(server.writes()).toEqual(['DELETE /api/documents/film 204', 'POST /api/documents/film/restore 200'])
})

test('a document that someone changed since is not deleted', async () => {
  const { user } = await show()
  server.rename('Her film', 'Ana')
  await user.click(screen.getByRole('button', { name: 'Actions for A film' }))

  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))

  expect(await screen.findByText(/^Ana changed it meanwhile, so this was not done/)).toBeVisible()
  expect(await screen.findByText('Her film')).toBeVisible()
})
