import { cue, edit, expect, type Person, stopClock, stored, test, textOf } from '../support/holdfast.ts'

/** Gives commands other keys, in the dialog for that. */
async function choose({ page }: Person, keys: Readonly<Record<string, string>>): Promise<void> {
  await page.keyboard.press('Control+/')
  const dialog = page.getByRole('dialog', { name: 'Keyboard' })
  for (const [command, chord] of Object.entries(keys)) {
    await dialog.getByRole('button', { name: `Change the keys of ${command}` }).click()
    await page.keyboard.press(chord)
    await expect(dialog.getByRole('button', { name: `Reset the keys of ${command}` })).toBeVisible()
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
}

test('a button opens the command palette, and names its own key', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  const { page } = ana
  const button = page.getByRole('button', { name: 'All commands' })
  const palette = page.getByRole('combobox', { name: 'Find a command' })

  await expect(button).toHaveText('Commands')
  await button.hover()
  await expect(page.getByRole('tooltip')).toHaveText('All commands (Ctrl+K)')
  await button.click()
  await expect(palette).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)

  await choose(ana, { 'All commands': 'Alt+=' })
  await expect(button).toHaveAttribute('aria-keyshortcuts', 'Alt+=')
  await cue(ana, 1).box.click()
  await page.getByRole('button', { name: 'Document actions' }).focus()
  await page.keyboard.press('Shift+Tab')
  await expect(button).toBeFocused()
  await expect(page.getByRole('tooltip')).toHaveText('All commands (Alt+=)')
  await page.keyboard.press('Enter')
  await expect(palette).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()

  await button.click()
  await palette.fill('delete')
  await page.keyboard.press('Enter')
  await expect(cue(ana, 1).box, 'the caption that had the cursor is deleted').toHaveValue('Two')
})

test('the button of the command palette is an icon on a small screen', async ({ join, film }) => {
  const ana = await join('Ana', await film('One'), { viewport: { width: 360, height: 740 } })
  const button = ana.page.getByRole('button', { name: 'All commands' })

  await expect(button.getByText('Commands')).toBeHidden()
  await expect(button.locator('svg')).toBeVisible()
  const { width } = (await button.boundingBox()) ?? { width: 0 }
  expect(width).toBeGreaterThanOrEqual(24)
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await button.click()
  await expect(ana.page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
})

test('the keys that a person chose are those in words and on the elements', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await choose(ana, { Save: 'Alt+=', 'Next conflict or warning': 'Alt+`' })
  await expect(cue(ana, 1).box).toHaveAttribute('aria-keyshortcuts', 'Alt+=')
  await expect(ana.page.getByLabel('Start of cue 1')).toHaveAttribute('aria-keyshortcuts', 'Alt+I')

  await stopClock(ana)
  await cue(ana, 1).box.fill('Mine')
  await edit(document, 1, 'Hers', 'Ben')
  await expect(cue(ana, 1).row).toContainText('just changed this caption')
  await expect(cue(ana, 1).row.getByRole('button', { name: 'Combine now' })).toHaveAttribute(
    'aria-keyshortcuts',
    'Alt+=',
  )
  await ana.page.keyboard.press('Alt+=')

  await expect(ana.page.getByTestId('alert')).toHaveText(/Your text is kept\. Alt\+` goes there\.$/)
  await cue(ana, 2).box.click()
  await ana.page.keyboard.press('Alt+`')
  await expect(cue(ana, 1).box).toBeFocused()
  await cue(ana, 1).row.getByRole('button', { name: 'Keep mine' }).click()
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('Mine')
})
