import { checkPage } from '../support/axe.ts'
import { cue, edit, expect, type Person, retime, stored, test, textOf, timesOf, url } from '../support/holdfast.ts'

const LONG = 'My grandmother kept singing the whole time that it rained'
const panel = ({ page }: Person) => page.getByRole('complementary', { name: 'Warnings' })
const text = async (document: string, number: number) => textOf(await stored(document, number))

async function choose(person: Person, kind: RegExp): Promise<void> {
  await panel(person).getByRole('combobox', { name: 'Kind of warning' }).click()
  await person.page.getByRole('option', { name: kind }).click()
}

async function revision(document: string): Promise<number> {
  const response = await fetch(`${url()}/api/documents/${document}/segments`)
  return ((await response.json()) as { revision: number }).revision
}

test('warnings of one kind are selected, and corrected by one commit after a look at each', async ({ join, film }) => {
  const document = await film('Fine', LONG, `${LONG}!`, 'a  b ', 'w'.repeat(45))
  const ana = await join('Ana', document)
  await ana.page.keyboard.press('Shift+F8')

  await choose(ana, /^Long lines \(3\)/)
  await panel(ana).getByRole('button', { name: 'Select 3 captions' }).click()
  await expect(ana.page.getByRole('region', { name: 'Selection' })).toContainText('3 captions selected')
  const before = await revision(document)

  await panel(ana).getByRole('button', { name: 'Correct 2…' }).click()
  const corrections = panel(ana).getByRole('region', { name: 'Corrections' })
  await expect(corrections.getByRole('checkbox')).toHaveCount(2)
  await corrections.getByRole('checkbox').nth(1).uncheck()
  await corrections.getByRole('button', { name: 'Correct 1 caption' }).click()
  await expect.poll(() => text(document, 2)).toBe('My grandmother kept singing\nthe whole time that it rained')
  expect(await text(document, 3)).toBe(`${LONG}!`)
  expect(await revision(document)).toBe(before + 1)

  await choose(ana, /^Needless spaces \(1\)/)
  await panel(ana).getByRole('button', { name: 'Correct 1…' }).click()
  await panel(ana).getByRole('button', { name: 'Correct 1 caption' }).click()
  await expect.poll(() => text(document, 4)).toBe('a b')
  await expect(
    ana.page.locator('.mantine-Notification-root').filter({ hasText: 'Corrected 1 caption' }).first(),
  ).toBeVisible()
  await cue(ana, 1).box.focus()
  await ana.page.keyboard.press('Control+Z')
  await expect.poll(() => text(document, 4)).toBe('a  b ')
})

test('overlaps are corrected, and what a colleague changes while the list is open stays', async ({ join, film }) => {
  const document = await film('One', 'Two', LONG)
  await retime(document, 1, '00:00:00.000 --> 00:00:03.500')
  const ana = await join('Ana', document)
  await ana.page.keyboard.press('Shift+F8')
  await choose(ana, /^Overlaps \(1\)/)
  await panel(ana).getByRole('button', { name: 'Correct 1…' }).click()
  await edit(document, 1, 'One, by Ben', 'Ben')
  await panel(ana).getByRole('button', { name: 'Correct 1 caption' }).click()

  await expect.poll(async () => timesOf(await stored(document, 1))).toBe('00:00:00.000 --> 00:02.917')
  expect(await text(document, 1)).toBe('One, by Ben')
})

test('what the server can mend is corrected after a look, but not where a colleague wrote meanwhile', async ({
  join,
  film,
}) => {
  const document = await film('Tom & Jerry', 'Salt & pepper', 'Fine')
  const ana = await join('Ana', document)
  await ana.page.keyboard.press('Shift+F8')
  await choose(ana, /^Syntax \(2\)/)

  await panel(ana).getByRole('button', { name: 'Correct 2…' }).click()
  const corrections = panel(ana).getByRole('region', { name: 'Corrections' })
  await expect(corrections.getByRole('checkbox')).toHaveCount(2)
  await edit(document, 2, 'Salt, by Ben', 'Ben')
  await expect(cue(ana, 2).box).toHaveValue('Salt, by Ben')
  await corrections.getByRole('button', { name: /^Correct/ }).click()

  await expect.poll(() => text(document, 1)).toBe('Tom &amp; Jerry')
  expect(await text(document, 2)).toBe('Salt, by Ben')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`corrections are accessible, ${colorScheme}`, async ({ join, film }) => {
    const ana = await join('Ana', await film('Fine', LONG, `${LONG}!`), { colorScheme })
    await ana.page.keyboard.press('Shift+F8')
    await choose(ana, /^Long lines/)
    await panel(ana).getByRole('button', { name: 'Correct 2…' }).click()
    await checkPage(ana.page, `corrections ${colorScheme}`)
  })
}
