import { cue, edit, expect, type Person, save, stored, summary, test, textOf, timesOf } from '../support/holdfast.ts'

/** Leaves a caption with an end before its start, which waits for its person. */
async function leaveWaiting(person: Person, number: number): Promise<void> {
  const end = person.page.getByLabel(`End of cue ${number}`)
  await end.fill('0')
  await end.press('Enter')
  await expect(cue(person, number).row).toContainText('Ends before it starts')
  await expect.soft(cue(person, number).row).toContainText('is before the start')
}

/** Presses keys that belong to the document, wherever the cursor was. */
async function press({ page }: Person, keys: string): Promise<void> {
  await page.evaluate(() => (globalThis.document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press(keys)
}

async function shift({ page }: Person, seconds: string): Promise<void> {
  await page.getByRole('button', { name: 'Document actions' }).click()
  await page.getByRole('menuitem', { name: 'Shift times' }).click()
  await page.getByLabel(/^Seconds/).fill(seconds)
  await page.getByRole('button', { name: 'Shift', exact: true }).click()
}

test('words are replaced in the others where a caption waits for its person, and it is named', async ({
  join,
  film,
}) => {
  const document = await film('the rain', 'rain, rain', 'no rain')
  const ana = await join('Ana', document)
  await leaveWaiting(ana, 2)

  await ana.page.keyboard.press('Control+F')
  await ana.page.getByLabel('Find', { exact: true }).fill('rain')
  await ana.page.getByLabel('Replace with').fill('snow')
  await ana.page.getByRole('button', { name: 'Replace all…' }).click()
  await ana.page.getByRole('button', { name: /^Replace in/ }).click()

  await expect.poll(async () => textOf(await stored(document, 3))).toBe('no snow')
  expect(textOf(await stored(document, 1))).toBe('the snow')
  expect(textOf(await stored(document, 2))).toBe('rain, rain')
  await expect(
    ana.page.getByText('Replaced 2 in 2 captions. Not so: Caption 2 waits for a decision.', { exact: true }),
  ).toBeVisible()
  await ana.page.getByRole('button', { name: 'Show' }).click()
  await expect(cue(ana, 2).box).toBeFocused()
  await expect(ana.page.getByLabel('End of cue 2')).toHaveValue('00:00.000')
})

test('a step is undone and redone where a caption of it waits for its person, whose text stays', async ({
  join,
  film,
}) => {
  const document = await film('One', 'Two', 'Three')
  const ana = await join('Ana', document)
  await shift(ana, '5')
  await expect(ana.page.getByLabel('Start of cue 3')).toHaveValue('00:11.000')
  await cue(ana, 2).box.fill('Two by Ana')
  await edit(document, 2, 'Two by Ben', 'Ben')
  await save(ana)
  await expect(cue(ana, 2).row).toHaveAttribute('data-status', 'conflict')
  await cue(ana, 1).box.click()

  await press(ana, 'Control+Z')

  await expect(ana.page.getByLabel('Start of cue 3')).toHaveValue('00:06.000')
  expect(timesOf(await stored(document, 1))).toMatch(/00:00\.000 --> .*00:02\.000/)
  expect(textOf(await stored(document, 2))).toBe('Two by Ben')
  await expect(cue(ana, 2).box).toHaveValue('Two by Ana')
  await expect(cue(ana, 2).row).toHaveAttribute('data-status', 'conflict')

  await press(ana, 'Control+Y')

  await expect(ana.page.getByLabel('Start of cue 3')).toHaveValue('00:11.000')
  await expect(cue(ana, 2).box).toHaveValue('Two by Ana')
  await cue(ana, 2).row.getByRole('button', { name: 'Keep mine' }).click()
  await expect(summary(ana)).toHaveText('All saved')
  expect(textOf(await stored(document, 2))).toBe('Two by Ana')
  expect(timesOf(await stored(document, 2))).toMatch(/00:08\.000 --> .*00:10\.000/)
})

test('other captions are typed, split, joined and deleted where one waits for its person', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three four', 'Five', 'Six')
  const ana = await join('Ana', document)
  await leaveWaiting(ana, 2)

  await cue(ana, 1).box.fill('One, typed on')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One, typed on')
  await cue(ana, 3).box.click()
  await cue(ana, 3).box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(6, 6))
  await runCommand(ana, 'Split at the cursor')
  await expect(cue(ana, 4).box).toHaveValue('four')
  await cue(ana, 4).box.click()
  await runCommand(ana, 'Join with the next')
  await expect(cue(ana, 4).box).toHaveValue(/four\s+Five/)
  await cue(ana, 5).box.click()
  await runCommand(ana, 'Delete caption')

  await expect(cue(ana, 5).row).toHaveCount(0)
  await expect(summary(ana)).toHaveText('1 caption needs a decision')
  await cue(ana, 2).row.getByRole('button', { name: 'Put the old times back' }).click()
  await expect(summary(ana)).toHaveText('All saved')
  expect(timesOf(await stored(document, 2))).toBe('00:00:03.000 --> 00:00:05.000')
})

async function runCommand({ page }: Person, command: string): Promise<void> {
  await page.getByRole('button', { name: 'Document actions' }).click()
  await page.getByRole('menuitem', { name: command }).click()
}
