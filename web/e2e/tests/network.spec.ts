import {
  addressOf,
  blockStream,
  cue,
  cutOff,
  edit,
  expect,
  leave,
  type Person,
  remove,
  SAVES,
  save,
  statuses,
  stored,
  summary,
  test,
  textOf,
} from '../support/holdfast.ts'

test('a save whose response got lost is repeated with its key and applied once', async ({ join, film }) => {
  const document = await film('One')
  const ben = await join('Ben', document)
  let lost = 0
  await ben.page.route(SAVES, async (route) => {
    if (route.request().method() === 'PATCH' && lost++ === 0) {
      await route.fetch()
      await route.abort('connectionreset')
    } else {
      await route.continue()
    }
  })

  await cue(ben, 1).box.fill('One, saved once')
  await save(ben)

  await expect(cue(ben, 1).row).toContainText('Saved')
  await expect(summary(ben)).toHaveText('All saved')
  expect(statuses(ben)).toEqual([0, 200])
  const [first, second] = ben.writes
  expect(second?.key).toBe(first?.key)
  expect(second?.ifMatch).toBe(first?.ifMatch)
  expect(second?.replayed).toBe(true)
  const cueNow = await stored(document, 1)
  expect(cueNow.version).toBe(2)
  expect(textOf(cueNow)).toBe('One, saved once')
})

test('offline, typed text is kept, and saved when the network is back', async ({ join, film }) => {
  const document = await film('One')
  const ben = await join('Ben', document)
  await cutOff(ben)
  await ben.page.context().setOffline(true)

  await cue(ben, 1).box.fill('One, typed in a tunnel')
  await save(ben)
  await expect(cue(ben, 1).row).toContainText('Kept on this computer')
  await expect(summary(ben)).toHaveText(/1 not saved/)
  expect(textOf(await stored(document, 1))).toBe('One')
  await ben.page.unroute(SAVES)
  await ben.page.context().setOffline(false)

  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('One, typed in a tunnel')
})

test('unsaved text is recovered after a reload, and is not saved over changes by others', async ({ join, film }) => {
  const document = await film('one two three four five')
  const open = await leaveUnsaved(await join('Ben', document), document, 'one two three four FIVE')
  await edit(document, 1, 'ONE two three four five')

  const ben = await open()

  await expect(cue(ben, 1).row).toContainText('Saved, merged with a change by Ana')
  await expect(cue(ben, 1).box).toHaveValue('ONE two three four FIVE')
  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('ONE two three four FIVE')
  await expect.poll(() => statuses(ben)).toEqual([412, 200])
})

test('text that is typed a moment before a reload is recovered at once', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben', document)
  ben.page.on('dialog', (dialog) => dialog.accept())
  await cutOff(ben)
  const start = ben.page.getByLabel('Start of cue 2')

  await cue(ben, 1).box.fill('One, typed')
  await start.fill('2,9')
  await ben.page.reload()

  await expect(cue(ben, 1).box).toHaveValue('One, typed')
  await expect(cue(ben, 1).row).toContainText('Your unsaved text from an earlier visit is back')
  await expect(start).toHaveValue('00:02.900')
  expect(textOf(await stored(document, 1))).toBe('One')
})

test('recovered text that cannot be saved is offered, and is not sent again by moving the focus through it', async ({
  join,
  film,
}) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben', document)
  ben.page.on('dialog', (dialog) => dialog.accept())
  await cutOff(ben)
  await cue(ben, 1).box.fill('One, unsaved')
  await ben.page.reload()
  await expect(cue(ben, 1).row).toContainText('Your unsaved text from an earlier visit is back')
  await expect(cue(ben, 1).row).toContainText('Kept on this computer')
  await expect(summary(ben)).toHaveText('1 not saved, kept on this computer')
  const before = statuses(ben).length

  await cue(ben, 1).box.click()
  await cue(ben, 2).box.click()

  expect(statuses(ben).length).toBe(before)
  await ben.page.unroute(SAVES)
  await cue(ben, 1).box.press('End')
  await ben.page.keyboard.type('!')
  await cue(ben, 2).box.click()
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One, unsaved!')
})

test('recovered text that had been saved does not hide later changes by others', async ({ join, film }) => {
  const document = await film('one two three four five')
  const ben = await join('Ben', document)
  ben.page.on('dialog', (dialog) => dialog.accept())
  await blockStream(ben)
  await ben.page.route(SAVES, async (route) => {
    await (route.request().method() === 'PATCH' ? route.fetch().then(() => route.abort()) : route.continue())
  })
  await cue(ben, 1).box.fill('one two three four FIVE')
  await save(ben)
  await expect(cue(ben, 1).row).toContainText('Kept on this computer')
  await ben.page.goto('about:blank')
  await ben.page.unroute(SAVES)
  await edit(document, 1, 'ONE two three four FIVE')

  await ben.page.goto(addressOf(document))

  await expect.poll(() => statuses(ben).at(-1)).toBe(200)
  expect(ben.writes.at(-1)?.replayed).toBe(true)
  await expect(cue(ben, 1).box).toHaveValue('ONE two three four FIVE')
  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('ONE two three four FIVE')
})

test('a draft is offered even when its segment was deleted meanwhile', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const open = await leaveUnsaved(await join('Ben', document), document, 'One, unsaved')
  await remove(document, 1)

  const ben = await open()

  await expect(ben.page.getByText('This caption was deleted by Ana')).toBeVisible()
  await expect(cue(ben, 1).box).toHaveValue('One, unsaved')
})

/** Types into the first caption while the server cannot be reached, and closes the page. */
async function leaveUnsaved(person: Person, document: string, text: string): Promise<() => Promise<Person>> {
  await cutOff(person)
  await cue(person, 1).box.fill(text)
  await save(person)
  await expect(cue(person, 1).row).toContainText('Kept on this computer')
  return leave(person, document)
}
