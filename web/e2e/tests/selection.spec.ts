import { checkPage } from '../support/axe.ts'
import {
  cue,
  edit,
  expect,
  type Person,
  remove,
  save,
  stored,
  test,
  textOf,
  timesOf,
  url,
} from '../support/holdfast.ts'

const bar = ({ page }: Person) => page.getByRole('region', { name: 'Selection' })
const numberOf = (person: Person, number: number) =>
  cue(person, number).row.getByRole('button', { name: new RegExp(`^Caption ${number}: go to`) })
const notice = ({ page }: Person) => page.locator('.mantine-Notification-root')

/** Number of commits of a document. */
async function commits(document: string): Promise<number> {
  const response = await fetch(`${url()}/api/documents/${document}/segments`)
  return ((await response.json()) as { revision: number }).revision
}

const texts = async (document: string, ...numbers: readonly number[]) =>
  Promise.all(numbers.map(async (number) => textOf(await stored(document, number))))

test('clicks with Ctrl and Shift select, and Escape clears', async ({ join, film }) => {
  const ana = await join('Ana', await film('One', 'Two', 'Three', 'Four', 'Five'))

  await numberOf(ana, 2).click({ modifiers: ['Control'] })
  await expect(bar(ana)).toContainText('1 caption selected')
  await numberOf(ana, 4).click({ modifiers: ['Shift'] })
  await expect(bar(ana)).toContainText('3 captions selected')
  await cue(ana, 3).box.click({ modifiers: ['Control'] })
  await expect(bar(ana)).toContainText('2 captions selected')
  await expect(cue(ana, 3).row.getByRole('checkbox')).not.toBeChecked()
  await cue(ana, 5).row.getByRole('checkbox', { name: 'Select cue 5' }).check()
  await expect(bar(ana)).toContainText('3 captions selected')

  await ana.page.keyboard.press('Escape')
  await expect(bar(ana)).toHaveCount(0)
})

test('the keyboard selects a range, moves it in time and undoes that, each as one commit', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three', 'Four')
  const ana = await join('Ana', document)
  await cue(ana, 2).box.click()
  await ana.page.keyboard.press('Alt+PageDown')
  await expect(cue(ana, 3).box).toBeFocused()
  await expect(bar(ana)).toContainText('2 captions selected')
  const before = await commits(document)

  await bar(ana).getByRole('button', { name: 'Shift…' }).click()
  await bar(ana).getByLabel('By seconds').fill('0.5')
  await ana.page.keyboard.press('Enter')
  await expect(notice(ana)).toContainText('2 captions shifted by +0.5 s.')
  expect(timesOf(await stored(document, 1))).toBe('00:00:00.000 --> 00:00:02.000')
  expect(timesOf(await stored(document, 3))).toBe('00:00:06.500 --> 00:00:08.500')
  expect(await commits(document)).toBe(before + 1)

  await notice(ana).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(async () => timesOf(await stored(document, 3))).toContain('00:06.000 -->')
  expect(timesOf(await stored(document, 2))).toContain('00:03.000 -->')
  expect(await commits(document)).toBe(before + 2)
})

test('speaker, italic and position of the selection', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three')
  const ana = await join('Ana', document)
  await numberOf(ana, 1).click({ modifiers: ['Control'] })
  await numberOf(ana, 3).click({ modifiers: ['Control'] })

  await bar(ana).getByRole('button', { name: 'Speaker…' }).click()
  await bar(ana).getByLabel('Speaker', { exact: true }).fill('Kim')
  await ana.page.keyboard.press('Enter')
  await expect.poll(() => texts(document, 1, 2, 3)).toEqual(['<v Kim>One', 'Two', '<v Kim>Three'])
  await bar(ana).getByRole('button', { name: 'Italic' }).click()
  await expect.poll(() => texts(document, 1, 2, 3)).toEqual(['<v Kim><i>One</i>', 'Two', '<v Kim><i>Three</i>'])
  await bar(ana).getByRole('button', { name: 'Position…' }).click()
  await bar(ana).getByRole('button', { name: 'top left' }).click()
  await expect.poll(async () => timesOf(await stored(document, 3))).toContain(' line:0 align:left')

  for (const count of [1, 2, 3]) {
    await ana.page.evaluate(() => (globalThis.document.activeElement as HTMLElement | null)?.blur())
    await ana.page.keyboard.press('Control+Z')
    await expect(notice(ana)).toContainText('Undone')
    await expect.poll(() => commits(document)).toBeGreaterThan(count)
  }
  await expect.poll(() => texts(document, 1, 2, 3)).toEqual(['One', 'Two', 'Three'])
})

test('the selection is stretched between two points, and converted to another frame rate', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Alt+Z')
  await expect(bar(ana)).toContainText('3 captions selected')

  await bar(ana).getByRole('button', { name: 'Stretch…' }).click()
  await bar(ana).getByLabel('The first starts at').fill('1')
  await bar(ana).getByLabel('the last starts at').fill('13')
  await bar(ana).getByRole('button', { name: 'Stretch', exact: true }).click()
  await expect.poll(async () => timesOf(await stored(document, 2))).toBe('00:07.000 --> 00:11.000')

  await bar(ana).getByRole('button', { name: 'Frame rate…' }).click()
  await bar(ana).getByLabel('Made for').selectOption('24')
  await bar(ana).getByRole('button', { name: 'Convert' }).click()
  await expect.poll(async () => timesOf(await stored(document, 2))).toBe('00:06.720 --> 00:10.560')
})

test('the selection is joined if it follows one another, and deleted', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three', 'Four', 'Five')
  const ana = await join('Ana', document)
  await numberOf(ana, 1).click({ modifiers: ['Control'] })
  await numberOf(ana, 3).click({ modifiers: ['Control'] })
  await bar(ana).getByRole('button', { name: 'Join' }).click()
  await expect(notice(ana).first()).toContainText('Only captions that follow one another can be joined.')

  await numberOf(ana, 2).click({ modifiers: ['Control'] })
  await bar(ana).getByRole('button', { name: 'Join' }).click()
  await expect.poll(() => texts(document, 1, 2)).toEqual(['One\nTwo\nThree', 'Four'])

  await ana.page.keyboard.press('Escape')
  await numberOf(ana, 1).click({ modifiers: ['Control'] })
  await numberOf(ana, 2).click({ modifiers: ['Shift'] })
  await ana.page.keyboard.press('Alt+Delete')
  await expect(notice(ana).filter({ hasText: '2 captions deleted.' })).toBeVisible()
  await expect(bar(ana)).toHaveCount(0)
  expect(await texts(document, 1)).toEqual(['Five'])
  await notice(ana).filter({ hasText: 'deleted' }).getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => texts(document, 1, 2, 3)).toEqual(['One\nTwo\nThree', 'Four', 'Five'])
})

test('a conflict on one of them loses nothing, and is named', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three', 'Four')
  const ana = await join('Ana', document)
  await cue(ana, 2).box.fill('Two by Ana')
  await edit(document, 2, 'Two by Ben', 'Ben')
  await save(ana)
  await expect(cue(ana, 2).row.getByRole('region', { name: 'Conflict' })).toBeVisible()
  await ana.page.keyboard.press('Alt+Z')

  await edit(document, 3, 'Three by Ben', 'Ben')
  await remove(document, 4, 'Ben')
  await bar(ana).getByRole('button', { name: 'Italic' }).click()

  await expect(notice(ana).filter({ hasText: 'Not so: Caption 2 waits for a decision.' })).toBeVisible()
  expect(await texts(document, 1, 2, 3)).toEqual(['<i>One</i>', 'Two by Ben', '<i>Three by Ben</i>'])
  await expect(cue(ana, 2).box).toHaveValue('Two by Ana')
  await expect(cue(ana, 2).row.getByRole('region', { name: 'Conflict' })).toBeVisible()
})

test('italic of marked words by key, and of the whole caption without a mark', async ({ join, film }) => {
  const document = await film('one two three')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.focus()
  await cue(ana, 1).box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(4, 7))
  await ana.page.keyboard.press('Control+I')
  await expect(cue(ana, 1).box).toHaveValue('one <i>two</i> three')
  await ana.page.keyboard.press('Control+I')
  await expect(cue(ana, 1).box).toHaveValue('one two three')
  await cue(ana, 1).box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(0, 0))
  await ana.page.keyboard.press('Control+B')
  await expect(cue(ana, 1).box).toHaveValue('<b>one two three</b>')
  await save(ana)
  await expect.poll(() => texts(document, 1)).toEqual(['<b>one two three</b>'])
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the selection and its forms are accessible, ${colorScheme}`, async ({ join, film }) => {
    const ana = await join('Ana', await film('One', 'Two', 'Three'), { colorScheme })
    await numberOf(ana, 1).click({ modifiers: ['Control'] })
    await numberOf(ana, 2).click({ modifiers: ['Shift'] })
    for (const form of ['Stretch…', 'Speaker…', 'Position…']) {
      await bar(ana).getByRole('button', { name: form }).click()
      await checkPage(ana.page, `selection ${form.slice(0, -1)} ${colorScheme}`)
      await ana.page.setViewportSize({ width: 1280, height: 800 })
    }
  })
}
