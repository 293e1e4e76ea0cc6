import { Drafts, noKeeper, storageKeeper } from '@holdfast/client'
import { DraftsProvider } from '@holdfast/client/react'
import { MantineProvider } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { setDisplayName } from '../src/api/author.ts'
import type { ChangeSource, Cursor, Follower } from '../src/api/changes.ts'
import { session as pageSession, type SessionState } from '../src/api/session.ts'
import { DocumentPage } from '../src/app/DocumentPage.tsx'
import { LiveRegions } from '../src/components/announce.tsx'
import { cutOff, FakeServer, leaveTitle as leave } from './fake.ts'

const cue = (second: number, text: string) => `00:0${second}.000 --> 00:0${second + 1}.000\n${text}`

const RENAMED = { operation: 'describe', version: 2, etag: '"d2"' }

const NOBODY: SessionState = { session: null, signedOut: false, wasSignedIn: false, someoneElse: false }

let server: FakeServer
let session: SessionState
let follower: Follower | null
let followedSince: Cursor
const opened = new Set<Drafts>()

/** Source of changes that the test controls. */
const changes: ChangeSource = {
  follow(_document, since, next) {
    follower = next
    followedSince = since
    return () => {
      follower = null
    }
  },
}

beforeEach(() => {
  server = new FakeServer([cue(1, 'One\nfirst'), cue(3, 'Two\nsecond'), cue(5, 'Three')])
  setDisplayName('Bén')
  session = NOBODY
})

afterEach(() => {
  cleanup()
  notifications.clean()
  opened.forEach(cutOff)
  opened.clear()
  notifications.clean()
})

async function open(drafts = new Drafts({ keeper: noKeeper })) {
  const user = userEvent.setup()
  await openWith(drafts)
  return user
}

async function openWith(
  drafts: Drafts,
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } }),
): Promise<QueryClient> {
  opened.add(drafts)
  render(
    <StrictMode>
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>
          <DraftsProvider drafts={drafts}>
            <Notifications />
            <LiveRegions />
            <DocumentPage id="film" changes={changes} session={session} />
          </DraftsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
  await screen.findByLabelText('Text of cue 1')
  return queries
}

/** Passes the commits of others to the page. */
async function arrive() {
  const page = await (await fetch(`/api/documents/film/changes?since=${followedSince}`, {})).json()
  act(() => follower?.commits(page.commits))
}

const box = (number: number) => screen.getByLabelText<HTMLTextAreaElement>(`Text of cue ${number}`)
const row = (number: number) => screen.getByRole('article', { name: `Cue ${number}` })
const lastPost = () => server.exchanges.findLast(({ method }) => method === 'POST')
const summary = () => screen.getByTestId('summary').textContent

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
    server.change('film.s2', 'replace', 'Ana', cue(3, 'Theirs'))
    server.change('film.s4', 'insert', 'Ana', cue(7, 'Four'))

    await arrive()

    await waitFor(() => expect(box(2)).toHaveValue('Theirs'))
    expect(box(4)).toHaveValue('Four')
  })

  test('ignores the response to a request from before a change', async () => {
    const queries = await openWith(new Drafts({ keeper: noKeeper }))
    let answer = () => {}
    server.held = new Promise((resolve) => {
      answer = resolve
    })
    const reading = queries.refetchQueries({ queryKey: ['segments', 'film'] })
    await waitFor(() => expect(server.exchanges.at(-1)?.path).toBe('/api/documents/film/segments'))
    server.held = null
    server.change('film.s2', 'replace', 'Ana', cue(3, 'Theirs'))
    await arrive()

    answer()
    await act(() => reading)

    expect(queries.getQueryData(['segments', 'film'])).toMatchObject({ list: [{}, { content: cue(3, 'Theirs') }, {}] })
  })

  test('of a document that was restored from a backup shows its content, and keeps unsaved text', async () => {
    server.rename('A later title', 'Ana')
    server.change('film.s2', 'replace', 'Ana', cue(3, 'Later'))
    server.change('film.s3', 'replace', 'Ana', cue(5, 'Later'))
    server.change('film.s4', 'insert', 'Ana', cue(7, 'Later'))
    const user = await open()
    server.refusals.push({ status: 422, problem: { detail: 'Refused.' } })
    await user.type(box(4), ', and typed')
    await user.type(box(3), ', and typed')
    await screen.findByText(/Refused/)

    server.setBack(3)
    act(() => follower?.reset(3))

    await waitFor(() => expect(box(3)).toHaveValue('Two\nsecond'))
    expect(box(1)).toHaveValue('Later, and typed')
    expect(await screen.findByText(/This caption was deleted/)).toBeVisible()
    expect(box(4)).toHaveValue('Later, and typed')
    expect(within(row(4)).getByText(/Ana just changed this caption/)).toBeVisible()
    expect(await screen.findByDisplayValue('A film')).toBeVisible()
  })

  test('of a document that was restored while the server was unreachable is read once it is reachable', async () => {
    server.change('film.s2', 'replace', 'Ana', cue(3, 'Later'))
    await open()
    server.setBack(3)
    server.unreachable = true
    act(() => follower?.reset(3))
    await act(() => new Promise((resolve) => setTimeout(resolve, 3_000)))
    expect(box(2)).toHaveValue('Later')

    server.unreachable = false

    await waitFor(() => expect(box(2)).toHaveValue('Two\nsecond'))
  }, 20_000)

  test('of a text document has no video and no times', async () => {
    server = new FakeServer(['First paragraph.', 'Second.'], 'text/plain')
    const user = userEvent.setup()
    render(
      <MantineProvider env="test">
        <QueryClientProvider client={new QueryClient()}>
          <DraftsProvider drafts={new Drafts({ keeper: noKeeper })}>
            <DocumentPage id="film" changes={changes} session={session} />
          </DraftsProvider>
        </QueryClientProvider>
      </MantineProvider>,
    )

    await user.type(await screen.findByLabelText('Text of paragraph 2'), ' More.{Control>}{Enter}{/Control}')

    await waitFor(() => expect(server.segment('film.s2').content).toBe('Second. More.'))
    expect(screen.queryByRole('region', { name: 'Video' })).not.toBeInTheDocument()
  })
})

describe('a cue that is', () => {
  test('saved says so, with the name of the writer percent-encoded', async () => {
    const user = await open()

    await user.type(box(1), '!{Control>}{Enter}{/Control}')

    expect(await within(row(1)).findByText('Saved')).toBeVisible()
    expect(server.segment('film.s1')).toMatchObject({ content: cue(1, 'One\nfirst!'), updatedBy: 'Bén' })
    const write = server.exchanges.find(({ method }) => method === 'PATCH')
    expect(write?.headers.get('Holdfast-Author')).toBe('B%C3%A9n')
    expect(write?.headers.get('If-Match')).toBe('"film.s1-1"')
    expect(screen.getByTestId('polite')).toHaveTextContent('All saved')
  })

  test('edited is unsaved, and is saved when it loses the focus', async () => {
    const user = await open()

    await user.type(box(1), '!')
    const whileTyping = summary()
    await user.click(box(2))

    expect(whileTyping).toBe('1 not saved')
    await waitFor(() => expect(summary()).toBe('All saved'))
    expect(server.writes()).toEqual(['PATCH /api/segments/film.s1 200'])
  })

  test('stale shows the author and the words of the change, and keeps the typed text', async () => {
    const user = await open()
    await user.type(box(2), '!')
    server.change('film.s2', 'replace', 'Ana', cue(3, 'Deux\nsecond'))

    await arrive()

    expect(await within(row(2)).findByText(/Ana just changed this caption/)).toBeVisible()
    expect(within(row(2)).getByText('Deux').tagName).toBe('INS')
    expect(box(2)).toHaveValue('Two\nsecond!')
    expect(box(2)).toHaveFocus()
  })

  test('merged says with whom, and the merge can be undone', async () => {
    const user = await open()
    await user.type(box(2), '!')
    server.change('film.s2', 'replace', 'Ana', cue(3, 'Deux\nsecond'))

    await user.keyboard('{Control>}{Enter}{/Control}')

    expect(await within(row(2)).findByText(/Saved, merged with Ana’s change/)).toBeVisible()
    expect(box(2)).toHaveValue('Deux\nsecond!')
    expect(server.writes()).toEqual(['PATCH /api/segments/film.s2 412', 'PATCH /api/segments/film.s2 200'])
    await user.click(within(row(2)).getByRole('button', { name: 'Undo merge' }))
    expect(box(2)).toHaveValue('Two\nsecond!')
    expect(within(row(2)).getByRole('button', { name: 'Keep mine' })).toBeVisible()
  })

  test('in conflict shows both sides and the choices, without a dialog and without moving the focus', async () => {
    const user = await open()
    await conflict(user)

    expect(
      within(row(2)).getByText('Ana changed this caption while you were typing. Nothing is lost: choose.'),
    ).toBeVisible()
    expect(box(2)).toHaveFocus()
    expect(box(2)).toHaveValue('Two\nmine')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(summary()).toBe('1 caption needs a decision')
    expect(screen.getByTestId('alert')).toHaveTextContent(
      'Someone else changed a caption while you were typing. Your text is kept.',
    )
    await user.type(box(1), '!{Control>}{Enter}{/Control}')
    expect(await within(row(1)).findByText('Saved')).toBeVisible()
  })

  test.each([
    ['Keep mine', 'Two\nmine'],
    ['Take theirs', 'Two\nhers'],
    ['Keep both', 'Two\nhers\nmine'],
  ])('in conflict is resolved by %s', async (choice, text) => {
    const user = await open()
    await conflict(user)

    await user.click(within(row(2)).getByRole('button', { name: choice }))

    await waitFor(() => expect(summary()).toBe('All saved'))
    expect(box(2)).toHaveValue(text)
    expect(server.segment('film.s2').content).toBe(cue(3, text))
  })

  test('replaced by theirs can be restored', async () => {
    const user = await open()
    await conflict(user)
    await user.click(within(row(2)).getByRole('button', { name: 'Take theirs' }))

    await user.click(within(row(2)).getByRole('button', { name: 'Undo' }))

    expect(box(2)).toHaveValue('Two\nmine')
  })

  test('deleted elsewhere keeps the text, and is restored with it', async () => {
    const user = await open()
    await user.type(box(2), '!')
    server.change('film.s2', 'delete', 'Ana')
    await arrive()

    expect(await within(row(2)).findByText(/This caption was deleted by Ana/)).toBeVisible()
    expect(box(2)).toHaveValue('Two\nsecond!')
    await user.click(within(row(2)).getByRole('button', { name: 'Restore with my text' }))

    await waitFor(() => expect(summary()).toBe('All saved'))
    expect(server.segment('film.s2')).toMatchObject({ content: cue(3, 'Two\nsecond!'), operation: 'restore' })
  })

  test('deleted elsewhere is still there when the document is left and opened again', async () => {
    const drafts = new Drafts({ keeper: noKeeper })
    const queries = await openWith(drafts)
    const user = userEvent.setup()
    await user.type(box(2), '!')
    server.change('film.s2', 'delete', 'Ana')
    await arrive()
    await within(row(2)).findByText(/This caption was deleted by Ana/)

    cleanup()
    await openWith(drafts, queries)
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)))

    expect(within(row(2)).getByText(/This caption was deleted by Ana/)).toBeVisible()
    expect(box(2)).toHaveValue('Two\nsecond!')
  })

  test('deleted elsewhere says why it could not be restored', async () => {
    const user = await open()
    await user.type(box(2), '!')
    server.change('film.s2', 'delete', 'Ana')
    await arrive()
    server.refusals.push({ status: 422, problem: { detail: 'Line 2, column 1: a blank line ends the cue.', line: 2 } })

    await user.click(await within(row(2)).findByRole('button', { name: 'Restore with my text' }))

    expect(
      await within(row(2)).findByText(/deleted by Ana. It was not restored: A caption cannot hold an empty line/),
    ).toBeVisible()
    expect(box(2)).toHaveValue('Two\nsecond!')
    await user.click(within(row(2)).getByRole('button', { name: 'Restore with my text' }))
    await waitFor(() => expect(summary()).toBe('All saved'))
  })

  test('deleted elsewhere and unchanged is removed from the list', async () => {
    await open()
    server.change('film.s2', 'delete', 'Ana')

    await arrive()

    await waitFor(() => expect(box(2)).toHaveValue('Three'))
  })

  test('refused says why, and keeps the text', async () => {
    const user = await open(new Drafts())
    server.refusals.push({ status: 422, problem: { detail: 'Line 2, column 1: a blank line ends the cue.', line: 2 } })

    await user.type(box(1), '!{Control>}{Enter}{/Control}')

    expect(await within(row(1)).findByText(/Kept on this computer. A caption cannot hold an empty line/)).toBeVisible()
    expect(box(1)).toHaveValue('One\nfirst!')
    await user.click(within(row(1)).getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(summary()).toBe('All saved'))
  })

  test('not kept on this computer says that the page has to stay open, and never that it is kept', async () => {
    const user = await open(new Drafts({ keeper: { ...noKeeper, keep: () => false } }))
    server.unreachable = true

    await user.type(box(1), '!{Control>}{Enter}{/Control}')

    expect(await within(row(1)).findByText(/^Not saved. The server/, {}, { timeout: 5_000 })).toBeVisible()
    expect(within(row(1)).getByText(/keep this page open until it is saved/)).toBeVisible()
    expect(screen.queryByText(/^Kept on this computer/)).not.toBeInTheDocument()
    expect(summary()).toBe('1 not saved')
  }, 10_000)

  test('offline is kept on this computer until the network is back', async () => {
    const user = await open(new Drafts())
    server.unreachable = true
    await user.type(box(1), '!{Control>}{Enter}{/Control}')
    const line = await within(row(1)).findByText(/Kept on this computer. The server/, {}, { timeout: 5_000 })

    act(() => follower?.connection('offline'))
    server.unreachable = false
    act(() => follower?.connection('live'))

    expect(line).toBeDefined()
    await waitFor(() => expect(summary()).toBe('All saved'))
    expect(server.segment('film.s1').content).toBe(cue(1, 'One\nfirst!'))
  }, 10_000)

  test('left unsaved on an earlier visit is recovered, also when it was deleted', async () => {
    const base = (id: string) => ({ value: server.segment(id).content, etag: server.segment(id).etag, version: 1 })
    const before = storageKeeper({ page: 'before', isAlive: async () => false })
    before.keep('["segment","film.s1"]', { base: base('film.s1'), draft: cue(1, 'One\nmine'), unsettled: null })
    before.keep('["segment","film.s3"]', { base: base('film.s3'), draft: cue(5, 'Mine'), unsettled: null })
    server.change('film.s3', 'delete', 'Ana')

    await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await screen.findByText(/This caption was deleted by Ana/)).toBeVisible()
    expect(box(1)).toHaveValue('Mine')
    expect(box(2)).toHaveValue('One\nmine')
    await waitFor(() => expect(server.segment('film.s1').content).toBe(cue(1, 'One\nmine')))
    expect(server.writes()).toEqual(['PATCH /api/segments/film.s1 200'])
    const saved = await screen.findByText('Your unsaved text of a caption from an earlier visit was saved.')
    await userEvent.setup().click(within(saved.parentElement ?? saved).getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(server.segment('film.s1').content).toBe(cue(1, 'One\nfirst')))
  })

  test('left unsaved on an earlier visit is merged with what someone else changed since', async () => {
    const { content, etag } = server.segment('film.s1')
    const base = { value: content, etag, version: 1 }
    const before = storageKeeper({ page: 'before', isAlive: async () => false })
    before.keep('["segment","film.s1"]', { base, draft: cue(1, 'One\nmine'), unsettled: null })
    server.change('film.s1', 'replace', 'Ana', cue(1, 'Uno\nfirst'))

    await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await within(row(1)).findByText(/Saved, merged with Ana’s change/)).toBeVisible()
    expect(server.segment('film.s1').content).toBe(cue(1, 'Uno\nmine'))
    expect(server.writes()).toEqual(['PATCH /api/segments/film.s1 412', 'PATCH /api/segments/film.s1 200'])
  })

  test('left unsaved on an earlier visit waits for a decision where it collides', async () => {
    const { content, etag } = server.segment('film.s1')
    const base = { value: content, etag, version: 1 }
    const before = storageKeeper({ page: 'before', isAlive: async () => false })
    before.keep('["segment","film.s1"]', { base, draft: cue(1, 'One\nmine'), unsettled: null })
    server.change('film.s1', 'replace', 'Ana', cue(1, 'One\nhers'))

    await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await within(row(1)).findByRole('button', { name: 'Keep mine' })).toBeVisible()
    expect(server.segment('film.s1').content).toBe(cue(1, 'One\nhers'))
    await userEvent.setup().click(screen.getByRole('button', { name: '1 caption needs a decision' }))
    await waitFor(() => expect(box(1)).toHaveFocus())
  })

  test('of an earlier visit is not saved by a reader', async () => {
    const reader = { authentication: 'token', name: 'Rita', role: 'reader' }
    const state = { session: reader, signedOut: false, wasSignedIn: true, someoneElse: false } as SessionState
    vi.spyOn(pageSession, 'state').mockReturnValue(state)
    const { content, etag } = server.segment('film.s1')
    const base = { value: content, etag, version: 1 }
    const before = storageKeeper({ page: 'before', isAlive: async () => false })
    before.keep('["segment","film.s1"]', { base, draft: cue(1, 'One\nmine'), unsettled: null })

    await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await screen.findByText(/Your unsaved text from an earlier visit is back/)).toBeVisible()
    expect(server.writes()).toEqual([])
    vi.restoreAllMocks()
  })
})

test('the summary names unsaved drafts outside the text of the document', async () => {
  leaveTitle('My film')
  const elsewhere = storageKeeper({ page: 'before', isAlive: async () => false })
  const drafts = new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) })
  const base = { value: 'Other', etag: '"o1"', version: 1 }
  elsewhere.keep('["segment","other.s1"]', { base, draft: 'Other, typed', unsettled: null })
  const resource = { read: async () => base, write: async () => base }
  drafts.get('["segment","other.s1"]', { resource, autosaveAfter: null }, base)

  await open(drafts)

  await waitFor(() => expect(summary()).toBe('1 not saved (the title)'))
  const others = await screen.findByTestId('unsaved-elsewhere')
  await waitFor(() => expect(others).toHaveTextContent('Also unsaved in A film'))
  expect(within(others).getByRole('link')).toHaveAttribute('href', '#/documents/other')
})

test('an unsaved draft far down a long list is counted', async () => {
  server = new FakeServer(Array.from({ length: 500 }, (_, index) => cue(1, `Number ${index + 1}`)))
  const { content, etag } = server.segment('film.s400')
  const before = storageKeeper({ page: 'before', isAlive: async () => false })
  const kept = { base: { value: content, etag, version: 1 }, draft: cue(1, 'Mine'), unsettled: null }
  before.keep('["segment","film.s400"]', kept)
  server.refusals.push({ status: 422, problem: { detail: 'Refused.' } })

  await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

  await waitFor(() => expect(summary()).toBe('1 caption needs a decision'))
  expect(screen.queryByLabelText('Text of cue 400')).not.toBeInTheDocument()
})

test('a text merged onto a move by someone else is shown at its new place', async () => {
  const user = await open()
  await user.type(box(2), '!')
  server.change('film.s2', 'move', 'Ana', undefined, '000004')

  await user.keyboard('{Control>}{Enter}{/Control}')

  await waitFor(() => expect(box(3)).toHaveValue('Two\nsecond!'))
  expect(box(2)).toHaveValue('Three')
  expect(server.writes()).toEqual(['PATCH /api/segments/film.s2 412', 'PATCH /api/segments/film.s2 200'])
})

test('a text from an earlier visit that is saved out of view can be undone', async () => {
  server = new FakeServer(Array.from({ length: 500 }, (_, index) => cue(1, `Number ${index + 1}`)))
  const { content, etag } = server.segment('film.s400')
  const kept = { base: { value: content, etag, version: 1 }, draft: cue(1, 'Mine'), unsettled: null }
  storageKeeper({ page: 'before', isAlive: async () => false }).keep('["segment","film.s400"]', kept)
  const drafts = new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) })
  const user = await open(drafts)
  await waitFor(() => expect(server.segment('film.s400').content).toBe(cue(1, 'Mine')))

  server.refusals.push({ status: 422, problem: { detail: 'Seen.' } })
  await user.keyboard('{Control>}z{/Control}')

  await waitFor(() => expect(server.writes().at(-1)).toBe('POST /api/documents/film/edits 422'))
  const { etag: ifMatch } = server.segment('film.s400')
  expect(lastPost()?.body).toMatchObject({ edits: [{ id: 'film.s400', ifMatch }] })
})

describe('a time that is typed and not confirmed', () => {
  async function typeTime(drafts: Drafts) {
    const user = await open(drafts)
    const end = screen.getByLabelText('End of cue 1')
    await user.clear(end)
    await user.type(end, '2,5')
  }

  test.each([
    ['beforeunload', []],
    ['pagehide', ['PATCH /api/segments/film.s1 200']],
  ])('is kept at %s, and sent when the page is left', async (type, writes) => {
    const keeper = () => storageKeeper({ isAlive: async () => false })
    await typeTime(new Drafts({ keeper: keeper() }))

    const leaving = new Event(type, { cancelable: true })
    act(() => void globalThis.dispatchEvent(leaving))
    const kept = await keeper().find('["segment","film.s1"]')

    expect(kept?.draft).toMatchObject({ draft: '00:01.000 --> 00:02.500\nOne\nfirst', base: { etag: '"film.s1-1"' } })
    expect(leaving.defaultPrevented).toBe(type === 'beforeunload')
    expect(server.writes()).toEqual(writes)
  })

  test('is saved when the document is left', async () => {
    await typeTime(new Drafts({ keeper: noKeeper }))

    cleanup()

    await waitFor(() => expect(server.segment('film.s1').content).toBe('00:01.000 --> 00:02.500\nOne\nfirst'))
  })

  test('is not saved over a newer one when the document is left', async () => {
    const drafts = new Drafts({ keeper: noKeeper })
    await typeTime(drafts)
    server.change('film.s1', 'replace', 'Ana', '00:01.000 --> 00:02.900\nOne\nfirst')
    await arrive()

    cleanup()

    await waitFor(() => expect(drafts.summary()).toMatchObject({ notSaved: 1, needsAttention: 1 }))
    expect(server.writes()).toEqual(['PATCH /api/segments/film.s1 412'])
  })
})

describe('by keyboard', () => {
  test('Alt and the arrows go from cue to cue', async () => {
    const user = await open()
    await user.click(box(1))

    await user.keyboard('{Alt>}{ArrowDown}{/Alt}')
    await waitFor(() => expect(box(2)).toHaveFocus())
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}')

    await waitFor(() => expect(box(1)).toHaveFocus())
  })

  test('F8 goes to the next conflict', async () => {
    const user = await open()
    await conflict(user)
    await user.click(box(3))

    await user.keyboard('{F8}')

    await waitFor(() => expect(box(2)).toHaveFocus())
  })

  test('F8 goes to a title that was not saved, and from there to a cue in conflict', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')
    server.refusals.push({ status: 422, problem: { detail: 'The title is too long.' } })
    await user.type(title, '!{Enter}')
    await screen.findByText(/The title is too long/)
    await conflict(user)

    await user.keyboard('{F8}')
    await waitFor(() => expect(title).toHaveFocus())
    await user.keyboard('{F8}')

    await waitFor(() => expect(box(2)).toHaveFocus())
  })

  test('F8 says on the page when nothing is in conflict', async () => {
    const user = await open()

    await user.keyboard('{F8}')

    expect(await screen.findByText('No conflicts')).toBeVisible()
  })

  test('a cue in conflict is not split, which is announced once', async () => {
    const user = await open()
    await conflict(user)
    const announced = screen.getByTestId('alert').textContent

    await user.keyboard('{Alt>}{Enter}{/Alt}')

    expect(await screen.findByText(/Caption 2 waits for a decision. Decide it or save it first./)).toBeVisible()
    expect(screen.getByTestId('alert')).toHaveTextContent(announced)
  })

  test('a reader changes nothing', async () => {
    session = { ...NOBODY, session: { authentication: 'token', name: 'Rita', role: 'reader' } }
    const user = await open()

    await user.type(box(2), 'x{Control>}{Enter}{/Control}{Alt>}{Insert}{/Alt}')
    await user.type(screen.getByLabelText('Start of cue 2'), '{ArrowUp}{Enter}')

    expect(screen.getByRole('region', { name: 'Your rights' })).toHaveTextContent('You can read this document')
    expect(box(2)).toHaveValue('Two\nsecond')
    expect(screen.getByTestId('polite')).toHaveTextContent('You can read this document. Ask an administrator')
    expect(server.writes()).toEqual([])
  })

  test('? shows the keys', async () => {
    const user = await open()

    await user.keyboard('?')

    expect(await screen.findByRole('dialog', { name: 'Keyboard' })).toHaveTextContent('Next conflict or warning')
  })

  test('Alt+Insert inserts below', async () => {
    const user = await open()
    await user.click(box(3))

    await user.keyboard('{Alt>}{Insert}{/Alt}')

    await waitFor(() => expect(box(4)).toHaveValue('New caption'))
    expect(server.segment('film.s4').content).toBe('00:06.000 --> 00:08.000\nNew caption')
  })

  test('Ctrl+Enter in a time saves what is typed there', async () => {
    const user = await open()
    const end = screen.getByLabelText('End of cue 1')

    await user.clear(end)
    await user.type(end, '2,5{Control>}{Enter}{/Control}')

    await waitFor(() => expect(server.segment('film.s1').content).toBe('00:01.000 --> 00:02.500\nOne\nfirst'))
  })

  test('an arrow in a time moves it', async () => {
    const user = await open()

    await user.click(screen.getByLabelText('End of cue 1'))
    await user.keyboard('{ArrowUp}{Enter}')

    await waitFor(() => expect(server.segment('film.s1').content).toBe('00:01.000 --> 00:02.100\nOne\nfirst'))
  })
})

describe('the whole document', () => {
  test('a cue is deleted and the deletion undone', async () => {
    const user = await open()
    await user.click(box(2))
    await user.click(screen.getByRole('button', { name: 'Document actions' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete caption' }))
    await waitFor(() => expect(box(2)).toHaveValue('Three'))

    await user.click(await screen.findByRole('button', { name: 'Undo' }))

    await waitFor(() => expect(box(2)).toHaveValue('Two\nsecond'))
  })

  test('the history of a cue shows who changed what, and an old version is restored as a new one', async () => {
    const user = await open()
    server.change('film.s3', 'replace', 'Zoë', cue(5, 'Three changed'))
    await arrive()
    await user.click(box(3))
    await user.keyboard('{F9}')
    const history = await screen.findByRole('complementary', { name: 'History of the caption' })
    expect(await within(history).findByText('Zoë')).toBeVisible()

    await user.click(within(history).getByRole('button', { name: 'Restore this' }))

    await waitFor(() => expect(server.segment('film.s3')).toMatchObject({ version: 3, content: cue(5, 'Three') }))
  })

  test('an old version does not discard unsaved words', async () => {
    const user = await open()
    server.change('film.s3', 'replace', 'Zoë', cue(5, 'Three changed'))
    await arrive()
    await user.click(box(3))
    await user.keyboard('{F9}')
    const history = await screen.findByRole('complementary', { name: 'History of the caption' })
    const restore = await within(history).findByRole('button', { name: 'Restore this' })
    server.unreachable = true
    await user.type(box(3), ', and typed')

    await user.click(restore)
    expect(box(3)).toHaveValue('Three')
    server.unreachable = false
    act(() => follower?.connection('offline'))
    act(() => follower?.connection('live'))
    await user.click(await within(row(3)).findByRole('button', { name: 'Bring back what I had typed' }))

    expect(box(3)).toHaveValue('Three changed, and typed')
  }, 20_000)

  test('a word is replaced in the text as it was typed since the search', async () => {
    const user = await open()
    await user.keyboard('{Control>}f{/Control}')
    await user.type(screen.getByLabelText('Find'), 'first')
    await user.type(screen.getByLabelText('Replace with'), '1st')
    await user.type(box(1), ', typed since')

    await user.click(screen.getByRole('button', { name: 'Replace' }))

    expect(box(1)).toHaveValue('One\n1st, typed since')
    await waitFor(() => expect(server.segment('film.s1').content).toBe(cue(1, 'One\n1st, typed since')))
  })

  test('words are found and replaced, times are left alone', async () => {
    const user = await open()
    await user.keyboard('{Control>}f{/Control}')
    await user.type(screen.getByLabelText('Find'), 'o')
    await user.type(screen.getByLabelText('Replace with'), '0')
    expect(screen.getByText('3 in 2 captions')).toBeVisible()

    await user.click(screen.getByRole('button', { name: 'Replace all' }))

    await waitFor(() => expect(server.segment('film.s2').content).toBe(cue(3, 'Tw0\nsec0nd')))
    expect(server.segment('film.s1').content).toBe(cue(1, '0ne\nfirst'))
    const batches = server.exchanges.filter(({ method, path }) => method === 'POST' && path.endsWith('/edits'))
    expect(batches.map(({ body }) => (body as { edits: unknown[] }).edits.length)).toEqual([2])
  })

  test('Ctrl+Z undoes a replacement, with preconditions on the versions that it made', async () => {
    const user = await open()
    await user.keyboard('{Control>}f{/Control}')
    await user.type(screen.getByLabelText('Find'), 'o')
    await user.type(screen.getByLabelText('Replace with'), '0')
    await user.click(screen.getByRole('button', { name: 'Replace all' }))
    await waitFor(() => expect(server.segment('film.s2').content).toBe(cue(3, 'Tw0\nsec0nd')))
    const tags = ['film.s1', 'film.s2'].map((id) => server.segment(id).etag)

    await user.keyboard('{Control>}z{/Control}')

    await waitFor(() => expect(server.segment('film.s2').content).toBe(cue(3, 'Two\nsecond')))
    expect(lastPost()?.body).toMatchObject({ edits: tags.map((ifMatch) => ({ ifMatch })) })
  })

  test('an older server says that it cannot shift', async () => {
    const user = await open()
    const problem = { type: '/problems/unsupported-operation', operation: 'shift', supported: ['replace'] }
    server.refusals.push({ status: 422, problem })
    await user.keyboard('{Alt>}m{/Alt}')
    await user.type(screen.getByLabelText(/Seconds/), '-0,5{Enter}')

    expect(
      await screen.findByText(/This server is older than the editor and does not support “shift” yet/),
    ).toBeVisible()
    expect(lastPost()?.body).toMatchObject({ edits: [{ op: 'shift', by: -500 }] })
  })

  test('renamed by someone else shows the new title', async () => {
    await open()
    server.rename('Her film', 'Ana')

    act(() => follower?.commits([{ revision: 9, author: 'Ana', at: '', changes: [RENAMED] }]))

    expect(await screen.findByDisplayValue('Her film')).toBeVisible()
  })

  test('two people who rename it at once get a conflict', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')
    const announced = screen.getByTestId('alert').textContent
    server.rename('Her film', 'Ana')

    await user.clear(title)
    await user.type(title, 'My film{Enter}')

    const words = 'Ana renamed this to “Her film” while you renamed it to “My film”. Your title is kept.'
    expect(await screen.findByText(words)).toBeVisible()
    expect(screen.getByTestId('alert')).toHaveTextContent(announced)
    await user.click(screen.getByRole('button', { name: 'Keep mine' }))
    await waitFor(() => expect(server.writes().at(-1)).toBe('PATCH /api/documents/film 200'))
    expect(await screen.findByDisplayValue('My film')).toBeVisible()
  })

  test('a title that was replaced by theirs, or discarded with Escape, can be restored', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')

    await user.clear(title)
    await user.type(title, 'My film{Escape}')

    expect(title).toHaveValue('A film')
    expect(title).not.toHaveFocus()
    expect(server.writes()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(title).toHaveValue('My film')
  })

  test('a title that could not be saved says why, keeps the words, and is tried again', async () => {
    const user = await open(new Drafts())
    const title = await screen.findByDisplayValue('A film')
    server.refusals.push({ status: 422, problem: { detail: 'The title is too long.' } })

    await user.type(title, '!{Enter}')

    expect(await screen.findByText(/Not saved, your title is kept.*The title is too long/)).toBeVisible()
    expect(title).toHaveValue('A film!')
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(server.writes().at(-1)).toBe('PATCH /api/documents/film 200'))
    expect(title).toHaveValue('A film!')
  })

  test('a title that is dropped because the document was deleted can be restored', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')
    server.refusals.push({ status: 410, problem: { detail: 'Deleted.' } })
    await user.type(title, '!{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Drop it' }))

    await user.click(await screen.findByRole('button', { name: 'Undo' }))

    expect(title).toHaveValue('A film!')
  })

  test('a title from an earlier visit is back, and can be discarded', async () => {
    leaveTitle('My film')
    const user = await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await screen.findByText('Your unsaved title from an earlier visit is back.')).toBeVisible()
    expect(screen.getByLabelText('Title')).toHaveValue('My film')
    await user.click(screen.getByRole('button', { name: 'Discard' }))

    expect(screen.getByLabelText('Title')).toHaveValue('A film')
  })

  test('a title from an earlier visit is not published by leaving it, but with Enter', async () => {
    leaveTitle('My film')
    const user = await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))
    await screen.findByText('Your unsaved title from an earlier visit is back.')
    const title = screen.getByLabelText('Title')

    await user.click(title)
    await user.click(box(1))
    expect(server.writes()).toEqual([])
    await user.type(title, '{Enter}')

    await waitFor(() => expect(server.writes()).toEqual(['PATCH /api/documents/film 200']))
    expect(title).toHaveValue('My film')
  })

  test('a title that had the focus when the page was left is the new one when it is opened again', async () => {
    const drafts = new Drafts({ keeper: noKeeper })
    const user = await open(drafts)
    await user.click(await screen.findByDisplayValue('A film'))
    cleanup()
    server.rename('Her film', 'Ana')

    await openWith(drafts)

    expect(await screen.findByDisplayValue('Her film')).toBeVisible()
  })

  test('a title is an alert only when it is in conflict', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')
    server.refusals.push({ status: 422, problem: { detail: 'The title is too long.' } })
    await user.type(title, '!{Enter}')
    const refused = await screen.findByText(/The title is too long/)
    const role = refused.getAttribute('role')
    server.rename('Her film', 'Ana')

    await user.click(screen.getByRole('button', { name: 'Retry' }))

    expect(role).toBe('status')
    expect(await screen.findByText(/Ana renamed this/)).toHaveAttribute('role', 'alert')
  })

  test('a title from an earlier visit that someone else changed since is in conflict', async () => {
    leaveTitle('My film')
    server.rename('Her film', 'Ana')
    const user = await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await screen.findByText(/Ana renamed this to “Her film” while you renamed it to “My film”/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Keep mine' }))

    await waitFor(() => expect(server.writes()).toEqual(['PATCH /api/documents/film 200']))
  })
})

const leaveTitle = (typed: string) => leave(server.document, typed)

async function conflict(user: ReturnType<typeof userEvent.setup>) {
  await user.click(box(2))
  await user.clear(box(2))
  await user.type(box(2), 'Two{Enter}mine')
  server.change('film.s2', 'replace', 'Ana', cue(3, 'Two\nhers'))
  await user.keyboard('{Control>}{Enter}{/Control}')
  await within(row(2)).findByRole('region', { name: 'Conflict' })
}
