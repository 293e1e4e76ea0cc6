import { cue, expect, type Person, stored, test, textOf } from '../support/holdfast.ts'

async function find({ page }: Person, wanted: string, by: string): Promise<void> {
  await page.keyboard.press('Control+F')
  await page.getByLabel('Find', { exact: true }).fill(wanted)
  await page.getByLabel('Replace with').fill(by)
}

async function replaceAll(person: Person, wanted: string, by: string): Promise<void> {
  await find(person, wanted, by)
  await person.page.getByRole('button', { name: 'Replace all…' }).click()
  await person.page.getByRole('button', { name: /^Replace in / }).click()
}

test('words are found and replaced as a person reads them, not as the file writes them', async ({ join, film }) => {
  const document = await film('Tom &amp; Jerry', 'rock and roll')
  const ana = await join('Ana', document)

  await find(ana, 'amp', '')
  await expect(ana.page.getByRole('status').filter({ hasText: 'Not found' })).toBeVisible()
  await replaceAll(ana, 'Tom & Jerry', 'Jerry < Tom')
  await expect(cue(ana, 1).box).toHaveValue('Jerry < Tom')
  await replaceAll(ana, 'and', '&')

  await expect(cue(ana, 2).box).toHaveValue('rock & roll')
  expect(textOf(await stored(document, 1))).toBe('Jerry &lt; Tom')
  expect(textOf(await stored(document, 2))).toBe('rock &amp; roll')
})

test('a replacement leaves tags alone', async ({ join, film }) => {
  const document = await film('<b>bold</b> bob', '<v Bob>I am Bob')
  const ana = await join('Ana', document)

  await replaceAll(ana, 'b', 'p')

  await expect(cue(ana, 1).box).toHaveValue('<b>pold</b> pop')
  await expect(cue(ana, 2).box).toHaveValue('I am pop')
  expect(textOf(await stored(document, 2))).toBe('<v Bob>I am pop')
  expect(textOf(await stored(document, 1))).toBe('<b>pold</b> pop')
})

test('a caption whose only word is replaced by nothing holds up no other', async ({ join, film }) => {
  const document = await film('um', 'well, um, yes', 'Three')
  const ana = await join('Ana', document)

  await replaceAll(ana, 'um', '')

  await expect(cue(ana, 2).box).toHaveValue('well, , yes')
  await expect(cue(ana, 1).box).toHaveValue('')
  expect((await stored(document, 1)).content).toBe('00:00:00.000 --> 00:00:02.000')
  await ana.page.keyboard.press('Escape')
  await ana.page.evaluate(() => (globalThis.document.activeElement as HTMLElement | null)?.blur())
  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 1).box).toHaveValue('um')
  await expect(cue(ana, 2).box).toHaveValue('well, um, yes')
})
