import { cue, edit, expect, type Person, save, stored, summary, test, textOf, url } from '../support/holdfast.ts'

async function revision(document: string): Promise<number> {
  const answer = await fetch(`${url()}/api/documents/${document}/changes?since=0`)
  return ((await answer.json()) as { revision: number }).revision
}

async function replaceAll({ page }: Person, wanted: string, by: string): Promise<void> {
  await page.keyboard.press('Control+F')
  await page.getByLabel('Find', { exact: true }).fill(wanted)
  await page.getByLabel('Replace with').fill(by)
  await page.getByRole('button', { name: 'Replace all' }).click()
}

test('words are replaced in the whole document in one commit, and put back in one', async ({ join, film }) => {
  const document = await film('the rain', 'no', 'rain, rain')
  const ana = await join('Ana', document)

  await replaceAll(ana, 'rain', 'snow')
  await expect(cue(ana, 3).box).toHaveValue('snow, snow')
  expect(await revision(document)).toBe(2)
  await ana.page.keyboard.press('Escape')
  await ana.page.locator('body').click({ position: { x: 640, y: 780 } })
  await ana.page.keyboard.press('Control+Z')

  await expect(cue(ana, 3).box).toHaveValue('rain, rain')
  await expect(cue(ana, 1).box).toHaveValue('the rain')
  expect(await revision(document)).toBe(3)
})

test('what somebody else changed since is never taken back', async ({ join, film }) => {
  const document = await film('the rain', 'rain, rain')
  const ana = await join('Ana', document)
  await replaceAll(ana, 'rain', 'snow')
  await expect(cue(ana, 2).box).toHaveValue('snow, snow')

  await edit(document, 2, 'hail', 'Ben')
  await ana.page.keyboard.press('Escape')
  await ana.page.locator('body').click({ position: { x: 640, y: 780 } })
  await ana.page.keyboard.press('Control+Z')

  await expect(ana.page.getByText(/changed by someone else meanwhile, so nothing was done/)).toBeVisible()
  expect(textOf(await stored(document, 1))).toBe('the snow')
  expect(textOf(await stored(document, 2))).toBe('hail')
})

test('Ctrl+Z takes back what was typed and saved, with the cursor where it was', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.fill('One and more')
  await save(ana)
  await expect(cue(ana, 1).row).toContainText('Saved')
  const { etag } = await stored(document, 1)

  await ana.page.keyboard.press('Control+Z')

  await expect(cue(ana, 1).box).toHaveValue('One')
  await expect(cue(ana, 1).box).toBeFocused()
  await expect(summary(ana)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('One')
  expect(ana.writes.at(-1)).toMatchObject({ status: 200, ifMatch: etag })
})

test('Ctrl+Z goes back save by save, and never over somebody else', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  for (const text of ['One, two', 'One, two, three']) {
    await cue(ana, 1).box.fill(text)
    await save(ana)
    await expect.poll(async () => textOf(await stored(document, 1))).toBe(text)
    await expect(summary(ana)).toHaveText('All saved')
  }

  for (const text of ['One, two', 'One']) {
    await ana.page.keyboard.press('Control+Z')
    await expect.poll(async () => textOf(await stored(document, 1))).toBe(text)
    await expect(summary(ana)).toHaveText('All saved')
  }
  await cue(ana, 1).box.fill('One, again')
  await save(ana)
  await expect(summary(ana)).toHaveText('All saved')
  await edit(document, 1, 'One, by Ben', 'Ben')
  await cue(ana, 1).box.blur()
  await expect(cue(ana, 1).box).toHaveValue('One, by Ben')
  await cue(ana, 1).box.focus()
  await ana.page.keyboard.press('Control+Z')

  await expect(ana.page.getByText('Ben changed this since, so it was not undone.')).toBeVisible()
  expect(textOf(await stored(document, 1))).toBe('One, by Ben')
})

test('captions are shifted together', async ({ join, film }) => {
  const ana = await join('Ana', await film('One', 'Two'))

  await act(ana, 'Shift times')
  await ana.page.getByLabel(/Seconds/).fill('1.5')
  await ana.page.keyboard.press('Enter')

  await expect(ana.page.getByLabel('Start of cue 2')).toHaveValue('00:04.500')
})

test('a caption is split where the cursor was, joined again, and both can be taken back', async ({ join, film }) => {
  const document = await film('one two three four', 'Last')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Home')
  for (let step = 0; step < 8; step++) {
    await ana.page.keyboard.press('ArrowRight')
  }

  await act(ana, 'Split at the cursor')
  await expect(cue(ana, 2).box).toHaveValue('three four')
  await expect(cue(ana, 1).box).toHaveValue('one two')
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Control+Shift+M')
  await expect(cue(ana, 2).box).toHaveValue('Last')
  await expect(cue(ana, 1).box).toHaveValue(/one two\s+three four/)
  expect(await revision(document)).toBe(3)

  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 2).box).toHaveValue('three four')
  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 1).box).toHaveValue('one two three four')
  await expect(cue(ana, 2).box).toHaveValue('Last')
})

test('a caption is inserted and deleted, and both can be taken back', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()

  await ana.page.keyboard.press('Alt+Insert')
  await expect(cue(ana, 2).box).toHaveValue('New caption')
  await expect(cue(ana, 2).box).toBeFocused()
  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 2).box).toHaveValue('Two')

  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Control+Shift+Delete')
  await expect(cue(ana, 1).box).toHaveValue('Two')
  await ana.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(cue(ana, 1).box).toHaveValue('One')
  expect(textOf(await stored(document, 1))).toBe('One')
})

test('what is worth a look is listed, and a step away', async ({ join, film }) => {
  const ana = await join('Ana', await film('One', 'A line of captions that is quite a lot longer than it should be.'))

  await ana.page.getByRole('button', { name: '1 worth a look' }).click()
  const list = ana.page.getByRole('complementary', { name: 'Worth a look' })
  await list.getByRole('button', { name: /64 characters in a line/ }).click()
  await expect(cue(ana, 2).box).toBeFocused()
  await ana.page.keyboard.type(' ')
  await cue(ana, 2).box.fill('Shorter than ten words')
  await save(ana)
  await expect(list.getByText('Nothing.')).toBeVisible()
  await list.getByRole('combobox', { name: 'Captions are for' }).click()
  await ana.page.getByRole('option', { name: /Children/ }).click()

  await cue(ana, 2).box.fill('Thirty letters in two seconds.')
  await save(ana)
  await expect(list.getByRole('button', { name: /15 characters per second/ })).toBeVisible()
  await expect(cue(ana, 2).row).toContainText('15 characters per second (at most 13)')
})

async function act({ page }: Person, command: string): Promise<void> {
  await page.getByRole('button', { name: 'Document actions' }).click()
  await page.getByRole('menuitem', { name: command }).click()
}
