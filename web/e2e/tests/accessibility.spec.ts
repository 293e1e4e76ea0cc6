import { checkPage } from '../support/axe.ts'
import { cue, expect, summary, test } from '../support/holdfast.ts'
import { STATES } from '../support/states.ts'

for (const [state, reach] of Object.entries(STATES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${state}, ${colorScheme}, wide and narrow`, async ({ join, film }) => {
      const { page } = await reach({ join, film, options: { colorScheme } })
      await checkPage(page, `${state} ${colorScheme}`)
    })
  }
}

test('all of a conflict works by keyboard, and is announced once without moving the focus', async ({ join, film }) => {
  const ben = await STATES.conflict?.({ join, film, options: {} })
  if (ben === undefined) {
    throw new Error('There is no such state.')
  }
  await expect(ben.page.getByTestId('alert')).toContainText(
    'Someone else changed a caption while you were typing. Your text is kept.',
  )
  await expect(cue(ben, 1).box).toBeFocused()

  await ben.page.keyboard.press('Tab')
  await expect(ben.page.getByRole('button', { name: 'Keep mine' })).toBeFocused()
  await ben.page.keyboard.press('Tab')
  await ben.page.keyboard.press('Enter')

  await expect(summary(ben)).toHaveText('All saved')
  await expect(cue(ben, 1).box).toHaveValue('I can hear the storm.')
})

test('on a narrow screen the list scrolls by itself, and a panel beside it is visible', async ({ join, film }) => {
  const texts = Array.from({ length: 30 }, (_, index) => `Caption ${index + 1} of a film`)
  const ben = await join('Ben', await film(...texts), { viewport: { width: 360, height: 740 } })
  await cue(ben, 1).box.click()

  await ben.page.keyboard.press('F9')

  await expect(ben.page.getByRole('complementary', { name: 'History of the caption' })).toBeInViewport({ ratio: 1 })
  await expect(cue(ben, 1).box).toBeInViewport({ ratio: 1 })
  const page = await ben.page.evaluate(() => globalThis.document.documentElement.scrollHeight - innerHeight)
  expect(page).toBeLessThanOrEqual(0)
})

test('the same words are announced twice', async ({ join, film }) => {
  const ben = await join('Ben', await film('One'))
  const said = ben.page.getByTestId('polite')
  await cue(ben, 1).box.click()
  await ben.page.keyboard.press('Control+Z')
  await expect(said).toHaveText('There is nothing to undo.')
  const before = await said.locator('p').elementHandle()

  await ben.page.keyboard.press('Control+Z')

  await expect.poll(() => before?.evaluate((element) => element.isConnected)).toBe(false)
  await expect(said).toHaveText('There is nothing to undo.')
})
