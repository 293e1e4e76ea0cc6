import { readFile } from 'node:fs/promises'
import { checkPage } from '../support/axe.ts'
import { cue, edit, expect, type Person, stored, test, textOf } from '../support/holdfast.ts'

const dialog = ({ page }: Person) => page.getByRole('dialog', { name: 'Bring back a corrected file' })

async function choose(person: Person, item: string): Promise<void> {
  await person.page.getByRole('button', { name: 'Document actions' }).click()
  await person.page.getByRole('menuitem', { name: item }).click()
}

/** Exports the document as SubRip, and returns the file. */
async function exported(person: Person): Promise<string> {
  const download = person.page.waitForEvent('download')
  await choose(person, 'Export .srt')
  return readFile(await (await download).path(), 'utf8')
}

async function bringBack(person: Person, file: string): Promise<void> {
  await choose(person, 'Bring back a corrected file…')
  const chooser = person.page.waitForEvent('filechooser')
  await dialog(person).getByRole('button', { name: 'Choose the file…' }).click()
  await (await chooser).setFiles({ name: 'film.srt', mimeType: 'application/x-subrip', buffer: Buffer.from(file) })
}

test('a corrected file comes back after a look at its edits, beside what a colleague did', async ({ join, film }) => {
  const document = await film('I can here it', 'So can I')
  const ana = await join('Ana', document)
  const file = await exported(ana)
  await edit(document, 2, 'So can we all', 'Ben')

  await bringBack(ana, file.replace('here', 'hear').replaceAll('\r\n', '\n').replace(/^1$/m, '17'))
  const edits = dialog(ana).getByRole('region', { name: 'Edits' })
  await expect(edits).toContainText('The file changes: 1 changed')
  await expect(edits.getByRole('listitem')).toHaveCount(1)
  await checkPage(ana.page, 'a corrected file')
  await dialog(ana).getByRole('button', { name: 'Apply 1 edit' }).click()

  await expect(dialog(ana)).toHaveCount(0)
  await expect(ana.page.getByText('Brought back film.srt: 1 changed.')).toBeVisible()
  await expect(cue(ana, 1).box).toHaveValue('I can hear it')
  expect(textOf(await stored(document, 1))).toBe('I can hear it')
  expect(textOf(await stored(document, 2))).toBe('So can we all')
})

test('what contradicts a colleague is shown, and nothing is applied', async ({ join, film }) => {
  const document = await film('I can here it', 'So can I')
  const ana = await join('Ana', document)
  const file = await exported(ana)
  await edit(document, 1, 'I can smell it', 'Ben')

  await bringBack(ana, file.replace('here', 'hear').replace('So can I', 'So can you'))

  const contradictions = dialog(ana).getByRole('region', { name: 'Contradictions' })
  await expect(contradictions).toContainText('Ben changed what the file changes, too.')
  await expect(dialog(ana).getByRole('button', { name: /^Apply/ })).toHaveCount(0)
  expect(textOf(await stored(document, 2))).toBe('So can I')
})

test('a file that cannot be read, or began from nothing that is known, is refused in words', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await exported(ana)
  await bringBack(ana, 'no captions at all')
  await expect(dialog(ana).getByRole('alert')).not.toBeEmpty()

  await dialog(ana).getByRole('combobox', { name: 'It began from' }).click()
  await ana.page.getByRole('option', { name: 'An export of another browser' }).click()
  await dialog(ana).getByLabel('ETag of the export').fill('7-5xCyVpd06naHHT-vxKWn3A')
  const chooser = ana.page.waitForEvent('filechooser')
  await dialog(ana).getByRole('button', { name: 'Choose the file…' }).click()
  await (await chooser).setFiles({ name: 'a.vtt', mimeType: 'text/vtt', buffer: Buffer.from('WEBVTT\n') })

  await expect(dialog(ana).getByRole('alert')).toContainText('is no revision')
})
