import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { box, conflict, fake, lastPost, NOBODY, open, summary } from './page.tsx'

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
    fake.server.refusals.push({ status: 422, problem: { detail: 'The title is too long.' } })
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
    fake.session = { ...NOBODY, session: { authentication: 'token', name: 'Rita', role: 'reader' } }
    const user = await open()

    await user.type(box(2), 'x{Control>}{Enter}{/Control}{Alt>}{Insert}{/Alt}')
    await user.type(screen.getByLabelText('Start of cue 2'), '{ArrowUp}{Enter}')

    expect(screen.getByRole('region', { name: 'Your rights' })).toHaveTextContent('You can read this document')
    expect(box(2)).toHaveValue('Two\nsecond')
    expect(screen.getByTestId('polite')).toHaveTextContent('You can read this document. Ask an administrator')
    expect(fake.server.writes()).toEqual([])
  })

  test('? shows the keys', async () => {
    const user = await open()

    await user.keyboard('?')

    expect(await screen.findByRole('dialog', { name: 'Keyboard' })).toHaveTextContent('Next conflict or warning')
  })

  test('Alt+Insert gives an empty caption below, which is saved when it has text', async () => {
    const user = await open()
    await user.click(box(2))

    await user.keyboard('{Alt>}{Insert}{/Alt}')

    await waitFor(() => expect(box(3)).toHaveFocus())
    expect(box(3)).toHaveValue('')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(fake.server.writes()).toEqual([])
    await user.keyboard('Words{Control>}{Enter}{/Control}')
    await waitFor(() => expect(fake.server.writes()).toEqual(['POST /api/documents/film/segments 201']))
    expect(lastPost()?.body).toMatchObject({ content: '00:04.000 --> 00:05.000\nWords', after: 'film.s2' })
    expect(box(4)).toHaveValue('Three')
    await waitFor(() => expect(summary()).toBe('All saved'))
  })

  test('a new caption without text is taken away again, and saves nothing', async () => {
    const user = await open()
    await user.click(box(3))
    await user.keyboard('{Alt>}{Insert}{/Alt}')
    await waitFor(() => expect(box(4)).toHaveFocus())

    await user.keyboard('{Alt>}{Delete}{/Alt}')

    await waitFor(() => expect(screen.queryByLabelText('Text of cue 4')).toBeNull())
    expect(fake.server.writes()).toEqual([])
  })

  test('two new captions keep their order, whichever is saved first', async () => {
    const user = await open()
    await user.click(box(1))
    await user.keyboard('{Alt>}{Insert}{/Alt}')
    await waitFor(() => expect(box(2)).toHaveFocus())
    await user.keyboard('{Alt>}{Insert}{/Alt}')
    await waitFor(() => expect(box(3)).toHaveFocus())

    await user.keyboard('second{Control>}{Enter}{/Control}')
    await waitFor(() => expect(fake.server.writes()).toHaveLength(1))
    await user.click(box(2))
    await user.keyboard('first{Control>}{Enter}{/Control}')
    await waitFor(() => expect(fake.server.writes()).toHaveLength(2))
    await waitFor(() => expect(summary()).toBe('All saved'))

    expect([1, 2, 3, 4].map((number) => box(number).value)).toEqual(['One\nfirst', 'first', 'second', 'Two\nsecond'])
    expect(lastPost()?.body).toMatchObject({ after: 'film.s1' })
  })

  test('a lost response of an insertion does not insert twice', async () => {
    const user = await open()
    await user.click(box(3))
    await user.keyboard('{Alt>}{Insert}{/Alt}')
    await waitFor(() => expect(box(4)).toHaveFocus())
    await user.keyboard('Words')
    const id = box(4).dataset.segment ?? ''
    fake.server.change(id, 'insert', 'Bén', '00:06.000 --> 00:08.000\nWords', '0000035')
    fake.server.refusals.push({ status: 409, problem: { type: '/problems/already-exists' } })

    await user.keyboard('{Control>}{Enter}{/Control}')

    await waitFor(() => expect(summary()).toBe('All saved'))
    expect(box(4)).toHaveValue('Words')
    expect(fake.server.writes()).toEqual(['POST /api/documents/film/segments 409'])
  })

  test('Ctrl+Enter in a time saves what is typed there', async () => {
    const user = await open()
    const end = screen.getByLabelText('End of cue 1')

    await user.clear(end)
    await user.type(end, '2,5{Control>}{Enter}{/Control}')

    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe('00:01.000 --> 00:02.500\nOne\nfirst'))
  })

  test('an arrow in a time moves it', async () => {
    const user = await open()

    await user.click(screen.getByLabelText('End of cue 1'))
    await user.keyboard('{ArrowUp}{Enter}')

    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe('00:01.000 --> 00:02.100\nOne\nfirst'))
  })
})
