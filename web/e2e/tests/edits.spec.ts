import {
  blockStream,
  cue,
  edit,
  expect,
  type Person,
  save,
  statuses,
  stopClock,
  stored,
  summary,
  test,
  textOf,
  url,
} from '../support/holdfast.ts'

async function revision(document: string): Promise<number> {
  const answer = await fetch(`${url()}/api/documents/${document}/changes?since=0`)
  return ((await answer.json()) as { revision: number }).revision
}

async function replaceAll({ page }: Person, wanted: string, by: string): Promise<void> {
  await page.keyboard.press('Control+F')
  await page.getByLabel('Find', { exact: true }).fill(wanted)
  await page.getByLabel('Replace with').fill(by)
  await page.getByRole('button', { name: 'Replace all…' }).click()
  await page.getByRole('button', { name: /^Replace in/ }).click()
}

test('words are replaced in the whole document in one commit, and that is undone in one', async ({ join, film }) => {
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

test('a later change by someone else is never undone', async ({ join, film }) => {
  const document = await film('the rain', 'rain, rain')
  const ana = await join('Ana', document)
  await replaceAll(ana, 'rain', 'snow')
  await expect(cue(ana, 2).box).toHaveValue('snow, snow')

  await edit(document, 2, 'hail', 'Ben')
  await ana.page.keyboard.press('Escape')
  await ana.page.locator('body').click({ position: { x: 640, y: 780 } })
  await ana.page.keyboard.press('Control+Z')

  await expect(ana.page.getByText('Undone but for caption 2: Ben changed it after you.')).toBeVisible()
  expect(textOf(await stored(document, 1))).toBe('the rain')
  expect(textOf(await stored(document, 2))).toBe('hail')
})

test('Ctrl+Z undoes saved typing, with the cursor where it was', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.fill('One and more')
  await save(ana)
  await expect(cue(ana, 1).row).toContainText('Saved')
  const { id, etag } = await stored(document, 1)
  const undone = ana.page.waitForRequest('**/edits')

  await ana.page.keyboard.press('Control+Z')

  await expect(cue(ana, 1).box).toHaveValue('One')
  await expect(cue(ana, 1).box).toBeFocused()
  await expect(summary(ana)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('One')
  expect((await undone).postDataJSON()).toMatchObject({ edits: [{ op: 'replace', id, ifMatch: etag }] })
})

test('Ctrl+Z undoes save by save, and never overwrites someone else', async ({ join, film }) => {
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

  await expect(ana.page.getByText('Not undone: Ben changed caption 1 after you.')).toBeVisible()
  expect(textOf(await stored(document, 1))).toBe('One, by Ben')
})

/** Types texts into the first cue, each saved before the next. */
async function saveEach(person: Person, document: string, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await cue(person, 1).box.fill(text)
    await save(person)
    await expect.poll(async () => textOf(await stored(document, 1))).toBe(text)
    await expect(summary(person)).toHaveText('All saved')
  }
}

test('Ctrl+Z pressed twice at once undoes two saves', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await saveEach(ana, document, 'One, two', 'One, two, three')
  let letGo = () => {}
  const both = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await ana.page.route('**/edits', (route) => both.then(() => route.continue()))

  await ana.page.keyboard.press('Control+Z')
  await ana.page.keyboard.press('Control+Z')
  letGo()

  await expect(cue(ana, 1).box).toHaveValue('One')
  expect((await stored(document, 1)).version).toBe(5)
})

test('pressing Ctrl+Z again does not undo a change by someone else', async ({ join, film }) => {
  const document = await film('one two three four five')
  const ana = await join('Ana', document)
  await saveEach(ana, document, 'one two three four FIVE', 'one two three FOUR FIVE')
  await blockStream(ana)
  await edit(document, 1, 'ONE two three FOUR FIVE', 'Ben')

  for (const text of ['ONE two three four FIVE', 'ONE two three four five']) {
    await ana.page.keyboard.press('Control+Z')
    await expect.poll(async () => textOf(await stored(document, 1))).toBe(text)
  }
  await ana.page.keyboard.press('Control+Z')

  await expect(ana.page.getByTestId('polite')).toHaveText('There is nothing to undo.')
  expect(textOf(await stored(document, 1))).toBe('ONE two three four five')
})

test('an undo that failed offline succeeds online', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await saveEach(ana, document, 'One, two')
  await ana.page.route('**/edits', (route) => route.abort('internetdisconnected'))
  await ana.page.keyboard.press('Control+Z')
  await expect(ana.page.getByRole('alert').filter({ hasText: /reach|network/i })).toBeVisible()
  expect(textOf(await stored(document, 1))).toBe('One, two')
  await ana.page.unroute('**/edits')

  await ana.page.keyboard.press('Control+Z')

  await expect(cue(ana, 1).box).toHaveValue('One')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One')
})

test('the same words, saved by someone else first, are not undone', async ({ join, film }) => {
  const document = await film('One')
  const ben = await join('Ben', document)
  await blockStream(ben)
  await stopClock(ben)
  await cue(ben, 1).box.fill('One, two')
  await edit(document, 1, 'One, two', 'Ana')
  await ben.page.clock.resume()
  await save(ben)
  await expect(summary(ben)).toHaveText('All saved')
  expect(statuses(ben)).toEqual([412])

  await ben.page.keyboard.press('Control+Z')

  await expect(ben.page.getByTestId('polite')).toHaveText('There is nothing to undo.')
  expect(await stored(document, 1)).toMatchObject({ updatedBy: 'Ana', version: 2 })
})

for (const { command, keys } of [
  { command: 'deleted', keys: 'Alt+Delete' },
  { command: 'split', keys: 'Alt+Enter' },
  { command: 'joined', keys: 'Alt+J' },
]) {
  test(`a text that was merged a moment before is reviewed before it is ${command}`, async ({ join, film }) => {
    const document = await film('one two three four five', 'Last')
    const ben = await join('Ben', document)
    await blockStream(ben)
    await stopClock(ben)
    await cue(ben, 1).box.fill('one two three four FIVE')
    await ben.page.keyboard.press('Control+ArrowLeft')
    await edit(document, 1, 'ONE two three four five', 'Ana')
    await ben.page.clock.resume()

    await ben.page.keyboard.press(keys)
    await expect(ben.page.getByText('Ana changed caption 1 meanwhile. Look at it and try again.')).toBeVisible()
    await expect(cue(ben, 1).box).toHaveValue('ONE two three four FIVE')
    expect(textOf(await stored(document, 1))).toBe('ONE two three four FIVE')
    expect(textOf(await stored(document, 2))).toBe('Last')

    await ben.page.keyboard.press(keys)
    await expect.poll(async () => textOf(await stored(document, 1))).not.toBe('ONE two three four FIVE')
  })
}

test('captions are shifted in one commit', async ({ join, film }) => {
  const ana = await join('Ana', await film('One', 'Two'))

  await act(ana, 'Shift times')
  await ana.page.getByLabel(/Seconds/).fill('1.5')
  await ana.page.keyboard.press('Enter')

  await expect(ana.page.getByLabel('Start of cue 2')).toHaveValue('00:04.500')
})

test('a caption is split at the cursor, joined again, and both can be undone', async ({ join, film }) => {
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
  await ana.page.keyboard.press('Alt+J')
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

test('a caption is inserted and deleted, and both can be undone', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()

  await ana.page.keyboard.press('Alt+Insert')
  await expect(cue(ana, 2).box).toBeFocused()
  await expect(cue(ana, 2).box).toHaveValue('')
  await ana.page.keyboard.type('New')
  await save(ana)
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('New')
  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 2).box).toHaveValue('Two')

  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Alt+Delete')
  await expect(cue(ana, 1).box).toHaveValue('Two')
  await ana.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(cue(ana, 1).box).toHaveValue('One')
  expect(textOf(await stored(document, 1))).toBe('One')
})

test('warnings are listed, each a link to its caption', async ({ join, film }) => {
  const ana = await join('Ana', await film('One', 'A line of captions that is quite a lot longer than it should be.'))

  await ana.page.getByRole('button', { name: '1 warning' }).click()
  const list = ana.page.getByRole('complementary', { name: 'Warnings' })
  await list.getByRole('button', { name: /64 characters in a line/ }).click()
  await expect(cue(ana, 2).box).toBeFocused()
  await ana.page.keyboard.type(' ')
  await cue(ana, 2).box.fill('Shorter than ten words')
  await save(ana)
  await expect(list.getByText('No warnings.')).toBeVisible()
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
