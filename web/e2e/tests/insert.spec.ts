import { checkPage } from '../support/axe.ts'
import {
  addressOf,
  cue,
  cutOff,
  expect,
  film as filmOf,
  save,
  stored,
  summary,
  test,
  textOf,
  timesOf,
} from '../support/holdfast.ts'
import { isPaused, seekTo, watch } from '../support/sound.ts'

test('a new caption is between its neighbours, and nobody else sees it until it has text', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  const ben = await join('Ben', document)
  await cue(ana, 1).box.click()

  await ana.page.keyboard.press('Alt+Insert')
  await expect(cue(ana, 2).box).toBeFocused()
  await expect(cue(ana, 2).row).toContainText('New. It is saved when it has text.')
  await expect(cue(ana, 3).box).toHaveValue('Two')
  await expect(summary(ana)).toHaveText('All saved')
  await ana.page.keyboard.type('Between')

  await expect(cue(ben, 2).box).toHaveValue('Between')
  expect(timesOf(await stored(document, 2))).toBe('00:02.000 --> 00:03.000')
  await expect(cue(ana, 2).box).toBeFocused()
  await expect(summary(ana)).toHaveText('All saved')
})

test('what is typed into a new caption survives a reload without a connection', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  ana.page.on('dialog', (dialog) => dialog.accept())
  await cutOff(ana)
  await ana.page.route('**/segments', (route) =>
    route.request().method() === 'POST' ? route.abort('internetdisconnected') : route.continue(),
  )
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Alt+Insert')
  await expect(cue(ana, 2).box).toBeFocused()
  await ana.page.keyboard.type('Not lost')
  await save(ana)
  await expect(summary(ana)).toContainText('1 not saved')

  await ana.page.reload()
  await expect(cue(ana, 2).box).toHaveValue('Not lost')
  await expect(cue(ana, 3).box).toHaveValue('Two')
  expect(textOf(await stored(document, 2))).toBe('Two')
  await ana.page.unroute('**/segments')
  await ana.page.reload()

  await expect.poll(async () => textOf(await stored(document, 2))).toBe('Not lost')
  await expect(cue(ana, 2).box).toHaveValue('Not lost')
  await expect(cue(ana, 4).row).toHaveCount(0)
  await expect(summary(ana)).toHaveText('All saved')
})

test('captions from nothing: Enter starts the next at the playhead while the film plays', async ({ join }) => {
  const document = await filmOf()
  const ana = await join('Ana')
  await ana.page.goto(addressOf(document))
  await watch(ana)
  await seekTo(ana, 1)
  await ana.page.keyboard.press('Alt+K')
  await expect.poll(() => isPaused(ana)).toBe(false)

  await ana.page.keyboard.press('Alt+N')
  await expect(cue(ana, 1).box).toBeFocused()
  await ana.page.keyboard.type('First')
  await ana.page.waitForTimeout(1_200)
  await ana.page.keyboard.press('Enter')
  await expect(cue(ana, 2).box).toBeFocused()
  await ana.page.keyboard.type('Second')
  await ana.page.keyboard.press('Alt+K')
  await expect.poll(() => isPaused(ana)).toBe(true)
  await ana.page.keyboard.press('Enter')
  await ana.page.keyboard.type('line')
  await save(ana)

  await expect(cue(ana, 3).row).toHaveCount(0)
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('First')
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('Second\nline')
  const [first, second] = [await spanOf(document, 1), await spanOf(document, 2)]
  expect(first.end).toBeCloseTo(second.start - 0.083, 3)
  expect(first.start).toBeGreaterThanOrEqual(1)
  expect(first.end - first.start).toBeGreaterThan(0.9)
})

test('undo takes the caption away whose words were typed', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Alt+Insert')
  await expect(cue(ana, 2).box).toBeFocused()
  await ana.page.keyboard.insertText('New')
  await save(ana)
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('New')

  await ana.page.keyboard.press('Control+Z')

  await expect.poll(async () => textOf(await stored(document, 2))).toBe('Two')
  await ana.page.keyboard.press('Control+Shift+Z')
  await expect.poll(async () => textOf(await stored(document, 2))).toBe('New')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a new caption is accessible, ${colorScheme}`, async ({ join, film }) => {
    const ana = await join('Ana', await film('One', 'Two'), { colorScheme })
    await cue(ana, 1).box.click()
    await ana.page.keyboard.press('Alt+Insert')
    await expect(cue(ana, 2).box).toBeFocused()
    await checkPage(ana.page, `new caption ${colorScheme}`)
  })
}

async function spanOf(document: string, number: number) {
  const [start = '', end = ''] = timesOf(await stored(document, number)).split(' --> ')
  const seconds = (text: string) => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return { start: seconds(start), end: seconds(end) }
}
