import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { box, cue, fake, open, row, summary } from './page.tsx'

describe('a tag without an end', () => {
  test.each([
    ['at the end of the text', ' <i', ' &lt;i'],
    ['before other words', ' <b hello', ' &lt;b hello'],
    ['that is an end tag', ' x</i', ' x&lt;/i'],
  ])('%s is text once the row is left', async (_, typed, written) => {
    const user = await open()
    await user.type(box(1), typed)

    await user.click(box(2))

    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe(cue(1, `One\nfirst${written}`)))
    expect(box(1)).toHaveValue(`One\nfirst${typed}`)
    await waitFor(() => expect(summary()).toBe('All saved'))
  })

  test('is still being typed while the focus is in the row', async () => {
    const user = await open()
    await user.type(box(1), ' <i')

    await user.click(screen.getByLabelText('End of cue 1'))

    expect(fake.server.writes()).toEqual([])
    expect(within(row(1)).queryByText(/has no end/)).not.toBeInTheDocument()
    await user.click(box(2))
    await waitFor(() => expect(fake.server.writes()).toEqual(['PATCH /api/segments/film.s1 200']))
  })

  test('beside an empty line is text, too, and the empty line waits', async () => {
    const user = await open()
    await user.type(box(1), '{Enter}{Enter}a <b')

    await user.click(box(2))

    expect(await within(row(1)).findByText(/cannot hold an empty line/)).toBeVisible()
    await user.click(within(row(1)).getByRole('button', { name: 'Join the lines' }))
    await user.click(box(1))
    await user.click(box(2))
    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe(cue(1, 'One\nfirst\na &lt;b')))
  })

  test('becomes a tag when its end is typed later', async () => {
    const user = await open()
    await user.type(box(1), ' <i')
    await user.click(box(2))
    await waitFor(() => expect(summary()).toBe('All saved'))

    await user.type(box(1), '>x</i>')
    await user.click(box(2))

    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe(cue(1, 'One\nfirst <i>x</i>')))
  })

  test('that the file has stays as it is', async () => {
    fake.server.change('film.s1', 'replace', 'Ana', cue(1, 'One <b'))
    const user = await open()
    await user.type(box(1), ' more')

    await user.click(box(2))

    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe(cue(1, 'One <b more')))
  })
})
