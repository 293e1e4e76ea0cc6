import { Drafts, noKeeper, storageKeeper } from '@holdfast/client'
import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import { session as pageSession, type SessionState } from '../src/api/session.ts'
import { arrive, box, conflict, cue, fake, open, openWith, row, summary } from './page.tsx'

describe('the name of a colleague has a mark', () => {
  const marks = (element: HTMLElement) =>
    within(element)
      .getAllByRole('img')
      .map((mark) => [mark.parentElement?.textContent, mark.getAttribute('aria-label')])

  test.each([
    [true, 'signed in'],
    [false, 'name typed by hand'],
  ])('where it is verified: %s in a conflict', async (verified, meaning) => {
    const user = await open()
    fake.server.verified = verified

    await conflict(user)

    const card = within(row(2)).getByRole('region', { name: 'Conflict' })
    expect(marks(card)).toEqual([
      ['Ana', meaning],
      ['Ana', meaning],
    ])
    expect(card).toHaveTextContent('Ana changed this caption while you were typing.')
    expect(card).toHaveTextContent('Theirs, by Ana')
  })

  test('beside a change that came while they type', async () => {
    const user = await open()
    fake.server.verified = true
    await user.type(box(2), '!')
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Deux\nsecond'))

    await arrive()

    await within(row(2)).findByText(/just changed this caption/)
    expect(marks(row(2))).toEqual([['Ana', 'signed in']])
  })

  test.each(['arrives', 'is learned by saving'])('beside a deletion that %s', async (how) => {
    const user = await open()
    fake.server.verified = false
    await user.type(box(2), '!')
    fake.server.change('film.s2', 'delete', 'Ana')

    await (how === 'arrives' ? arrive() : user.keyboard('{Control>}{Enter}{/Control}'))

    await within(row(2)).findByText(/This caption was deleted by/)
    expect(marks(row(2))).toEqual([['Ana', 'name typed by hand']])
  })

  test.each([
    [true, 'signed in'],
    [false, 'name typed by hand'],
  ])('where a save was merged with their change: %s', async (verified, meaning) => {
    const user = await open()
    fake.server.verified = verified
    await user.type(box(2), '!')
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Deux\nsecond'))

    await user.keyboard('{Control>}{Enter}{/Control}')

    const line = await within(row(2)).findByText(/Saved, merged with a change by/)
    expect(line).toHaveTextContent('Saved, merged with a change by AnaUndo merge')
    expect(marks(line)).toEqual([['Ana', meaning]])
  })

  test('in the notice of an undo that leaves what they changed', async () => {
    const user = await open()
    fake.server.verified = true
    await user.type(box(2), '!{Control>}{Enter}{/Control}')
    await within(row(2)).findByText('Saved')
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Two\nhers'))
    await arrive()
    await user.click(document.body)

    await user.keyboard('{Control>}z{/Control}')

    const notice = (await screen.findByText(/Not undone/)).closest<HTMLElement>('[role="alert"]')
    expect(marks(notice ?? document.body)).toEqual([['Ana', 'signed in']])
    expect(notice).toHaveTextContent('Not undone: Ana changed caption 2 after you.')
  })
})

describe('a cue that is', () => {
  test('saved says so, with the name of the writer percent-encoded', async () => {
    const user = await open()

    await user.type(box(1), '!{Control>}{Enter}{/Control}')

    expect(await within(row(1)).findByText('Saved')).toBeVisible()
    expect(fake.server.segment('film.s1')).toMatchObject({ content: cue(1, 'One\nfirst!'), updatedBy: 'Bén' })
    const write = fake.server.exchanges.find(({ method }) => method === 'PATCH')
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
    expect(fake.server.writes()).toEqual(['PATCH /api/segments/film.s1 200'])
  })

  test('stale shows the author and the words of the change, and keeps the typed text', async () => {
    const user = await open()
    await user.type(box(2), '!')
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Deux\nsecond'))

    await arrive()

    expect(await within(row(2)).findByText(/Ana just changed this caption/)).toBeVisible()
    expect(within(row(2)).getByText('Deux').tagName).toBe('INS')
    expect(box(2)).toHaveValue('Two\nsecond!')
    expect(box(2)).toHaveFocus()
  })

  test('without valid times has neither a duration nor a reading speed', async () => {
    const user = await open()
    const facts = () => ['Duration', 'Characters per second'].map((fact) => within(row(2)).queryByTitle(fact))
    expect(facts().map((fact) => fact?.textContent)).toEqual(['1.0 s', '9 cps'])

    await user.clear(screen.getByLabelText('End of cue 2'))
    await user.type(screen.getByLabelText('End of cue 2'), '1{Enter}')

    expect(await within(row(2)).findByText(/The end .* is before the start/)).toBeVisible()
    expect(facts()).toEqual([null, null])
  })

  test('merged says with whom, and the merge can be undone', async () => {
    const user = await open()
    await user.type(box(2), '!')
    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Deux\nsecond'))

    await user.keyboard('{Control>}{Enter}{/Control}')

    expect(await within(row(2)).findByText(/Saved, merged with a change by Ana/)).toBeVisible()
    expect(box(2)).toHaveValue('Deux\nsecond!')
    expect(fake.server.writes()).toEqual(['PATCH /api/segments/film.s2 412', 'PATCH /api/segments/film.s2 200'])
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
    expect(fake.server.segment('film.s2').content).toBe(cue(3, text))
  })

  test('replaced by theirs can be restored', async () => {
    const user = await open()
    await conflict(user)
    await user.click(within(row(2)).getByRole('button', { name: 'Take theirs' }))

    await user.click(within(row(2)).getByRole('button', { name: 'Undo' }))

    expect(box(2)).toHaveValue('Two\nmine')
  })

  test('split elsewhere does not overlap with its second half, which only the conflict names', async () => {
    const user = await open()
    const content = cue(3, 'Two\nsecond')
    const base = fake.server.segment('film.s2')
    const halves = [
      { ...base, content: '00:03.000 --> 00:03.500\nTwo', version: 2, etag: '"film.s2-2"' },
      { ...base, id: 'film.s2b', content: '00:03.500 --> 00:04.000\nsecond', position: `${base.position}5` },
    ]
    const merge = { clean: false, conflicts: [{ base: content, mine: content, theirs: 'Two' }] }
    fake.server.refusals.push({
      status: 412,
      problem: { current: halves[0], base, merge, movedTo: [halves[1]], changedBy: 'Ana', changedAt: base.updatedAt },
    })

    await user.type(box(2), '!{Control>}{Enter}{/Control}')

    await within(row(2)).findByText(/It was split/)
    expect(box(3)).toHaveValue('second')
    expect(within(row(3)).queryByText(/Overlaps/)).toBeNull()
  })

  test('deleted elsewhere keeps the text, and is restored with it', async () => {
    const user = await open()
    await user.type(box(2), '!')
    fake.server.change('film.s2', 'delete', 'Ana')
    await arrive()

    expect(await within(row(2)).findByText(/This caption was deleted by Ana/)).toBeVisible()
    expect(box(2)).toHaveValue('Two\nsecond!')
    await user.click(within(row(2)).getByRole('button', { name: 'Restore with my text' }))

    await waitFor(() => expect(summary()).toBe('All saved'))
    expect(fake.server.segment('film.s2')).toMatchObject({ content: cue(3, 'Two\nsecond!'), operation: 'restore' })
  })

  test('deleted elsewhere is still there when the document is left and opened again', async () => {
    const drafts = new Drafts({ keeper: noKeeper })
    const queries = await openWith(drafts)
    const user = userEvent.setup()
    await user.type(box(2), '!')
    fake.server.change('film.s2', 'delete', 'Ana')
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
    fake.server.change('film.s2', 'delete', 'Ana')
    await arrive()
    fake.server.refusals.push({
      status: 422,
      problem: { detail: 'Line 2, column 1: a blank line ends the cue.', line: 2 },
    })

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
    fake.server.change('film.s2', 'delete', 'Ana')

    await arrive()

    await waitFor(() => expect(box(2)).toHaveValue('Three'))
  })

  test('refused says why, and keeps the text', async () => {
    const user = await open(new Drafts())
    fake.server.refusals.push({
      status: 422,
      problem: { detail: 'Line 2, column 1: a blank line ends the cue.', line: 2 },
    })

    await user.type(box(1), '!{Control>}{Enter}{/Control}')

    expect(await within(row(1)).findByText(/Kept on this computer. A caption cannot hold an empty line/)).toBeVisible()
    expect(box(1)).toHaveValue('One\nfirst!')
    await user.click(within(row(1)).getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(summary()).toBe('All saved'))
  })

  test('not kept on this computer says that the page has to stay open, and never that it is kept', async () => {
    const user = await open(new Drafts({ keeper: { ...noKeeper, keep: () => false } }))
    fake.server.unreachable = true

    await user.type(box(1), '!{Control>}{Enter}{/Control}')

    expect(await within(row(1)).findByText(/^Not saved. The server/, {}, { timeout: 5_000 })).toBeVisible()
    expect(within(row(1)).getByText(/keep this page open until it is saved/)).toBeVisible()
    expect(screen.queryByText(/^Kept on this computer/)).not.toBeInTheDocument()
    expect(summary()).toBe('1 not saved')
  }, 10_000)

  test('offline is kept on this computer until the network is back', async () => {
    const user = await open(new Drafts())
    fake.server.unreachable = true
    await user.type(box(1), '!{Control>}{Enter}{/Control}')
    const line = await within(row(1)).findByText(/Kept on this computer. The server/, {}, { timeout: 5_000 })

    act(() => fake.follower?.connection('offline'))
    fake.server.unreachable = false
    act(() => fake.follower?.connection('live'))

    expect(line).toBeDefined()
    await waitFor(() => expect(summary()).toBe('All saved'))
    expect(fake.server.segment('film.s1').content).toBe(cue(1, 'One\nfirst!'))
  }, 10_000)

  test('left unsaved on an earlier visit is recovered, also when it was deleted', async () => {
    const base = (id: string) => ({
      value: fake.server.segment(id).content,
      etag: fake.server.segment(id).etag,
      version: 1,
    })
    const before = storageKeeper({ page: 'before', isAlive: async () => false })
    before.keep('["segment","film.s1"]', { base: base('film.s1'), draft: cue(1, 'One\nmine'), unsettled: null })
    before.keep('["segment","film.s3"]', { base: base('film.s3'), draft: cue(5, 'Mine'), unsettled: null })
    fake.server.change('film.s3', 'delete', 'Ana')

    await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await screen.findByText(/This caption was deleted by Ana/)).toBeVisible()
    expect(box(1)).toHaveValue('Mine')
    expect(box(2)).toHaveValue('One\nmine')
    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe(cue(1, 'One\nmine')))
    expect(fake.server.writes()).toEqual(['PATCH /api/segments/film.s1 200'])
    const saved = await screen.findByText('Your unsaved text of a caption from an earlier visit was saved.')
    await userEvent.setup().click(within(saved.parentElement ?? saved).getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe(cue(1, 'One\nfirst')))
  })

  test('left unsaved on an earlier visit is merged with what someone else changed since', async () => {
    const { content, etag } = fake.server.segment('film.s1')
    const base = { value: content, etag, version: 1 }
    const before = storageKeeper({ page: 'before', isAlive: async () => false })
    before.keep('["segment","film.s1"]', { base, draft: cue(1, 'One\nmine'), unsettled: null })
    fake.server.change('film.s1', 'replace', 'Ana', cue(1, 'Uno\nfirst'))

    await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await within(row(1)).findByText(/Saved, merged with a change by Ana/)).toBeVisible()
    expect(fake.server.segment('film.s1').content).toBe(cue(1, 'Uno\nmine'))
    expect(fake.server.writes()).toEqual(['PATCH /api/segments/film.s1 412', 'PATCH /api/segments/film.s1 200'])
  })

  test('left unsaved on an earlier visit waits for a decision where it collides', async () => {
    const { content, etag } = fake.server.segment('film.s1')
    const base = { value: content, etag, version: 1 }
    const before = storageKeeper({ page: 'before', isAlive: async () => false })
    before.keep('["segment","film.s1"]', { base, draft: cue(1, 'One\nmine'), unsettled: null })
    fake.server.change('film.s1', 'replace', 'Ana', cue(1, 'One\nhers'))

    await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await within(row(1)).findByRole('button', { name: 'Keep mine' })).toBeVisible()
    expect(fake.server.segment('film.s1').content).toBe(cue(1, 'One\nhers'))
    await userEvent.setup().click(screen.getByRole('button', { name: '1 caption needs a decision' }))
    await waitFor(() => expect(box(1)).toHaveFocus())
  })

  test('of an earlier visit is not saved by a reader', async () => {
    const reader = { authentication: 'token', name: 'Rita', role: 'reader' }
    const state = { session: reader, signedOut: false, wasSignedIn: true, someoneElse: false } as SessionState
    vi.spyOn(pageSession, 'state').mockReturnValue(state)
    const { content, etag } = fake.server.segment('film.s1')
    const base = { value: content, etag, version: 1 }
    const before = storageKeeper({ page: 'before', isAlive: async () => false })
    before.keep('["segment","film.s1"]', { base, draft: cue(1, 'One\nmine'), unsettled: null })

    await open(new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) }))

    expect(await screen.findByText(/Your unsaved text from an earlier visit is back/)).toBeVisible()
    expect(fake.server.writes()).toEqual([])
    vi.restoreAllMocks()
  })
})
