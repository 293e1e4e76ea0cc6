import { checkPage } from '../support/axe.ts'
import { cue, expect, type Person, stored, test, textOf } from '../support/holdfast.ts'

const status = ({ page }: Person) => page.getByRole('search').getByRole('status')
const current = ({ page }: Person) => page.locator('mark[data-current]')
const notice = ({ page }: Person) => page.locator('.mantine-Notification-root')

async function find({ page }: Person, wanted: string): Promise<void> {
  await page.keyboard.press('Control+F')
  await page.getByLabel('Find', { exact: true }).fill(wanted)
}

test('hits are marked and counted from the current caption on, and F3 goes around them', async ({ join, film }) => {
  const texts = Array.from({ length: 40 }, (_, index) =>
    index % 10 === 0 ? `rain and rain ${index}` : `Caption ${index}`,
  )
  const ana = await join('Ana', await film(...texts))
  await cue(ana, 2).box.click()

  await find(ana, 'rain')
  await expect(status(ana)).toHaveText('3 of 8 in 4 captions')
  await expect(cue(ana, 11).row.locator('mark')).toHaveCount(2)
  await expect(cue(ana, 11).row.locator('mark[data-current]')).toBeInViewport()
  await ana.page.keyboard.press('F3')
  await expect(status(ana)).toHaveText('4 of 8 in 4 captions')
  await ana.page.keyboard.press('F3')
  await expect(cue(ana, 21).row.locator('mark[data-current]')).toBeInViewport()
  await ana.page.keyboard.press('Shift+F3')
  await ana.page.keyboard.press('Shift+F3')
  await ana.page.keyboard.press('Shift+F3')
  await expect(status(ana)).toHaveText('2 of 8 in 4 captions')
  await expect(cue(ana, 1).row.locator('mark[data-current]')).toBeInViewport()

  await cue(ana, 1).box.click()
  await cue(ana, 1).box.press('End')
  await ana.page.keyboard.type(' rain')
  await expect(status(ana)).toHaveText('2 of 9 in 4 captions')
  await ana.page.getByLabel('Find', { exact: true }).press('Escape')
  await expect(ana.page.locator('mark')).toHaveCount(0)
})

test('a mark lies exactly under its words', async ({ join, film }) => {
  const ana = await join('Ana', await film('The quick brown fox jumps\nover the lazy dog'))
  await find(ana, 'lazy')
  const [mark, box] = [await current(ana).boundingBox(), await cue(ana, 1).box.boundingBox()]
  const place = await cue(ana, 1).box.evaluate((element: HTMLTextAreaElement) => {
    const { fontSize, fontFamily, lineHeight, paddingLeft, paddingTop, borderLeftWidth } = getComputedStyle(element)
    const canvas = globalThis.document.createElement('canvas').getContext('2d')
    if (canvas === null) {
      throw new Error('There is no canvas.')
    }
    canvas.font = `${fontSize} ${fontFamily}`
    const left = Number.parseFloat(paddingLeft) + Number.parseFloat(borderLeftWidth)
    return {
      x: left + canvas.measureText('over the ').width,
      y: Number.parseFloat(paddingTop) + Number.parseFloat(lineHeight),
      width: canvas.measureText('lazy').width,
    }
  })
  expect(Math.abs((mark?.x ?? 0) - (box?.x ?? 0) - place.x)).toBeLessThan(2)
  expect(Math.abs((mark?.width ?? 0) - place.width)).toBeLessThan(2)
  expect((mark?.y ?? 0) - (box?.y ?? 0)).toBeGreaterThan(place.y - 2)
  expect((mark?.y ?? 0) - (box?.y ?? 0)).toBeLessThan(place.y + 12)
})

test('replace acts on the current hit alone, and goes to the next', async ({ join, film }) => {
  const document = await film('rain, rain', 'rain')
  const ana = await join('Ana', document)
  await find(ana, 'rain')
  await ana.page.keyboard.press('F3')
  await ana.page.getByLabel('Replace with').fill('rain and rain')
  await ana.page.getByRole('button', { name: 'Replace', exact: true }).click()

  await expect(cue(ana, 1).box).toHaveValue('rain, rain and rain')
  await expect(status(ana)).toHaveText('4 of 4 in 2 captions')
  await ana.page.getByRole('button', { name: 'Replace', exact: true }).click()
  await expect(cue(ana, 2).box).toHaveValue('rain and rain')
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('rain and rain')
  expect(textOf(await stored(document, 1))).toBe('rain, rain and rain')
})

test('whole words and regular expressions, and markup is never touched', async ({ join, film }) => {
  const document = await film('<i>cat</i> category cat', 'one two')
  const ana = await join('Ana', document)
  await find(ana, 'cat')
  await expect(status(ana)).toContainText('of 3 in')
  await ana.page.getByLabel('Whole word').check()
  await expect(status(ana)).toContainText('of 2 in')
  await ana.page.getByLabel('Whole word').uncheck()
  await ana.page.getByLabel('Regular expression').check()
  await ana.page.getByLabel('Find', { exact: true }).fill('(')
  await expect(status(ana)).toHaveText('This is no regular expression yet.')
  await ana.page.getByLabel('Find', { exact: true }).fill('(\\w+) (two)')
  await ana.page.getByLabel('Replace with').fill('$2 $1')
  await ana.page.getByRole('button', { name: 'Replace', exact: true }).click()
  await expect(cue(ana, 2).box).toHaveValue('two one')
  await ana.page.getByLabel('Find', { exact: true }).fill('i')
  await expect(status(ana)).toHaveText('Not found')
})

test('replace all shows the list first, says what it did, and offers to delete what is empty', async ({
  join,
  film,
}) => {
  const document = await film('um', 'well, um, um', 'um yes', 'Four')
  const ana = await join('Ana', document)
  await find(ana, 'um')
  await ana.page.getByRole('button', { name: 'Replace all…' }).click()
  const dialog = ana.page.getByRole('dialog', { name: 'Replace all: 4 in 3 captions' })
  await expect(dialog.getByRole('listitem')).toHaveCount(3)
  await expect(dialog.getByRole('listitem').first()).toContainText('has no text then')
  await dialog.getByRole('listitem').nth(2).getByRole('checkbox').uncheck()
  expect(textOf(await stored(document, 2))).toBe('well, um, um')
  await dialog.getByRole('button', { name: 'Replace in 2 captions' }).click()

  await expect(notice(ana).filter({ hasText: 'Replaced 3 in 2 captions.' })).toBeVisible()
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('well, , ')
  expect(textOf(await stored(document, 3))).toBe('um yes')
  await notice(ana).filter({ hasText: '1 caption has no text now.' }).getByRole('button', { name: 'Delete it' }).click()
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('well, , ')
})

test('the captions that match are selected', async ({ join, film }) => {
  const ana = await join('Ana', await film('rain', 'sun', 'rain'))
  await find(ana, 'rain')
  await ana.page.getByRole('button', { name: 'Select captions' }).click()
  await expect(ana.page.getByRole('region', { name: 'Selection' })).toContainText('2 captions selected')
  await expect(cue(ana, 3).row.getByRole('checkbox')).toBeChecked()
  await expect(cue(ana, 2).row.getByRole('checkbox')).not.toBeChecked()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`finding and the list of replacements are accessible, ${colorScheme}`, async ({ join, film }) => {
    const ana = await join('Ana', await film('The rain and the rain', 'sun', 'rain'), { colorScheme })
    await find(ana, 'rain')
    await expect(current(ana)).toBeVisible()
    await checkPage(ana.page, `find ${colorScheme}`)
    await ana.page.getByLabel('Replace with').fill('snow')
    await ana.page.getByRole('button', { name: 'Replace all…' }).click()
    await expect(ana.page.getByRole('dialog')).toBeVisible()
    await checkPage(ana.page, `replacements ${colorScheme}`)
  })
}
