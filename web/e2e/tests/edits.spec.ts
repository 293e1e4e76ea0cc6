import { cue, edit, expect, type Person, save, stored, summary, test, textOf, url } from '../support/holdfast.ts'

async function revision(document: string): Promise<number> {
  const answer = await fetch(`${url()}/api/documents/${document}/changes?since=0`)
  return ((await answer.json()) as { revision: number }).revision
}

async function replaceAll({ page }: Person, wanted: string, by: string): Promise<void> {
  await page.keyboard.press('Control+F')
  await page.getByLabel('Find', { exact: true }).fill(wanted)
  await page.getByLabel('Replace with').fill(by)
  await page.getByRole('button', { name: 'Replace all' }).click()
}

test('words are replaced in the whole document in one commit, and put back in one', async ({ join, film }) => {
  const document = await film('the rain', 'no', 'rain, rain')
  const ana = await join('Ana', document)

  await replaceAll(ana, 'rain', 'snow')
  await expect(cue(ana, 3).box).toHaveValue('snow, snow')
  expect(await revision(document)).toBe(2)
  await ana.page.keyboard.press('Escape')
  await ana.page.locator('body').click({ position: { x: 640, y: 780 } })
  await ana.page.keyboard.press('Control+Z')

  await expect(cue(ana, 3).box).toHaveValue('rain, rain')
  await expect(cue(ana, 1).box).toHaveValue('the rain')
  expect(await revision(document)).toBe(3)
})

test('what somebody else changed since is never taken back', async ({ join, film }) => {
  const document = await film('the rain', 'rain, rain')
  const ana = await join('Ana', document)
  await replaceAll(ana, 'rain', 'snow')
  await expect(cue(ana, 2).box).toHaveValue('snow, snow')

  await edit(document, 2, 'hail', 'Ben')
  await ana.page.keyboard.press('Escape')
  await ana.page.locator('body').click({ position: { x: 640, y: 780 } })
  await ana.page.keyboard.press('Control+Z')

  await expect(ana.page.getByText(/changed by someone else meanwhile, so nothing was done/)).toBeVisible()
  expect(textOf(await stored(document, 1))).toBe('the snow')
  expect(textOf(await stored(document, 2))).toBe('hail')
})

test('Ctrl+Z takes back what was typed and saved, with the cursor where it was', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.fill('One and more')
  await save(ana)
  await expect(cue(ana, 1).row).toContainText('Saved')
  const { etag } = await stored(document, 1)

  await ana.page.keyboard.press('Control+Z')

  await expect(cue(ana, 1).box).toHaveValue('One')
  await expect(cue(ana, 1).box).toBeFocused()
  await expect(summary(ana)).toHaveText('All saved')
  expect(textOf(await stored(document, 1))).toBe('One')
  expect(ana.writes.at(-1)).toMatchObject({ status: 200, ifMatch: etag })
})

test('captions are shifted together, or an older server says that it cannot', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const probe = await fetch(`${url()}/api/documents/${document}/edits`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ edits: [{ op: 'shift', cues: [], by: 1 }] }),
  })
  const older = (await probe.text()).includes('no operation')
  const ana = await join('Ana', document)

  await ana.page.getByRole('button', { name: 'Document actions' }).click()
  await ana.page.getByRole('menuitem', { name: 'Shift times' }).click()
  await ana.page.getByLabel(/Seconds/).fill('1.5')
  await ana.page.keyboard.press('Enter')

  await (older
    ? expect(ana.page.getByText('This server is older than the editor')).toBeVisible()
    : expect(ana.page.getByLabel('Start of cue 2')).toHaveValue('00:04.500'))
})
