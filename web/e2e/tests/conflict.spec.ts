import {
  blockStream,
  commitEdits,
  cue,
  edit,
  expect,
  remove,
  retime,
  save,
  statuses,
  stopClock,
  stored,
  summary,
  test,
  textOf,
  timesOf,
} from '../support/holdfast.ts'

test('two people who change the same words get a conflict, and nothing is overwritten', async ({ join, film }) => {
  const document = await film('I can here the rain.', 'Two')
  const [ana, ben] = [await join('Ana', document), await join('Ben', document)]
  await blockStream(ben)
  await cue(ana, 1).box.fill('I can hear the storm.')
  await cue(ben, 1).box.fill('I can hear the thunder.')

  await save(ana)
  await expect(summary(ana)).toHaveText('All saved')
  await save(ben)

  const conflict = cue(ben, 1).row.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toContainText('Ana changed this caption while you were typing. Nothing is lost: choose.')
  await expect(conflict).toContainText('Theirs, by Ana')
  await expect(cue(ben, 1).box).toHaveValue('I can hear the thunder.')
  await expect(cue(ben, 1).box).toBeFocused()
  expect(statuses(ben)).toEqual([412])
  expect(textOf(await stored(document, 1))).toBe('I can hear the storm.')
  await cue(ben, 2).box.fill('Two, meanwhile')
  await expect(summary(ben)).toHaveText(/1 caption needs a decision/)

  await conflict.getByRole('button', { name: 'Keep mine' }).click()

  await expect(summary(ben)).toHaveText('All saved')
  expect(statuses(ben).filter((status) => status === 412)).toHaveLength(1)
  expect(ben.writes.at(0)).toMatchObject({ status: 412 })
  expect(ben.writes.at(-1)).toMatchObject({ status: 200 })
  expect(textOf(await stored(document, 1))).toBe('I can hear the thunder.')
  await expect(cue(ana, 1).row).toContainText('Ben just changed this caption')
  await cue(ana, 2).box.focus()
  await expect(cue(ana, 1).box).toHaveValue('I can hear the thunder.')
})

test('changes that do not touch each other are merged without a question', async ({ join, film }) => {
  const document = await film('one two three four five')
  const [ana, ben] = [await join('Ana', document), await join('Ben', document)]
  await blockStream(ben)
  await cue(ana, 1).box.fill('ONE two three four five')
  await cue(ben, 1).box.fill('one two three four FIVE')

  await save(ana)
  await expect(summary(ana)).toHaveText('All saved')
  await save(ben)

  await expect(cue(ben, 1).row).toContainText('Saved, merged with Ana’s change')
  expect(statuses(ben)).toEqual([412, 200])
  expect(textOf(await stored(document, 1))).toBe('ONE two three four FIVE')
  await expect(cue(ben, 1).box).toHaveValue('ONE two three four FIVE')

  await cue(ben, 1).row.getByRole('button', { name: 'Undo merge' }).click()
  await expect(cue(ben, 1).box).toHaveValue('one two three four FIVE')
})

test('a change that arrives while someone types never counts as seen', async ({ join, film }) => {
  const document = await film('one two three four five')
  const ben = await join('Ben', document)
  const base = await stored(document, 1)
  await stopClock(ben)
  await cue(ben, 1).box.fill('one two three four FIVE')

  await edit(document, 1, 'ONE two three four five')
  await expect(cue(ben, 1).row).toContainText('Ana just changed this caption')
  await expect(cue(ben, 1).box).toHaveValue('one two three four FIVE')
  expect(statuses(ben)).toEqual([])
  await ben.page.clock.resume()
  await save(ben)

  await expect(cue(ben, 1).row).toContainText('Saved, merged with Ana’s change')
  expect(ben.writes.map(({ status }) => status)).toEqual([412, 200])
  expect(ben.writes[0]?.ifMatch).toBe(base.etag)
  expect(textOf(await stored(document, 1))).toBe('ONE two three four FIVE')
})

test('a time that is being typed is not saved over a newer one', async ({ join, film }) => {
  const document = await film('One')
  const ben = await join('Ben', document)
  const base = await stored(document, 1)
  await ben.page.getByLabel('End of cue 1').fill('00:02.500')

  await retime(document, 1, '00:00:00.000 --> 00:00:03.000')
  await expect(cue(ben, 1).row).toContainText('Ana just changed this caption')
  await ben.page.getByLabel('End of cue 1').press('Enter')

  await expect(cue(ben, 1).row.getByRole('region', { name: 'Conflict' })).toContainText('Theirs, by Ana')
  expect(ben.writes.map(({ ifMatch, status }) => [ifMatch, status])).toEqual([[base.etag, 412]])
  expect(timesOf(await stored(document, 1))).toBe('00:00:00.000 --> 00:00:03.000')
})

test('a start and an end that two people change are merged', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben', document)
  await ben.page.getByLabel('End of cue 1').fill('00:02.500')

  await retime(document, 1, '00:00:01.000 --> 00:00:02.000')
  await expect(cue(ben, 1).row).toContainText('Ana just changed this caption')
  await cue(ben, 2).box.focus()

  await expect(summary(ben)).toHaveText('All saved')
  await expect.poll(() => statuses(ben)).toEqual([412, 200])
  expect(timesOf(await stored(document, 1))).toBe('00:00:01.000 --> 00:02.500')
  await expect(ben.page.getByLabel('Start of cue 1')).toHaveValue('00:01.000')
})

test('a caption that is deleted while someone types can be restored with the text', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben', document)
  await blockStream(ben)
  await cue(ben, 1).box.fill('One, still wanted')

  await remove(document, 1)
  await save(ben)

  await expect(cue(ben, 1).row).toContainText('This caption was deleted by Ana')
  await expect(cue(ben, 1).box).toHaveValue('One, still wanted')
  expect(statuses(ben)).toEqual([410])
  await cue(ben, 1).row.getByRole('button', { name: 'Restore with my text' }).click()
  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('One, still wanted')
})

test('text that is typed into a caption that was split elsewhere is in conflict', async ({ join, film }) => {
  const document = await film('one two three four five six', 'Two')
  const ben = await join('Ben', document)
  await blockStream(ben)
  await cue(ben, 1).box.fill('one two three four five SIX')

  const { id, etag } = await stored(document, 1)
  await commitEdits(document, [{ op: 'split', id, ifMatch: etag, at: 1_000, offset: 14 }])
  await save(ben)

  const { row } = cue(ben, 1)
  await expect(row.getByRole('region', { name: 'Conflict' })).toContainText('Theirs, by Ana')
  await expect(cue(ben, 1).box).toHaveValue('one two three four five SIX')
  expect(statuses(ben)).toEqual([412])
  await row.getByRole('button', { name: 'Take theirs' }).click()
  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('one two three')
  expect(textOf(await stored(document, 2))).toBe('four five six')
  await row.getByRole('button', { name: 'Undo' }).click()
  await expect(cue(ben, 1).box).toHaveValue('one two three four five SIX')
})

test('two tabs of one person do not overwrite each other', async ({ join, film }) => {
  const document = await film('one two three four five')
  const ben = await join('Ben', document)
  const other = await ben.page.context().newPage()
  await other.goto(ben.page.url())
  const second = { name: 'Ben', page: other, writes: [] }
  await blockStream(ben)
  await cue(ben, 1).box.fill('ONE two three four five')
  await cue(second, 1).box.fill('one two three four FIVE')

  await save(second)
  await expect(summary(second)).toHaveText('All saved')
  await ben.page.bringToFront()
  await cue(ben, 1).box.focus()
  await save(ben)

  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('ONE two three four FIVE')
  expect(statuses(ben)).toEqual([412, 200])
})
