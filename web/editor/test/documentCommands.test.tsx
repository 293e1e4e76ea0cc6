import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { arrive, box, cue, fake, lastPost, open, row } from './page.tsx'

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
    fake.server.change('film.s3', 'replace', 'Zoë', cue(5, 'Three changed'))
    await arrive()
    await user.click(box(3))
    await user.keyboard('{F9}')
    const history = await screen.findByRole('complementary', { name: 'History of the caption' })
    expect(await within(history).findByText('Zoë')).toBeVisible()

    await user.click(within(history).getByRole('button', { name: 'Restore this' }))

    await waitFor(() => expect(fake.server.segment('film.s3')).toMatchObject({ version: 3, content: cue(5, 'Three') }))
  })

  test('an old version does not discard unsaved words', async () => {
    const user = await open()
    fake.server.change('film.s3', 'replace', 'Zoë', cue(5, 'Three changed'))
    await arrive()
    await user.click(box(3))
    await user.keyboard('{F9}')
    const history = await screen.findByRole('complementary', { name: 'History of the caption' })
    const restore = await within(history).findByRole('button', { name: 'Restore this' })
    fake.server.unreachable = true
    await user.type(box(3), ', and typed')

    await user.click(restore)
    expect(box(3)).toHaveValue('Three')
    fake.server.unreachable = false
    act(() => fake.follower?.connection('offline'))
    act(() => fake.follower?.connection('live'))
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
    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe(cue(1, 'One\n1st, typed since')))
  })

  test('words are found and replaced, times are left alone', async () => {
    const user = await open()
    await user.keyboard('{Control>}f{/Control}')
    await user.type(screen.getByLabelText('Find'), 'o')
    await user.type(screen.getByLabelText('Replace with'), '0')
    expect(screen.getByText('1 of 3 in 2 captions')).toBeVisible()

    await user.click(screen.getByRole('button', { name: 'Replace all…' }))
    await user.click(await screen.findByRole('button', { name: 'Replace in 2 captions' }))

    await waitFor(() => expect(fake.server.segment('film.s2').content).toBe(cue(3, 'Tw0\nsec0nd')))
    expect(await screen.findByText('Replaced 3 in 2 captions.')).toBeVisible()
    expect(fake.server.segment('film.s1').content).toBe(cue(1, '0ne\nfirst'))
    const batches = fake.server.exchanges.filter(({ method, path }) => method === 'POST' && path.endsWith('/edits'))
    expect(batches.map(({ body }) => (body as { edits: unknown[] }).edits.length)).toEqual([2])
  })

  test('Ctrl+Z undoes a replacement, with preconditions on the versions that it made', async () => {
    const user = await open()
    await user.keyboard('{Control>}f{/Control}')
    await user.type(screen.getByLabelText('Find'), 'o')
    await user.type(screen.getByLabelText('Replace with'), '0')
    await user.click(screen.getByRole('button', { name: 'Replace all…' }))
    await user.click(await screen.findByRole('button', { name: 'Replace in 2 captions' }))
    await waitFor(() => expect(fake.server.segment('film.s2').content).toBe(cue(3, 'Tw0\nsec0nd')))
    const tags = ['film.s1', 'film.s2'].map((id) => fake.server.segment(id).etag)

    await user.keyboard('{Control>}z{/Control}')

    await waitFor(() => expect(fake.server.segment('film.s2').content).toBe(cue(3, 'Two\nsecond')))
    expect(lastPost()?.body).toMatchObject({ edits: tags.map((ifMatch) => ({ ifMatch })) })
  })

  test('an older server says that it cannot shift', async () => {
    const user = await open()
    const problem = { type: '/problems/unsupported-operation', operation: 'shift', supported: ['replace'] }
    fake.server.refusals.push({ status: 422, problem })
    await user.keyboard('{Alt>}m{/Alt}')
    await user.type(screen.getByLabelText(/Seconds/), '-0,5{Enter}')

    expect(
      await screen.findByText(/This server is older than the editor and does not support “shift” yet/),
    ).toBeVisible()
    expect(lastPost()?.body).toMatchObject({ edits: [{ op: 'shift', by: -500 }] })
  })
})
