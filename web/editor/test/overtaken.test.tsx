import { screen, waitFor, within } from '@testing-library/react'
import type userEvent from '@testing-library/user-event'
import { describe, expect, test } from 'vitest'
import { box, cue, fake, open, row } from './page.tsx'

const content = (id: string) => fake.server.segment(`film.${id}`).content
const isDeleted = (id: string) => fake.server.segment(`film.${id}`).deleted === true

/** Someone else changes a cue, and the page does not know it yet. */
const change = (id: string, text: string) => fake.server.change(`film.${id}`, 'replace', 'Zoë', text)

async function select(user: ReturnType<typeof userEvent.setup>, ...numbers: readonly number[]) {
  await user.keyboard('{Control>}')
  for (const number of numbers) {
    await user.click(within(row(number)).getByRole('button', { name: new RegExp(`^Caption ${number}: go to`) }))
  }
  await user.keyboard('{/Control}')
  return within(await screen.findByRole('region', { name: 'Selection' }))
}

async function speak(user: ReturnType<typeof userEvent.setup>, name: string) {
  const bar = await select(user, 1, 2)
  await user.click(bar.getByRole('button', { name: 'Speaker…' }))
  await user.type(bar.getByLabelText('Speaker'), `${name}{Enter}`)
}

describe('an action on many captions, of which someone else changed one that the page has not shown yet,', () => {
  test('does not delete the words that nobody here has seen', async () => {
    const user = await open()
    const bar = await select(user, 1, 2)
    change('s2', cue(3, 'Zoë rewrote it'))

    await user.click(bar.getByRole('button', { name: 'Delete' }))

    expect(await screen.findByText(/1 caption deleted\. Not so: .*Zoë.* changed caption 2 meanwhile\./)).toBeVisible()
    expect([isDeleted('s1'), isDeleted('s2')]).toEqual([true, false])
    expect(content('s2')).toBe(cue(3, 'Zoë rewrote it'))
  })

  test('says so where it was the only one, and deletes it the second time', async () => {
    const user = await open()
    const bar = await select(user, 2)
    change('s2', cue(3, 'Zoë rewrote it'))

    await user.click(bar.getByRole('button', { name: 'Delete' }))
    expect(await screen.findByText(/Zoë.* changed caption 2 meanwhile\./)).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Show' }))
    await waitFor(() => expect(box(2)).toHaveValue('Zoë rewrote it'))
    expect(isDeleted('s2')).toBe(false)

    const again = await select(user, 2)
    await user.click(again.getByRole('button', { name: 'Delete' }))
    await waitFor(() => expect(isDeleted('s2')).toBe(true))
  })

  test('does not delete words that a save of the own ones merged', async () => {
    const user = await open()
    const bar = await select(user, 1, 2)
    await user.type(box(2), ' mine')
    change('s2', cue(3, 'Hers\nsecond'))

    await user.click(bar.getByRole('button', { name: 'Delete' }))

    expect(await screen.findByText(/Not so: .*Zoë.* changed caption/)).toBeVisible()
    expect(isDeleted('s2')).toBe(false)
    expect(content('s2')).toBe(cue(3, 'Hers\nsecond mine'))
  })

  test('keeps the speaker that someone else chose', async () => {
    const user = await open()
    change('s2', cue(3, '<v Zoë>Two\nsecond'))

    await speak(user, 'Kim')

    expect(
      await screen.findByText(/Kim speaks 1 caption\. Not so: .*Zoë.* changed caption 2 meanwhile\./),
    ).toBeVisible()
    expect(content('s1')).toBe(cue(1, '<v Kim>One\nfirst'))
    expect(content('s2')).toBe(cue(3, '<v Zoë>Two\nsecond'))
  })

  test('keeps the words beside a new speaker', async () => {
    const user = await open()
    change('s2', cue(3, 'Two\nrewritten'))

    await speak(user, 'Kim')

    await waitFor(() => expect(content('s2')).toBe(cue(3, '<v Kim>Two\nrewritten')))
  })

  test('keeps the times that someone else set', async () => {
    const user = await open()
    const bar = await select(user, 1, 2)
    change('s2', cue(4, 'Two\nsecond'))

    await user.click(bar.getByRole('button', { name: 'Frame rate…' }))
    await user.selectOptions(bar.getByLabelText('Made for'), '24')
    await user.click(bar.getByRole('button', { name: 'Convert' }))

    expect(await screen.findByText(/New times for 1 caption\. Not so: .*Zoë/)).toBeVisible()
    expect(content('s2')).toBe(cue(4, 'Two\nsecond'))
  })

  test('keeps the position that someone else set', async () => {
    const user = await open()
    const bar = await select(user, 1, 2)
    change('s2', '00:03.000 --> 00:04.000 line:20%\nTwo\nsecond')

    await user.click(bar.getByRole('button', { name: 'Position…' }))
    await user.click(bar.getByRole('button', { name: 'top left' }))

    expect(await screen.findByText(/New position of 1 caption\. Not so: .*Zoë/)).toBeVisible()
    expect(content('s2')).toContain('line:20%\n')
  })

  test('is done to all that the server did not tell the versions of', async () => {
    const user = await open()
    fake.server.maxExplained = 1
    const bar = await select(user, 1, 2, 3)
    for (const [id, text] of [
      ['s1', cue(1, 'One\nby Zoë')],
      ['s2', cue(3, 'Two\nby Zoë')],
      ['s3', cue(5, 'Three by Zoë')],
    ] as const) {
      change(id, text)
    }

    await user.click(bar.getByRole('button', { name: 'Italic' }))

    expect(await screen.findByText('Italic: 3 captions.')).toBeVisible()
    expect(content('s3')).toBe(cue(5, '<i>Three by Zoë</i>'))
  })
})
