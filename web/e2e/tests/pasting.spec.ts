import { cue, edit, expect, type Person, stored, summary, test, textOf, url } from '../support/holdfast.ts'

const FILE = 'WEBVTT\n\n00:02.100 --> 00:02.400\nOne of two\n\n00:02.500 --> 00:02.900\nTwo of two\n'

async function paste({ page }: Person, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate((words) => navigator.clipboard.writeText(words), text)
  await page.keyboard.press('Control+V')
}

async function pasteFile(person: Person): Promise<void> {
  await cue(person, 1).box.click()
  await person.page.keyboard.press('Control+End')
  await paste(person, FILE)
  await expect(cue(person, 1).box).toHaveValue('First')
  await cue(person, 1).row.getByRole('button', { name: 'Insert them below' }).click()
  await expect(cue(person, 3).box).toHaveValue('Two of two')
}

async function press({ page }: Person, keys: string): Promise<void> {
  await page.evaluate(() => (globalThis.document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press(keys)
}

async function revision(document: string): Promise<number> {
  const answer = await fetch(`${url()}/api/documents/${document}/changes?since=0`)
  return ((await answer.json()) as { revision: number }).revision
}

test('pasted captions are one step: undone and redone in one commit each', async ({ join, film }) => {
  const document = await film('First', 'Last')
  const ana = await join('Ana', document)
  await pasteFile(ana)

  await press(ana, 'Control+Z')
  await expect(cue(ana, 2).box).toHaveValue('Last')
  await expect(cue(ana, 3).row).toHaveCount(0)
  await expect(ana.page.getByText('Undone: 2 captions that you pasted.')).toBeVisible()
  await press(ana, 'Control+Y')

  await expect(cue(ana, 3).box).toHaveValue('Two of two')
  await expect(cue(ana, 2).box).toHaveValue('One of two')
  await expect(cue(ana, 4).box).toHaveValue('Last')
  expect(await revision(document)).toBe(4)
})

test('a pasted caption in which a colleague wrote stays when the others are undone', async ({ join, film }) => {
  const document = await film('First', 'Last')
  const ana = await join('Ana', document)
  await pasteFile(ana)
  await edit(document, 3, 'Two by Ben', 'Ben')

  await press(ana, 'Control+Z')

  await expect(ana.page.getByText(/Undone but for caption \d: Ben changed it after you\./)).toBeVisible()
  await expect(cue(ana, 2).box).toHaveValue('Two by Ben')
  await expect(cue(ana, 3).box).toHaveValue('Last')
  expect(textOf(await stored(document, 2))).toBe('Two by Ben')
})

test('two pasted paragraphs with an arrow are two captions, undone as one with the words before them', async ({
  join,
  film,
}) => {
  const document = await film('First', 'Last')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Control+End')

  await paste(ana, ' --> then & now\n\nand <later>\n')
  await expect(cue(ana, 1).row).not.toContainText(/Line \d/)
  await cue(ana, 1).row.getByRole('button', { name: 'Make two captions' }).click()

  await expect(cue(ana, 2).box).toHaveValue('and <later>')
  await expect(cue(ana, 1).box).toHaveValue('First --> then & now')
  await expect(summary(ana)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('First --&gt; then &amp; now')
  expect(textOf(await stored(document, 2))).toBe('and &lt;later>')
  await press(ana, 'Control+Z')
  await expect(cue(ana, 1).box).toHaveValue('First')
  await expect(cue(ana, 2).box).toHaveValue('Last')
})
