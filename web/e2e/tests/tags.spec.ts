import { cue, expect, type Person, statuses, stored, summary, test, textOf } from '../support/holdfast.ts'

/** Types at the end of the first caption, and leaves it. */
async function typeAndLeave(person: Person, text: string): Promise<void> {
  await cue(person, 1).box.click()
  await person.page.keyboard.press('Control+End')
  await person.page.keyboard.type(text)
  await cue(person, 2).box.click()
}

test('a tag without an end is text once its caption is left, and undo takes it back', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)

  await typeAndLeave(ana, ' <b hello')

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One &lt;b hello')
  await expect(cue(ana, 1).box).toHaveValue('One <b hello')
  await expect(summary(ana)).toHaveText('All saved')
  await expect(cue(ana, 1).row).not.toContainText('has no end')
  expect(statuses(ana)).toEqual([200])

  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Control+Z')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One')
})

test('a tag gets its end later', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await typeAndLeave(ana, ' <i')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One &lt;i')

  await typeAndLeave(ana, '>two</i>')

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One <i>two</i>')
})

test('a span without its end tag is saved as it is', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)

  await typeAndLeave(ana, ' <b>hello')

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One <b>hello')
  await expect(summary(ana)).toHaveText('All saved')
})
