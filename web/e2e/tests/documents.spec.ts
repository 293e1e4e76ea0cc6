import { readFile } from 'node:fs/promises'
import {
  cue,
  describe,
  edit,
  expect,
  type Person,
  save,
  stored,
  summary,
  test,
  textOf,
  url,
} from '../support/holdfast.ts'

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

test('an export says which parts of the document are not in the file, and why there is none', async ({ join }) => {
  const ana = await join('Ana')
  const body = 'WEBVTT\n\nNOTE by us\n\n00:01.000 --> 00:02.000 line:5\n<v Bob>One\n'
  await ana.page
    .getByLabel('Files to import')
    .setInputFiles({ name: 'Voices.vtt', mimeType: 'text/vtt', buffer: Buffer.from(body) })
  await expect(cue(ana, 1).box).toHaveValue('One')
  const startExport = async () => {
    await ana.page.getByRole('button', { name: 'Document actions' }).click()
    await ana.page.getByRole('menuitem', { name: 'Export .srt' }).click()
  }

  const [download] = await Promise.all([ana.page.waitForEvent('download'), startExport()])

  expect(await readFile(await download.path(), 'utf8')).toContain('One')
  await expect(ana.page.getByText('Not in it: notes, settings, voices.')).toBeVisible()
  await ana.page.route('**/export.srt', (route) => route.abort())
  await startExport()
  await expect(ana.page.getByText('The server could not be reached.')).toBeVisible({ timeout: 15_000 })
})

test('an invalid file is refused with line and column', async ({ join }) => {
  const ana = await join('Ana')

  await ana.page
    .getByLabel('Files to import')
    .setInputFiles({ name: 'bad.srt', mimeType: 'text/plain', buffer: Buffer.from('1\nno time\nText\n') })

  await expect(ana.page.getByText('bad.srt')).toBeVisible()
  await expect(ana.page.getByText(/was not imported\. .*[Ll]ine \d/)).toBeVisible()
})

test('a document is created, renamed, deleted and restored', async ({ join }) => {
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

/** Begins to rename a document in the list, which holds one of that title only. */
async function rename({ page }: Person, title: string) {
  await page.getByRole('button', { name: `Actions for ${title}` }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  const field = page.getByRole('textbox', { name: 'Title' })
  await expect(field).toBeFocused()
  return field
}

test('a title is changed in the list by keyboard, and stays with Escape', async ({ join, film }) => {
  const document = await film('One')
  const title = `Mine ${document}`
  await describe(document, { title })
  const ben = await join('Ben')

  const field = await rename(ben, title)
  await ben.page.keyboard.type('A typo')
  await ben.page.keyboard.press('Escape')
  await expect(ben.page.getByText('Your title “A typo” was replaced.')).toBeVisible()
  await ben.page.keyboard.press('Tab')
  await expect(ben.page.getByRole('button', { name: 'Undo' })).toBeFocused()
  await ben.page.keyboard.press('Tab')
  await ben.page.keyboard.press('Enter')
  await expect(field).toHaveCount(0)
  await rename(ben, title)
  await ben.page.keyboard.press('Enter')
  await expect(field).toHaveCount(0)
  await rename(ben, title)
  await ben.page.keyboard.press('End')
  await ben.page.keyboard.type(', again')
  await ben.page.keyboard.press('Enter')

  await expect(ben.page.getByRole('link', { name: `${title}, again` })).toBeVisible()
  expect(await described(document)).toMatchObject({ title: `${title}, again`, version: 3 })
})

test('two titles at once are a conflict, and nothing else of the description is lost', async ({ join, film }) => {
  const document = await film('One')
  const title = `Ours ${document}`
  await describe(document, { title })
  const ben = await join('Ben')
  const field = await rename(ben, title)
  await field.fill(`Mine ${document}`)
  await describe(document, { title: `Hers ${document}`, mediaUrl: 'https://media.example/film.webm' })

  await ben.page.keyboard.press('Enter')
  await expect(
    ben.page.getByText(`Ana renamed this to “Hers ${document}” while you renamed it to “Mine ${document}”.`),
  ).toBeVisible()
  await expect(field).toHaveValue(`Mine ${document}`)
  await ben.page.getByRole('button', { name: 'Keep mine' }).click()

  await expect(ben.page.getByRole('link', { name: `Mine ${document} Captions` })).toBeVisible()
  expect(await described(document)).toMatchObject({
    title: `Mine ${document}`,
    mediaUrl: 'https://media.example/film.webm',
  })
})

test('a title that could not be saved is still there after the document was opened', async ({ join, film }) => {
  const document = await film('One')
  const title = `Kept ${document}`
  await describe(document, { title })
  const ben = await join('Ben')
  await ben.page.route(`**/api/documents/${document}`, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  const field = await rename(ben, title)
  await field.fill(`Typed ${document}`)
  await ben.page.keyboard.press('Enter')
  await expect(ben.page.getByText('Not saved, your title is kept on this computer.')).toBeVisible()
  await ben.page.unroute(`**/api/documents/${document}`)

  await ben.page.goto(`${url()}/#/documents/${document}`)
  await expect(field).toHaveValue(`Typed ${document}`)
  await ben.page.getByRole('button', { name: 'Retry' }).click()

  await expect.poll(() => described(document)).toMatchObject({ title: `Typed ${document}` })
})

async function described(document: string): Promise<object> {
  return (await (await fetch(`${url()}/api/documents/${document}`)).json()) as object
}

test('a document that is deleted while it is open says so, can be read, and is restored', async ({ join, film }) => {
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

  await ben.page.keyboard.press('F9')
  const history = ben.page.getByRole('complementary', { name: 'History of the caption' })
  await expect(history).toContainText('Ana changed this')
  await expect(history.locator('ins')).toHaveText('second')
  await expect(history.locator('del')).toHaveText('first')
  await history.getByRole('button', { name: 'Restore this' }).click()

  await expect(cue(ben, 1).box).toHaveValue('the first words')
  await expect(summary(ben)).toHaveText('All saved')
  await expect.poll(async () => (await stored(document, 1)).version).toBe(3)
  expect(textOf(await stored(document, 1))).toBe('the first words')
})

test('changes by others arrive by themselves and do not move the caption with the cursor', async ({ join, film }) => {
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
