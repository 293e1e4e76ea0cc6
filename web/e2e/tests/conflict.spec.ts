import {
  addressOf,
  blockStream,
  commitEdits,
  cue,
  edit,
  expect,
  type Person,
  remove,
  retime,
  SAVES,
  save,
  statuses,
  stopClock,
  stored,
  summary,
  test,
  textOf,
  timesOf,
  url,
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

test('a choice is made with the parts of the merge that the server sent', async ({ join, film }) => {
  const document = await film('I can hear the rain.', 'Two')
  const ben = await join('Ben', document)
  await blockStream(ben)
  await ben.page.route(SAVES, async (route) => {
    const response = await route.fetch()
    const isConflict = response.status() === 412
    await route.fulfill(isConflict ? { response, json: withOtherParts(await response.json()) } : { response })
  })
  await cue(ben, 1).box.fill('I can hear the thunder.')
  await edit(document, 1, 'I can hear the storm.')
  await save(ben)

  await cue(ben, 1).row.getByRole('button', { name: 'Keep mine' }).click()

  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('I could hear the thunder.')
})

interface Problem {
  readonly merge: { readonly parts: readonly { readonly merged?: string }[] }
}

/** The problem with parts that no merge on the page would make. */
function withOtherParts({ merge, ...problem }: Problem): object {
  const parts = merge.parts.map((part) => ({ ...part, merged: part.merged?.replace('can', 'could') }))
  return { ...problem, merge: { ...merge, parts } }
}

test('a colleague who writes a text anew is chosen or not, and is never mixed with mine', async ({ join, film }) => {
  const document = await film('We have not seen any rain since May.', 'The same is true of the snow here.', 'Three')
  const ben = await join('Ben', document)
  await blockStream(ben)
  for (const [number, mine] of [
    [1, 'We have not seen any storm since May.'],
    [2, 'The same is true of the storm here.'],
  ] as const) {
    await edit(document, number, 'Ana thought about it\nand wrote another sentence.')
    await cue(ben, number).box.fill(mine)
    await save(ben)
  }

  const conflict = cue(ben, 1).row.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toContainText('We have not seen any rainstorm since May.')
  await conflict.getByRole('button', { name: 'Keep mine' }).click()
  await cue(ben, 2).row.getByRole('button', { name: 'Keep both' }).click()

  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('We have not seen any storm since May.')
  expect(textOf(await stored(document, 2))).toBe(
    'Ana thought about it\nand wrote another sentence.\nThe same is true of the storm here.',
  )
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

  await expect(cue(ben, 1).row).toContainText('Saved, merged with a change by Ana')
  expect(statuses(ben)).toEqual([412, 200])
  expect(textOf(await stored(document, 1))).toBe('ONE two three four FIVE')
  await expect(cue(ben, 1).box).toHaveValue('ONE two three four FIVE')

  await cue(ben, 1).row.getByRole('button', { name: 'Undo merge' }).click()
  await expect(cue(ben, 1).box).toHaveValue('one two three four FIVE')
  await cue(ben, 1).row.getByRole('button', { name: 'Keep mine' }).click()
  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('ONE two three four FIVE')
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

  await expect(cue(ben, 1).row).toContainText('Saved, merged with a change by Ana')
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

const CHOICES = [
  ['Keep mine', 'I can hear the thunder.'],
  ['Take theirs', 'I can hear the storm.'],
  ['Keep both', 'I can hear the storm thunder.'],
] as const

for (const [button, text] of CHOICES) {
  test(`${button} leaves the times of a colleague who shifted all captions`, async ({ join, film }) => {
    const document = await film('I can hear the rain.', 'Two')
    const ben = await join('Ben', document)
    await blockStream(ben)
    await edit(document, 1, 'I can hear the storm.')
    await shiftAll(document, 60_000)
    await cue(ben, 1).box.fill('I can hear the thunder.')
    await save(ben)

    await choose(ben, button)

    const saved = await stored(document, 1)
    expect(timesOf(saved)).toBe('00:01:00.000 --> 00:01:02.000')
    expect(textOf(saved)).toBe(text)
  })

  test(`${button} leaves a new start and a name of a colleague, and one's own end`, async ({ join, film }) => {
    const document = await film('I can hear the rain.', 'Two')
    const ben = await join('Ben', document)
    await blockStream(ben)
    await rewrite(document, 1, 'intro\n00:00:00.500 --> 00:00:02.000 line:0\nI can hear the storm.')
    await cue(ben, 1).box.fill('I can hear the thunder.')
    await save(ben)
    await expect(cue(ben, 1).row.getByRole('region', { name: 'Conflict' })).toBeVisible()
    await ben.page.getByLabel('End of cue 1').fill('00:02.500')

    await choose(ben, button)

    const { content } = await stored(document, 1)
    expect(content).toBe(`intro\n00:00:00.500 --> 00:02.500 line:0\n${text}`)
  })

  test(`${button} leaves the end and the words of a caption that was split elsewhere`, async ({ join, film }) => {
    const document = await film('I can hear the rain. It is late.', 'Two')
    const ben = await join('Ben', document)
    await blockStream(ben)
    const { id, etag } = await stored(document, 1)
    await commitEdits(document, [{ op: 'split', id, ifMatch: etag, at: 1_000, offset: 21 }])
    await edit(document, 1, 'I can hear the storm.')
    await cue(ben, 1).box.fill('I can hear the thunder. It is late.')
    await save(ben)

    await choose(ben, button)

    const saved = await stored(document, 1)
    expect(timesOf(saved)).toBe('00:00:00.000 --> 00:00:01.000')
    expect(textOf(saved)).toBe(text)
    expect(textOf(await stored(document, 2))).toBe('It is late.')
  })
}

test('text that was typed on after the conflict is chosen on top of a later shift', async ({ join, film }) => {
  const document = await film('I can hear the rain.', 'Two')
  const ben = await join('Ben', document)
  const unblock = await blockStream(ben)
  await edit(document, 1, 'I can hear the storm.')
  await cue(ben, 1).box.fill('I can hear the thunder.')
  await save(ben)
  const { row, box } = cue(ben, 1)
  await expect(row.getByRole('region', { name: 'Conflict' })).toBeVisible()

  await box.fill('Now I can hear the thunder.')
  await unblock()
  await shiftAll(document, 60_000)
  await expect(ben.page.getByLabel('Start of cue 2')).toHaveValue('01:03.000')
  await choose(ben, 'Keep mine')

  const saved = await stored(document, 1)
  expect(textOf(saved)).toBe('Now I can hear the thunder.')
  expect(timesOf(saved)).toBe('00:01:00.000 --> 00:01:02.000')
})

test('times and words that both changed are chosen one by one', async ({ join, film }) => {
  const document = await film('I can hear the rain.', 'Two')
  const ben = await join('Ben', document)
  await blockStream(ben)
  await rewrite(document, 1, '00:00:00.000 --> 00:00:02.900\nI can hear the storm.')
  await cue(ben, 1).box.fill('I can hear the thunder.')
  await save(ben)
  const conflict = cue(ben, 1).row.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toBeVisible()
  await ben.page.getByLabel('End of cue 1').fill('00:02.500')
  await ben.page.getByLabel('End of cue 1').press('Enter')

  await expect(conflict).toContainText('End: 00:00:02.900')
  await expect(conflict).toContainText('End: 00:02.500')
  await expect(conflict.getByRole('button', { name: 'Keep both' })).toBeHidden()
  await conflict.getByRole('group', { name: 'Choose for end' }).getByRole('button', { name: 'Theirs' }).click()
  await conflict.getByRole('group', { name: 'Choose for words' }).getByRole('button', { name: 'Both' }).click()

  await expect(summary(ben)).toHaveText('All saved')
  const { content } = await stored(document, 1)
  expect(content).toBe('00:00:00.000 --> 00:00:02.900\nI can hear the storm thunder.')
})

test('a deleted caption is restored with its writer’s words and the times from before', async ({ join, film }) => {
  const document = await film('One two', 'Two')
  const ben = await join('Ben', document)
  await blockStream(ben)
  await shiftAll(document, 60_000)
  await remove(document, 1)
  await cue(ben, 1).box.fill('One two three')
  await save(ben)

  await cue(ben, 1).row.getByRole('button', { name: 'Restore with my text' }).click()

  await expect(summary(ben)).toHaveText('All saved')
  const saved = await stored(document, 1)
  expect(textOf(saved)).toBe('One two three')
  expect(timesOf(saved)).toBe('00:01:00.000 --> 00:01:02.000')
})

test('words typed into a caption that was joined elsewhere go to the joined one', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three')
  const ben = await join('Ben', document)
  await blockStream(ben)
  await joinFirst(document)
  await cue(ben, 2).box.fill('Two, and more')
  await save(ben)

  const { row } = cue(ben, 2)
  await expect(row).toContainText('Ana joined this caption with the one above.')
  await row.getByRole('button', { name: 'Add my words there' }).click()

  await expect(cue(ben, 1).box).toHaveValue('One\nTwo, and more')
  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('One\nTwo, and more')
  expect(textOf(await stored(document, 2))).toBe('Three')
})

test('words that were added to the joined caption can be taken back', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three')
  const ben = await join('Ben', document)
  await blockStream(ben)
  await joinFirst(document)
  await cue(ben, 2).box.fill('Two, and more')
  await save(ben)
  await cue(ben, 2).row.getByRole('button', { name: 'Add my words there' }).click()
  await expect(cue(ben, 1).box).toHaveValue('One\nTwo, and more')

  await ben.page.getByRole('alert').getByRole('button', { name: 'Undo' }).click()

  await expect(cue(ben, 1).box).toHaveValue('One\nTwo')
  await expect(cue(ben, 2).box).toHaveValue('Two, and more')
})

test('words of the second half of a caption that was split elsewhere go there', async ({ join, film }) => {
  const document = await film('one two three four five six', 'Two')
  const ben = await join('Ben', document)
  await blockStream(ben)
  const { id, etag } = await stored(document, 1)
  await commitEdits(document, [{ op: 'split', id, ifMatch: etag, at: 1_000, offset: 14 }])
  await cue(ben, 1).box.fill('ONE two three four five SIX')
  await save(ben)

  const conflict = cue(ben, 1).row.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toContainText('It was split: the rest of its words is in caption 2 now.')
  await expect(cue(ben, 2).row).not.toContainText('Overlaps')
  await conflict.getByRole('button', { name: 'Put my words where they belong' }).click()

  await expect(cue(ben, 1).box).toHaveValue('ONE two three')
  await expect(cue(ben, 2).box).toHaveValue('four five SIX')
  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('ONE two three')
  expect(textOf(await stored(document, 2))).toBe('four five SIX')
})

test('the other half of a caption that was split elsewhere is one click away', async ({ join, film }) => {
  const document = await film('one two three four five six', 'Two')
  const ben = await join('Ben', document)
  await blockStream(ben)
  const { id, etag } = await stored(document, 1)
  await commitEdits(document, [{ op: 'split', id, ifMatch: etag, at: 1_000, offset: 14 }])
  await cue(ben, 1).box.fill('one two three four five SIX')
  await save(ben)

  await cue(ben, 1).row.getByRole('button', { name: 'Show caption 2' }).click()

  await expect(cue(ben, 2).box).toBeFocused()
})

test('a caption that was deleted and restored under a draft asks nothing', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben', document)
  await stopClock(ben)
  await cue(ben, 1).box.fill('One, still typed')
  const { id } = await stored(document, 1)
  await remove(document, 1)
  await expect(cue(ben, 1).row).toContainText('This caption was deleted by Ana')
  await commitEdits(document, [{ op: 'restore', id, ifMatch: await tombstoneOf(id) }])

  await expect(cue(ben, 1).row).toContainText('Not saved yet')
  await ben.page.clock.resume()

  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('One, still typed')
  expect(statuses(ben)).toEqual([200])
})

test('a document that was deleted and restored under a draft asks nothing', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben', document)
  await cue(ben, 1).box.fill('One, still typed')
  const address = `${url()}/api/documents/${document}`
  const etag = (await fetch(address)).headers.get('ETag') ?? ''
  const gone = await fetch(address, { method: 'DELETE', headers: { 'If-Match': etag, 'Holdfast-Author': 'Ana' } })
  await expect(cue(ben, 1).row).toContainText('was deleted')
  await expect
    .soft(cue(ben, 1).row)
    .toContainText('The document of this caption was deleted by Ana. Your words are kept')

  await fetch(`${address}/restore`, {
    method: 'POST',
    headers: { 'If-Match': gone.headers.get('ETag') ?? '', 'Holdfast-Author': 'Ana' },
  })

  await expect(summary(ben)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('One, still typed')
})

test('one’s own other tab is no one else', async ({ join, film }) => {
  const document = await film('I can hear the rain.', 'Two')
  const ben = await join('Ben', document)
  const other = await ben.page.context().newPage()
  await other.goto(addressOf(document))
  const second = { name: 'Ben', page: other, writes: [] }
  await blockStream(ben)
  await stopClock(ben)
  await cue(ben, 1).box.fill('I can hear the thunder.')
  await cue(second, 1).box.fill('I can hear the storm.')
  await save(second)
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('I can hear the storm.')
  await expect.soft(summary(second)).toHaveText('All saved')
  await ben.page.clock.resume()
  await ben.page.bringToFront()
  await cue(ben, 1).box.focus()
  await save(ben)

  const conflict = cue(ben, 1).row.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toContainText('You, in another tab, changed this caption while you were typing.')
  await expect(conflict).toContainText('Theirs, by you, in another tab')
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

/** Decides the conflict in the first caption, and waits until that is saved. */
async function choose(person: Person, button: string): Promise<void> {
  const conflict = cue(person, 1).row.getByRole('region', { name: 'Conflict' })
  await conflict.getByRole('button', { name: button }).click()
  await expect(conflict).toBeHidden()
  await expect(summary(person)).toHaveText('All saved')
}

async function shiftAll(document: string, by: number): Promise<void> {
  const cues = [await stored(document, 1), await stored(document, 2)].map(({ id, etag }) => ({ id, ifMatch: etag }))
  await commitEdits(document, [{ op: 'shift', cues, by }], 'Cem')
}

async function joinFirst(document: string): Promise<void> {
  const cues = [await stored(document, 1), await stored(document, 2)].map(({ id, etag }) => ({ id, ifMatch: etag }))
  await commitEdits(document, [{ op: 'join', cues }])
}

async function rewrite(document: string, number: number, content: string): Promise<void> {
  const { id, etag } = await stored(document, number)
  await commitEdits(document, [{ op: 'replace', id, ifMatch: etag, content }])
}

async function tombstoneOf(id: string): Promise<string> {
  return (await fetch(`${url()}/api/segments/${id}`)).headers.get('ETag') ?? ''
}
