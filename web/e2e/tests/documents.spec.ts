import { readFile } from 'node:fs/promises'
import { cue, edit, expect, save, stored, summary, test, textOf, url } from '../support/holdfast.ts'

const FILE =
  'WEBVTT - a film\r\n\r\nNOTE kept as it is\r\n\r\nfirst\r\n00:01.000   -->  00:02.000  align:start\r\nOne\r\n'

test('a file is imported, opened, and exported byte for byte', async ({ join }) => {
  const ana = await join('Ana')

  await ana.page
    .getByLabel('Files to import')
    .setInputFiles({ name: 'A film.vtt', mimeType: 'text/vtt', buffer: Buffer.from(FILE) })

  await expect(ana.page.getByLabel('Title')).toHaveValue('A film')
  await expect(cue(ana, 1).box).toHaveValue('One')
  await ana.page.getByRole('button', { name: 'Document actions' }).click()
  const [download] = await Promise.all([
    ana.page.waitForEvent('download'),
    ana.page.getByRole('menuitem', { name: 'Export .vtt' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('A film.vtt')
  expect(await readFile(await download.path(), 'utf8')).toBe(FILE)
})

test('a file that is not what it says is refused with the place', async ({ join }) => {
  const ana = await join('Ana')

  await ana.page
    .getByLabel('Files to import')
    .setInputFiles({ name: 'bad.srt', mimeType: 'text/plain', buffer: Buffer.from('1\nno time\nText\n') })

  await expect(ana.page.getByText('bad.srt')).toBeVisible()
  await expect(ana.page.getByText(/was not imported\. .*[Ll]ine \d/)).toBeVisible()
})

test('a document is created, renamed, deleted and brought back', async ({ join }) => {
  const ana = await join('Ana')
  const title = `Fresh ${Date.now()}`
  await ana.page.getByRole('button', { name: 'New document' }).click()
  await ana.page.getByRole('dialog').getByLabel('Title').fill(title)
  await ana.page.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
  await expect(cue(ana, 1).box).toHaveValue('First caption')
  await ana.page.getByRole('link', { name: 'All documents' }).click()
  const row = ana.page.getByRole('listitem').filter({ hasText: title })

  await row.getByRole('button', { name: `Actions for ${title}` }).click()
  await ana.page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(row).toHaveCount(0)
  await ana.page.getByRole('button', { name: 'Undo' }).click()

  await expect(row).toHaveCount(1)
})

test('a document that is deleted while it is open says so, can be read, and is brought back', async ({
  join,
  film,
}) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben', document)
  await cue(ben, 1).box.click()
  const address = `${url()}/api/documents/${document}`
  const { headers } = await fetch(address)

  const deletion = { 'If-Match': headers.get('ETag') ?? '', 'Holdfast-Author': 'Ana' }
  expect((await fetch(address, { method: 'DELETE', headers: deletion })).status).toBe(204)

  const notice = ben.page.getByRole('region', { name: 'This document was deleted' })
  await expect(notice).toContainText('This document was deleted by Ana. It can still be read and copied here.')
  await expect(ben.page.getByTestId('alert')).toHaveText('This document was deleted by Ana.')
  await expect(cue(ben, 2).box).toHaveValue('Two')
  await notice.getByRole('button', { name: 'Restore it' }).click()
  await expect(notice).toHaveCount(0)
  await cue(ben, 1).box.fill('One, after all')
  await save(ben)
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One, after all')
})

test('the history shows who changed what, and an old version is restored as a new one', async ({ join, film }) => {
  const document = await film('the first words')
  await edit(document, 1, 'the second words', 'Ana')
  const ben = await join('Ben', document)
  await cue(ben, 1).box.click()

  await ben.page.keyboard.press('Control+Shift+H')
  const history = ben.page.getByRole('complementary', { name: 'History of the segment' })
  await expect(history).toContainText('Ana changed this')
  await expect(history.locator('ins')).toHaveText('second')
  await expect(history.locator('del')).toHaveText('first')
  await history.getByRole('button', { name: 'Restore this' }).click()

  await expect(cue(ben, 1).box).toHaveValue('the first words')
  await expect(summary(ben)).toHaveText('All saved')
  await expect.poll(async () => (await stored(document, 1)).version).toBe(3)
  expect(textOf(await stored(document, 1))).toBe('the first words')
})

test('what others do arrives by itself and moves nothing under the hands', async ({ join, film }) => {
  const document = await film('One', 'Two', 'Three')
  const ben = await join('Ben', document)
  await cue(ben, 2).box.click()
  const before = await cue(ben, 2).box.boundingBox()

  await edit(document, 1, 'One\nwith a second line\nand a third', 'Ana')

  await expect(cue(ben, 1).box).toHaveValue('One\nwith a second line\nand a third')
  await expect(cue(ben, 2).box).toBeFocused()
  await save(ben)
  expect(before).not.toBeNull()
})
