import { Drafts, noKeeper, storageKeeper } from '@holdfast/client'
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { box, fake, leaveTitle, NOBODY, open, openWith, RENAMED } from './page.tsx'

describe('the title', () => {
  test('renamed by someone else shows the new title', async () => {
    await open()
    fake.server.rename('Her film', 'Ana')

    act(() => fake.follower?.commits([{ revision: 9, author: 'Ana', at: '', changes: [RENAMED] }]))

    expect(await screen.findByDisplayValue('Her film')).toBeVisible()
  })

  test('two people who rename it at once get a conflict', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')
    const announced = screen.getByTestId('alert').textContent
    fake.server.rename('Her film', 'Ana')

    await user.clear(title)
    await user.type(title, 'My film{Enter}')

    const words = 'Ana renamed this to “Her film” while you renamed it to “My film”. Your title is kept.'
    expect(await screen.findByText(words)).toBeVisible()
    expect(screen.getByTestId('alert')).toHaveTextContent(announced)
    await user.click(screen.getByRole('button', { name: 'Keep mine' }))
    await waitFor(() => expect(fake.server.writes().at(-1)).toBe('PATCH /api/documents/film 200'))
    expect(await screen.findByDisplayValue('My film')).toBeVisible()
  })

  test('a title that was replaced by theirs, or discarded with Escape, can be restored', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')

    await user.clear(title)
    await user.type(title, 'My film{Escape}')

    expect(title).toHaveValue('A film')
    expect(title).not.toHaveFocus()
    expect(fake.server.writes()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    expect(title).toHaveValue('My film')
  })

  test('a title that could not be saved says why, keeps the words, and is tried again', async () => {
    const user = await open(new Drafts())
    const title = await screen.findByDisplayValue('A film')
    fake.server.refusals.push({ status: 422, problem: { detail: 'The title is too long.' } })

    await user.type(title, '!{Enter}')

    expect(await screen.findByText(/Not saved, your title is kept.*The title is too long/)).toBeVisible()
    expect(title).toHaveValue('A film!')
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    await waitFor(() => expect(fake.server.writes().at(-1)).toBe('PATCH /api/documents/film 200'))
    expect(title).toHaveValue('A film!')
  })

  test('a title that is dropped because the document was deleted can be restored', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')
    fake.server.refusals.push({ status: 410, problem: { detail: 'Deleted.' } })
    await user.type(title, '!{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Drop it' }))

    await user.click(await screen.findByRole('button', { name: 'Undo' }))

    expect(title).toHaveValue('A film!')
  })

  const later = () => new Drafts({ keeper: storageKeeper({ page: 'now', isAlive: async () => false }) })

  test('a title from an earlier visit is saved by itself, and the save can be undone', async () => {
    leaveTitle('My film')
    const user = await open(later())

    expect(await screen.findByText('Your unsaved title from an earlier visit was saved.')).toBeVisible()
    expect(fake.server.writes()).toEqual(['PATCH /api/documents/film 200'])
    expect(screen.getByLabelText('Title')).toHaveValue('My film')
    await user.click(screen.getByRole('button', { name: 'Undo' }))

    await waitFor(() => expect(fake.server.title).toBe('A film'))
    expect(screen.getByLabelText('Title')).toHaveValue('A film')
  })

  test('a title from an earlier visit is not taken back over a newer one', async () => {
    leaveTitle('My film')
    const user = await open(later())
    await screen.findByText('Your unsaved title from an earlier visit was saved.')
    await user.type(screen.getByLabelText('Title'), ', again{Enter}')
    await waitFor(() => expect(fake.server.title).toBe('My film, again'))

    await user.click(screen.getByRole('button', { name: 'Undo' }))

    expect(await screen.findByText('The title was changed since, so it was left as it is.')).toBeVisible()
    expect(fake.server.title).toBe('My film, again')
  })

  test('a title from an earlier visit is back for a reader, and can be discarded', async () => {
    leaveTitle('My film')
    fake.session = { ...NOBODY, session: { authentication: 'token', name: 'Rita', role: 'reader' } }
    const user = await open(later())

    expect(await screen.findByText('Your unsaved title from an earlier visit is back.')).toBeVisible()
    expect(screen.getByLabelText('Title')).toHaveValue('My film')
    expect(fake.server.writes()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Discard' }))

    expect(screen.getByLabelText('Title')).toHaveValue('A film')
  })

  test('a title from an earlier visit is not published over another one by leaving it', async () => {
    leaveTitle('My film')
    fake.server.rename('Her film', 'Ana')
    const user = await open(later())
    await screen.findByText(/Ana renamed this/)

    await user.click(screen.getByLabelText('Title'))
    await user.click(box(1))

    expect(fake.server.writes()).toEqual([])
    expect(screen.getByLabelText('Title')).toHaveValue('My film')
  })

  test('a title that had the focus when the page was left is the new one when it is opened again', async () => {
    const drafts = new Drafts({ keeper: noKeeper })
    const user = await open(drafts)
    await user.click(await screen.findByDisplayValue('A film'))
    cleanup()
    fake.server.rename('Her film', 'Ana')

    await openWith(drafts)

    expect(await screen.findByDisplayValue('Her film')).toBeVisible()
  })

  test('a title is an alert only when it is in conflict', async () => {
    const user = await open()
    const title = await screen.findByDisplayValue('A film')
    fake.server.refusals.push({ status: 422, problem: { detail: 'The title is too long.' } })
    await user.type(title, '!{Enter}')
    const refused = await screen.findByText(/The title is too long/)
    const role = refused.getAttribute('role')
    fake.server.rename('Her film', 'Ana')

    await user.click(screen.getByRole('button', { name: 'Retry' }))

    expect(role).toBe('status')
    const words = await screen.findByText(/Ana renamed this/)
    expect(words.closest('[role]')).toHaveAttribute('role', 'alert')
  })

  test('a title from an earlier visit that someone else changed since is in conflict', async () => {
    leaveTitle('My film')
    fake.server.rename('Her film', 'Ana')
    const user = await open(later())

    expect(await screen.findByText(/Ana renamed this to “Her film” while you renamed it to “My film”/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Keep mine' }))

    await waitFor(() => expect(fake.server.writes()).toEqual(['PATCH /api/documents/film 200']))
  })
})
