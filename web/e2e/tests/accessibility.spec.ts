import { look } from '../support/axe.ts'
import { cue, expect, summary, test } from '../support/holdfast.ts'
import { STATES } from '../support/states.ts'

for (const [state, reach] of Object.entries(STATES)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${state}, ${colorScheme}, wide and narrow`, async ({ join, film }) => {
      const { page } = await reach({ join, film, options: { colorScheme } })
      await look(page, `${state} ${colorScheme}`)
    })
  }
}

test('all of a conflict works by keyboard, and is announced once without moving the focus', async ({ join, film }) => {
  const ben = await STATES.conflict?.({ join, film, options: {} })
  if (ben === undefined) {
    throw new Error('There is no such state.')
  }
  await expect(ben.page.getByTestId('alert')).toContainText('Someone else edited a segment. Your text is kept.')
  await expect(cue(ben, 1).box).toBeFocused()

  await ben.page.keyboard.press('Tab')
  await expect(ben.page.getByRole('button', { name: 'Keep mine' })).toBeFocused()
  await ben.page.keyboard.press('Tab')
  await ben.page.keyboard.press('Enter')

  await expect(summary(ben)).toHaveText('All saved')
  await expect(cue(ben, 1).box).toHaveValue('I can hear the storm.')
})
