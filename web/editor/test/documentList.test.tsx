import { Drafts, noKeeper, storageKeeper } from '@holdfast/client'
import { DraftsProvider } from '@holdfast/client/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { DocumentPage } from '../src/app/DocumentPage.tsx'
import { FakeServer } from './fake.ts'
import { arrive, box, changes, cue, fake, lastPost, leaveTitle, open, openWith, row, summary } from './page.tsx'

describe('the list', () => {
  test('shows each cue with its times and its text', async () => {
    await open()

    expect(box(1)).toHaveValue('One\nfirst')
    expect(screen.getByLabelText('Start of cue 2')).toHaveValue('00:03.000')
    expect(screen.getByLabelText('End of cue 2')).toHaveValue('00:04.000')
    expect(summary()).toBe('All saved')
  })

  test('shows changes and insertions of others', async () => {
    await open()
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Theirs'))
    fake.server.change('film.s4', 'insert', 'Ana', cue(7, 'Four'))

    await arrive()

    await waitFor(() => expect(box(2)).toHaveValue('Theirs'))
    expect(box(4)).toHaveValue('Four')
  })

  test('ignores the response to a request from before a change', async () => {
    const queries = await openWith(new Drafts({ keeper: noKeeper }))
    let answer = () => {}
    fake.server.held = new Promise((resolve) => {
      answer = resolve
    })
    const reading = queries.refetchQueries({ queryKey: ['segments', 'film'] })
    await waitFor(() => expect(fake.server.exchanges.at(-1)?.path).toBe('/api/documents/film/segments'))
    fake.server.held = null
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Theirs'))
    await arrive()

    answer()
    await act(() => reading)

    expect(queries.getQueryData(['segments', 'film'])).toMatchObject({ list: [{}, { content: cue(3, 'Theirs') }, {}] })
  })

  test('of a document that was restored from a backup shows its content, and keeps unsaved text', async () => {
    fake.server.rename('A later title', 'Ana')
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Later'))
    fake.server.change('film.s3', 'replace', 'Ana', cue(5, 'Later'))
    fake.server.change('film.s4', 'insert', 'Ana', cue(7, 'Later'))
    const user = await open()
    fake.server.refusals.push({ status: 422, problem: { detail: 'Refused.' } })
    await user.type(box(4), ', and typed')
    await user.type(box(3), ', and typed')
    await screen.findByText(/Refused/)

    fake.server.setBack(3)
    act(() => fake.follower?.reset(3))

    await waitFor(() => expect(box(3)).toHaveValue('Two\nsecond'))
    expect(box(1)).toHaveValue('Later, and typed')
    expect(await screen.findByText(/This caption was deleted/)).toBeVisible()
    expect(box(4)).toHaveValue('Later, and typed')
    expect(within(row(4)).getByText(/Ana just changed this caption/)).toBeVisible()
    expect(await screen.findByDisplayValue('A film')).toBeVisible()
  })

  test('of a document that was restored while the server was unreachable is read once it is reachable', async () => {
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Later'))
    await open()
    fake.server.setBack(3)
    fake.server.unreachable = true
    act(() => fake.follower?.reset(3))
    await act(() => new Promise((resolve) => setTimeout(resolve, 3_000)))
    expect(box(2)).toHaveValue('Later')

    fake.server.unreachable = false

    await waitFor(() => expect(box(2)).toHaveValue('Two\nsecond'))
  }, 20_000)

  test('of a text document has no video and no times', async () => {
    fake.server = new FakeServer(['First paragraph.', 'Second.'], 'text/plain')
    const user = userEvent.setup()
    render(
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient()}>
          <DraftsProvider drafts={new Drafts({ keeper: noKeeper })}>
            <DocumentPage id="film" changes={changes} session={fake.session} />
          </DraftsProvider>
        </QueryClientProvider>
      </MantineProvider>,
    )

    await user.type(await screen.findByLabelText('Text of paragraph 2'), ' More.{Control>}{Enter}{/Control}')

    await waitFor(() => expect(fake.server.segment('film.s2').content).toBe('Second. More.'))
    expect(screen.queryByRole('region', { name: 'Video' })).not.toBeInTheDocument()
  })
})

test('the summary names unsaved drafts outside the text of the document', async () => {
  leaveTitle('My film')
  fake.server.rename('Her film', 'Ana') // else it is saved by itself
  const elsewhere = storageKeeper({ page: 'before', isAlive: async () => false })
  const drafts = new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) })
  const base = { value: 'Other', etag: '"o1"', version: 1 }
  elsewhere.keep('["segment","other.s1"]', { base, draft: 'Other, typed', unsettled: null })
  const resource = { read: async () => base, write: async () => base }
  drafts.get('["segment","other.s1"]', { resource, autosaveAfter: null }, base)

  await open(drafts)

  await waitFor(() => expect(summary()).toBe('1 not saved (the title)'))
  const others = await screen.findByTestId('unsaved-elsewhere')
  await waitFor(() => expect(others).toHaveTextContent('Also unsaved in Her film'))
  expect(within(others).getByRole('link')).toHaveAttribute('href', '#/documents/other')
})

test('an unsaved draft far down a long list is counted', async () => {
  fake.server = new FakeServer(Array.from({ length: 500 }, (_, index) => cue(1, `Number ${index + 1}`)))
  const { content, etag } = fake.server.segment('film.s400')
  const before = storageKeeper({ page: 'before', isAlive: async () => false })
  const kept = { base: { value: content, etag, version: 1 }, draft: cue(1, 'Mine'), unsettled: null }
  before.keep('["segment","film.s400"]', kept)
  fake.server.refusals.push({ status: 422, problem: { detail: 'Refused.' } })

  await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

  await waitFor(() => expect(summary()).toBe('1 caption needs a decision'))
  expect(screen.queryByLabelText('Text of cue 400')).not.toBeInTheDocument()
})

test('a text merged onto a move by someone else is shown at its new place', async () => {
  const user = await open()
  await user.type(box(2), '!')
  fake.server.change('film.s2', 'move', 'Ana', undefined, '000004')

  await user.keyboard('{Control>}{Enter}{/Control}')

  await waitFor(() => expect(box(3)).toHaveValue('Two\nsecond!'))
  expect(box(2)).toHaveValue('Three')
  expect(fake.server.writes()).toEqual(['PATCH /api/segments/film.s2 412', 'PATCH /api/segments/film.s2 200'])
})

test('a text from an earlier visit that is saved out of view can be undone', async () => {
  fake.server = new FakeServer(Array.from({ length: 500 }, (_, index) => cue(1, `Number ${index + 1}`)))
  const { content, etag } = fake.server.segment('film.s400')
  const kept = { base: { value: content, etag, version: 1 }, draft: cue(1, 'Mine'), unsettled: null }
  storageKeeper({ page: 'before', isAlive: async () => false }).keep('["segment","film.s400"]', kept)
  const drafts = new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) })
  const user = await open(drafts)
  await waitFor(() => expect(fake.server.segment('film.s400').content).toBe(cue(1, 'Mine')))

  fake.server.refusals.push({ status: 422, problem: { detail: 'Seen.' } })
  await user.keyboard('{Control>}z{/Control}')

  await waitFor(() => expect(fake.server.writes().at(-1)).toBe('POST /api/documents/film/edits 422'))
  const { etag: ifMatch } = fake.server.segment('film.s400')
  expect(lastPost()?.body).toMatchObject({ edits: [{ id: 'film.s400', ifMatch }] })
})
