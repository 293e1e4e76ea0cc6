import { violations } from '../support/axe.ts'
import { cue, deafen, edit, expect, type Person, remove, save, summary, test, url } from '../support/holdfast.ts'

async function conflict(ben: Person, document: string): Promise<void> {
  await deafen(ben)
  await cue(ben, 1).box.fill('I can hear the thunder.')
  await edit(document, 1, 'I can hear the storm.')
  await save(ben)
  await expect(cue(ben, 1).row.getByRole('region', { name: 'Conflict' })).toBeVisible()
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test('documents', async ({ join, film }) => {
      await film('One')
      const ana = await join('Ana', undefined, { colorScheme })
      await expect(ana.page.getByRole('listitem').first()).toBeVisible()
      expect(await violations(ana.page)).toEqual([])

      await ana.page.getByLabel('Search titles').fill('nothing is called so')
      await expect(ana.page.getByText('No title contains')).toBeVisible()
      expect(await violations(ana.page)).toEqual([])

      await ana.page.getByRole('button', { name: 'New document' }).click()
      await expect(ana.page.getByRole('dialog')).toBeVisible()
      expect(await violations(ana.page)).toEqual([])
    })

    test('saved, and worth a look', async ({ join, film }) => {
      const document = await film('A line of captions that is quite a lot longer than it should be.', 'Two')
      const ana = await join('Ana', document, { colorScheme })
      expect(await violations(ana.page)).toEqual([])

      await cue(ana, 2).box.fill('Two, again')
      await save(ana)
      await expect(cue(ana, 2).row).toContainText('Saved')
      expect(await violations(ana.page)).toEqual([])
    })

    test('stale', async ({ join, film }) => {
      const document = await film('one two three four five')
      const ben = await join('Ben', document, { colorScheme })
      await ben.page.clock.install()
      await cue(ben, 1).box.fill('one two three four FIVE')
      await edit(document, 1, 'ONE two three four five')
      await ben.page.evaluate(() => globalThis.dispatchEvent(new Event('focus')))
      await ben.page.clock.runFor(100)
      await expect(cue(ben, 1).row).toContainText('Ana changed this while you type')
      await ben.page.clock.resume()
      expect(await violations(ben.page)).toEqual([])
    })

    test('merged', async ({ join, film }) => {
      const document = await film('one two three four five')
      const ben = await join('Ben', document, { colorScheme })
      await deafen(ben)
      await cue(ben, 1).box.fill('one two three four FIVE')
      await edit(document, 1, 'ONE two three four five')
      await save(ben)
      await expect(cue(ben, 1).row).toContainText('Saved, merged')
      expect(await violations(ben.page)).toEqual([])
    })

    test('in conflict, wide and narrow', async ({ join, film }) => {
      const document = await film('I can here the rain.', 'Two')
      const ben = await join('Ben', document, { colorScheme })
      await conflict(ben, document)
      expect(await violations(ben.page)).toEqual([])

      await ben.page.setViewportSize({ width: 320, height: 640 })
      expect(await violations(ben.page)).toEqual([])
      const wider = await ben.page.evaluate(() => globalThis.document.documentElement.scrollWidth > innerWidth)
      expect(wider).toBe(false)
    })

    test('deleted elsewhere', async ({ join, film }) => {
      const document = await film('One', 'Two')
      const ben = await join('Ben', document, { colorScheme })
      await deafen(ben)
      await cue(ben, 1).box.fill('One, still wanted')
      await remove(document, 1)
      await save(ben)
      await expect(cue(ben, 1).row).toContainText('This segment was deleted')
      expect(await violations(ben.page)).toEqual([])
    })

    test('offline', async ({ join, film }) => {
      const ben = await join('Ben', await film('One'), { colorScheme })
      await ben.page.context().setOffline(true)
      await cue(ben, 1).box.fill('One, typed in a tunnel')
      await save(ben)
      await expect(cue(ben, 1).row).toContainText('Kept on this computer')
      expect(await violations(ben.page)).toEqual([])
    })

    test('history, find and replace, menu, keys', async ({ join, film }) => {
      const document = await film('One', 'Two')
      await edit(document, 1, 'One more')
      const ana = await join('Ana', document, { colorScheme })
      await cue(ana, 1).box.click()
      await ana.page.keyboard.press('Control+Shift+H')
      await expect(ana.page.getByText('changed this')).toBeVisible()
      expect(await violations(ana.page)).toEqual([])

      await ana.page.keyboard.press('Control+F')
      await ana.page.getByLabel('Find', { exact: true }).fill('o')
      expect(await violations(ana.page)).toEqual([])
      await ana.page.keyboard.press('Escape')

      await ana.page.getByRole('button', { name: 'Document actions' }).click()
      await expect(ana.page.getByRole('menu')).toBeVisible()
      expect(await violations(ana.page)).toEqual([])
      await ana.page.getByRole('menuitem', { name: 'Keyboard' }).click()
      await expect(ana.page.getByRole('dialog')).toBeVisible()
      expect(await violations(ana.page)).toEqual([])
    })
  })
}

test('all of a conflict works by keyboard, and is announced once without moving the focus', async ({ join, film }) => {
  const document = await film('I can here the rain.', 'Two')
  const ben = await join('Ben', document)
  await conflict(ben, document)
  await expect(ben.page.getByTestId('alert')).toContainText('Someone else edited a segment. Your text is kept.')
  await expect(cue(ben, 1).box).toBeFocused()

  await ben.page.keyboard.press('Tab')
  await expect(ben.page.getByRole('button', { name: 'Keep mine' })).toBeFocused()
  await ben.page.keyboard.press('Tab')
  await ben.page.keyboard.press('Enter')

  await expect(summary(ben)).toHaveText('All saved')
  await expect(cue(ben, 1).box).toHaveValue('I can hear the storm.')
  expect(url()).not.toBe('')
})
