import {
  addressOf,
  cue,
  edit,
  expect,
  type Person,
  remove,
  retime,
  type Segment,
  save,
  stored,
  summary,
  test,
  textOf,
  timesOf,
  url,
} from '../support/holdfast.ts'

async function all(document: string): Promise<readonly Segment[]> {
  const response = await fetch(`${url()}/api/documents/${document}/segments?limit=1000`)
  const { segments } = (await response.json()) as { segments: (Segment & { kind: string })[] }
  return segments.filter(({ kind }) => kind === 'cue')
}

async function shift({ page }: Person, seconds: string): Promise<void> {
  await page.getByRole('button', { name: 'Document actions' }).click()
  await page.getByRole('menuitem', { name: 'Shift times' }).click()
  await page.getByLabel(/^Seconds/).fill(seconds)
  await page.getByRole('button', { name: 'Shift', exact: true }).click()
}

/** Times of a cue, without hours where there are none. */
function spanOf(segment: Segment): string {
  return timesOf(segment).replace(/\b00:(?=\d\d:\d\d\.)/g, '')
}

/** Presses keys that belong to the document, wherever the cursor was. */
async function press({ page }: Person, keys: string): Promise<void> {
  await page.evaluate(() => (globalThis.document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press(keys)
}

async function type(person: Person, document: string, number: number, text: string): Promise<void> {
  await cue(person, number).box.fill(text)
  await save(person)
  await expect.poll(async () => textOf(await stored(document, number))).toBe(text)
  await expect(summary(person)).toHaveText('All saved')
}

/** Text of the notice on the page. */
function notice({ page }: Person) {
  return page.getByRole('alert').filter({ hasText: /Undone|Redone|undone|shifted|Replaced|deleted|waits/ })
}

test("a colleague's edit does not make a shift of 600 captions permanent", async ({ join, film }) => {
  const document = await film(...Array.from({ length: 600 }, (_, index) => `Caption ${index + 1}`))
  const ana = await join('Ana', document)
  const before = await all(document)
  await shift(ana, '60')
  await expect.poll(async () => spanOf(await stored(document, 1))).toBe('01:00.000 --> 01:02.000')
  await retime(document, 20, '00:59.000 --> 01:00.500', 'Ben')
  await edit(document, 30, 'Words by Ben', 'Ben')

  await press(ana, 'Control+Z')

  await expect.soft(notice(ana)).toContainText('Undone but for caption 20: Ben changed it after you.')
  const after = await all(document)
  expect(after.map(spanOf)).toEqual(before.map((one, at) => (at === 19 ? '00:59.000 --> 01:00.500' : spanOf(one))))
  expect(after.map(textOf)).toEqual(before.map((one, at) => (at === 29 ? 'Words by Ben' : textOf(one))))
  await ana.page.getByRole('button', { name: 'Show' }).click()
  await expect(cue(ana, 20).box).toBeFocused()
})

test('what is left of a step stays the next one until the person leaves it', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await type(ana, document, 2, 'Two by Ana')
  await shift(ana, '1')
  await expect.poll(async () => spanOf(await stored(document, 2))).toBe('00:04.000 --> 00:06.000')
  await retime(document, 1, '00:09.000 --> 00:10.000', 'Ben')

  await press(ana, 'Control+Z')
  await expect.soft(notice(ana)).toContainText('Undone but for caption 1: Ben changed it after you.')
  await press(ana, 'Control+Z')
  await expect.soft(notice(ana)).toContainText('Not undone: Ben changed caption 1 after you.')
  expect(textOf(await stored(document, 2))).toBe('Two by Ana')

  await ana.page.getByRole('button', { name: 'Leave it' }).click()
  await press(ana, 'Control+Z')
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('Two')
  expect(spanOf(await stored(document, 1))).toBe('00:09.000 --> 00:10.000')
})

test('an undo that is refused is refused again, and nothing else is undone instead', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await type(ana, document, 1, 'One by Ana')
  await type(ana, document, 2, 'Two by Ana')
  await edit(document, 2, 'By Ben', 'Ben')

  for (const time of ['first', 'second']) {
    await press(ana, 'Control+Z')
    await expect.soft(notice(ana), `the ${time} time`).toContainText('Not undone: Ben changed caption 2 after you.')
  }

  expect(textOf(await stored(document, 1))).toBe('One by Ana')
  expect(textOf(await stored(document, 2))).toBe('By Ben')
})

test('my words are undone and the new times of a colleague stay', async ({ join, film }) => {
  const document = await film('I can hear the rain')
  const ana = await join('Ana', document)
  await type(ana, document, 1, 'I can hear the storm')
  await retime(document, 1, '00:05.000 --> 00:07.000', 'Ben')
  await expect(ana.page.getByLabel('Start of cue 1')).toHaveValue(/00:0[05].000/)

  await press(ana, 'Control+Z')

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('I can hear the rain')
  expect(spanOf(await stored(document, 1))).toBe('00:05.000 --> 00:07.000')
  await expect(cue(ana, 1).box).toHaveValue('I can hear the rain')
})

test('the words of a colleague in another part of the caption stay', async ({ join, film }) => {
  const document = await film('one two three four five')
  const ana = await join('Ana', document)
  await type(ana, document, 1, 'ONE two three four five')
  await edit(document, 1, 'ONE two three four FIVE', 'Ben')

  await press(ana, 'Control+Z')

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('one two three four FIVE')
})

test('an undo is shown, marked, and redone', async ({ join, film }) => {
  const document = await film(...Array.from({ length: 80 }, (_, index) => `Caption ${index + 1}`))
  const ana = await join('Ana', document)
  await type(ana, document, 1, 'Changed')
  await ana.page.getByRole('feed').evaluate((feed) => feed.scrollTo(0, 4_000))
  await expect(cue(ana, 1).row).not.toBeInViewport()

  await press(ana, 'Control+Z')

  await expect(cue(ana, 1).row).toBeInViewport()
  await expect(cue(ana, 1).row).toHaveAttribute('data-marked')
  await expect.soft(notice(ana)).toContainText('Undone: typing in caption 1.')
  await expect(cue(ana, 1).row).not.toHaveAttribute('data-marked')
  await ana.page.getByRole('button', { name: 'Redo' }).click()
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('Changed')
  await expect.soft(notice(ana)).toContainText('Redone: typing in caption 1.')

  for (const keys of ['Control+Shift+Z', 'Control+Y']) {
    await press(ana, 'Control+Z')
    await expect.poll(async () => textOf(await stored(document, 1))).toBe('Caption 1')
    await press(ana, keys)
    await expect.poll(async () => textOf(await stored(document, 1))).toBe('Changed')
  }
})

test('a redo leaves what a colleague changed in the meantime', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await shift(ana, '60')
  await expect.poll(async () => spanOf(await stored(document, 2))).toBe('01:03.000 --> 01:05.000')
  await press(ana, 'Control+Z')
  await expect.poll(async () => spanOf(await stored(document, 2))).toBe('00:03.000 --> 00:05.000')
  await retime(document, 1, '00:00.500 --> 00:02.000', 'Ben')

  await press(ana, 'Control+Y')

  await expect.soft(notice(ana)).toContainText('Redone but for caption 1: Ben changed it after you.')
  expect(spanOf(await stored(document, 1))).toBe('00:00.500 --> 00:02.000')
  expect(spanOf(await stored(document, 2))).toBe('01:03.000 --> 01:05.000')
})

test('a step is undone after a reload', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await type(ana, document, 1, 'One, two')
  await shift(ana, '5')
  await expect.poll(async () => spanOf(await stored(document, 1))).toBe('00:05.000 --> 00:07.000')
  await expect(notice(ana)).toContainText('2 captions shifted by +5.0 s')
  await ana.page.reload()
  await expect(cue(ana, 1).box).toHaveValue('One, two')

  await press(ana, 'Control+Z')
  await expect.poll(async () => spanOf(await stored(document, 1))).toBe('00:00.000 --> 00:02.000')
  await press(ana, 'Control+Z')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One')
  await expect(notice(ana)).toContainText('Undone: typing in caption 1.')

  await ana.page.reload()
  await expect(cue(ana, 1).box).toHaveValue('One')
  await press(ana, 'Control+Y')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One, two')
})

test('a time is undone from its field', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  const end = ana.page.getByLabel('End of cue 1')
  await end.fill('00:01.500')
  await ana.page.keyboard.press('Enter')
  await expect.poll(async () => spanOf(await stored(document, 1))).toBe('00:00.000 --> 00:01.500')
  await expect(summary(ana)).toHaveText('All saved')
  await expect(end).toBeFocused()

  await ana.page.keyboard.press('Control+Z')

  await expect.poll(async () => spanOf(await stored(document, 1))).toBe('00:00.000 --> 00:02.000')
  await expect(end).toHaveValue('00:02.000')
  await expect(end).toBeFocused()
  await expect.soft(notice(ana)).toContainText('Undone: times of caption 1.')
})

test('what is typed in a time field and not saved is undone there', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await type(ana, document, 1, 'One, two')
  const end = ana.page.getByLabel('End of cue 1')
  await end.click()
  await end.press('End')
  await ana.page.keyboard.type('5')

  await ana.page.keyboard.press('Control+Z')

  await expect(end).toHaveValue('00:02.000')
  expect(textOf(await stored(document, 1))).toBe('One, two')
  await ana.page.keyboard.press('Control+Z')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One')
})

test('saved and unsaved typing are undone without a gap between them', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.type(', two')
  await save(ana)
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One, two')
  await ana.page.keyboard.type('!')

  await expect(async () => {
    await ana.page.keyboard.press('Control+Z')
    await expect(cue(ana, 1).box).toHaveValue('One', { timeout: 500 })
  }).toPass()

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One')
  await expect(summary(ana)).toHaveText('All saved')
  await expect(cue(ana, 1).box).toHaveValue('One')
})

test('one burst of typing with several saves is one step, and another caption is another', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('End')
  for (const words of [' and', ' a', ' half']) {
    const saved = ana.page.waitForResponse((response) => response.request().method() === 'PATCH')
    await ana.page.keyboard.type(words)
    await saved
  }
  await type(ana, document, 2, 'Two!')

  await press(ana, 'Control+Z')
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('Two')
  expect(textOf(await stored(document, 1))).toBe('One and a half')
  await press(ana, 'Control+Z')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One')
})

test('a split is joined again with what a colleague wrote in its second half', async ({ join, film }) => {
  const document = await film('one two three four', 'Last')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await cue(ana, 1).box.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(8, 8))
  await ana.page.getByRole('button', { name: 'Document actions' }).click()
  await ana.page.getByRole('menuitem', { name: 'Split at the cursor' }).click()
  await expect(cue(ana, 2).box).toHaveValue('three four')
  await edit(document, 2, 'three FOUR', 'Ben')

  await press(ana, 'Control+Z')

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('one two three FOUR')
  expect(spanOf(await stored(document, 1))).toBe('00:00.000 --> 00:02.000')
  expect(textOf(await stored(document, 2))).toBe('Last')
})

test('an inserted caption in which a colleague wrote is not taken away', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Alt+Insert')
  await expect(cue(ana, 2).box).toBeFocused()
  await ana.page.keyboard.type('New')
  await save(ana)
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('New')
  await edit(document, 2, 'Words by Ben', 'Ben')

  await press(ana, 'Control+Z')

  await expect.soft(notice(ana)).toContainText('Not undone: Ben changed caption 2 after you.')
  expect(textOf(await stored(document, 2))).toBe('Words by Ben')
})

test('a caption that a colleague deleted is left, and the others are undone', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three')
  const ana = await join('Ana', document)
  await shift(ana, '5')
  await expect.poll(async () => spanOf(await stored(document, 3))).toBe('00:11.000 --> 00:13.000')
  await remove(document, 2, 'Ben')
  await expect(cue(ana, 2).box).toHaveValue('Three')

  await press(ana, 'Control+Z')

  await expect.soft(notice(ana)).toContainText('Undone but for a caption: Ben deleted it after you.')
  expect((await all(document)).map(spanOf)).toEqual(['00:00.000 --> 00:02.000', '00:06.000 --> 00:08.000'])
})

test('the panel of my own steps undoes up to one of them', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three')
  const ana = await join('Ana', document)
  await edit(document, 3, 'Three by Ben', 'Ben')
  await type(ana, document, 1, 'One by Ana')
  await type(ana, document, 2, 'Two by Ana')
  await shift(ana, '5')
  await expect.poll(async () => spanOf(await stored(document, 3))).toBe('00:11.000 --> 00:13.000')
  await ana.page.getByRole('button', { name: 'Document actions' }).click()
  await ana.page.getByRole('menuitem', { name: 'Your steps' }).click()
  const panel = ana.page.getByRole('complementary', { name: 'Your steps' })
  await expect(panel.getByRole('listitem')).toHaveText([
    /^Shift of 3 captions by \+5.0 s/,
    /^Typing in caption 2/,
    /^Typing in caption 1/,
  ])

  await panel.getByRole('listitem').nth(1).getByRole('button', { name: 'Undo up to here' }).click()

  await expect.poll(async () => textOf(await stored(document, 2))).toBe('Two')
  expect(textOf(await stored(document, 1))).toBe('One by Ana')
  expect(textOf(await stored(document, 3))).toBe('Three by Ben')
  expect((await all(document)).map(spanOf)[0]).toBe('00:00.000 --> 00:02.000')
  await expect(panel.getByRole('listitem').first()).toContainText('Undone: Shift of 3 captions')
  await panel.getByRole('button', { name: 'Redo' }).click()
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('Two by Ana')
})

test('a shift is made for the others where one waits for a decision, and says which', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three')
  const ana = await join('Ana', document)
  await cue(ana, 2).box.fill('Two by Ana')
  await edit(document, 2, 'Two by Ben', 'Ben')
  await save(ana)
  await expect(cue(ana, 2).row).toHaveAttribute('data-status', 'conflict')

  await shift(ana, '5')

  await expect.soft(notice(ana)).toContainText('2 captions shifted by +5.0 s. Not so: Caption 2 waits for a decision.')
  expect((await all(document)).map(spanOf)).toEqual([
    '00:05.000 --> 00:07.000',
    '00:03.000 --> 00:05.000',
    '00:11.000 --> 00:13.000',
  ])
  await expect(cue(ana, 2).box).toHaveValue('Two by Ana')
})

test('a shift goes on where a colleague saves at the same moment', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  let isFirst = true
  await ana.page.route('**/edits', async (route) => {
    if (isFirst) {
      isFirst = false
      await edit(document, 2, 'Two by Ben', 'Ben')
    }
    await route.continue()
  })

  await shift(ana, '5')

  await expect.soft(notice(ana)).toContainText('2 captions shifted by +5.0 s.')
  expect(spanOf(await stored(document, 2))).toBe('00:08.000 --> 00:10.000')
  expect(textOf(await stored(document, 2))).toBe('Two by Ben')
  await press(ana, 'Control+Z')
  await expect.poll(async () => spanOf(await stored(document, 2))).toBe('00:03.000 --> 00:05.000')
  expect(textOf(await stored(document, 2))).toBe('Two by Ben')
})

test('a shift below zero says how far captions can move, and offers that', async ({ join, film }) => {
  const document = await film('One', 'Two')
  await retime(document, 1, '00:01.000 --> 00:02.000')
  const ana = await join('Ana', document)

  await shift(ana, '-1.5')

  const words = 'The first caption starts at 1.0 s: captions can move back by 1.0 s at most.'
  await expect(ana.page.getByText(words)).toBeVisible()
  expect(spanOf(await stored(document, 1))).toBe('00:01.000 --> 00:02.000')
  await ana.page.getByRole('button', { name: 'Shift by -1.0' }).click()
  await expect.poll(async () => spanOf(await stored(document, 1))).toBe('00:00.000 --> 00:01.000')
  expect(spanOf(await stored(document, 2))).toBe('00:02.000 --> 00:04.000')
  await expect(ana.page.getByText(words)).toHaveCount(0)
})

test('steps are those of this tab and this document', async ({ join, film }) => {
  const [document, other] = [await film('One'), await film('Other')]
  const ana = await join('Ana', document)
  await type(ana, document, 1, 'Mine')
  await ana.page.goto(addressOf(other))
  await expect(cue(ana, 1).box).toHaveValue('Other')

  await press(ana, 'Control+Z')

  await expect(ana.page.getByTestId('polite')).toHaveText('There is nothing to undo.')
  expect(textOf(await stored(document, 1))).toBe('Mine')
})
