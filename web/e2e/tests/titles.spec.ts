import { expect, leave, test, url } from '../support/holdfast.ts'

async function titleOf(document: string): Promise<string> {
  const response = await fetch(`${url()}/api/documents/${document}`)
  return ((await response.json()) as { title: string }).title
}

test('a title that was typed when the page ended is saved by itself at the next visit, which can be undone', async ({
  join,
  film,
}) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await ana.page.evaluate(() => Reflect.get(globalThis, 'blockLastSaves')())
  await ana.page.route(`**/api/documents/${document}`, (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await ana.page.getByLabel('Title').fill('Typed last')
  await expect(ana.page.getByTestId('summary')).toHaveText('1 not saved (the title)')
  const comeBack = await leave(ana, document)
  expect(await titleOf(document)).toBe('Film')

  const { page } = await comeBack()

  await expect(page.getByText('Your unsaved title from an earlier visit was saved.')).toBeVisible()
  await expect(page.getByLabel('Title')).toHaveValue('Typed last')
  await expect(page.getByTestId('summary')).toHaveText('All saved')
  expect(await titleOf(document)).toBe('Typed last')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => titleOf(document)).toBe('Film')
  await expect(page.getByLabel('Title')).toHaveValue('Film')
})
