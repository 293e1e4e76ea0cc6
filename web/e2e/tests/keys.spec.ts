import type { CDPSession } from '@playwright/test'
import { cue, expect, type Person, save, stored, summary, test, textOf, timesOf } from '../support/holdfast.ts'

const [ALT, CTRL, META] = [1, 2, 4]

interface Press {
  readonly key: string
  readonly code: string
  readonly modifiers: number
}

/** Presses keys as a keyboard of another country does: the key writes this character. */
async function write(session: CDPSession, { key, code, modifiers }: Press): Promise<void> {
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, code, modifiers })
  await session.send('Input.dispatchKeyEvent', { type: 'char', key, code, text: key })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers })
}

/** Makes the page believe that it runs on a Mac. */
async function onMac({ page }: Person): Promise<void> {
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'platform', { get: () => 'MacIntel' })
    Object.defineProperty(Navigator.prototype, 'userAgentData', { get: () => ({ platform: 'macOS' }) })
  })
  await page.reload()
  await page.getByRole('feed').getByRole('article').first().waitFor()
}

for (const { name, press, mac } of [
  { name: 'Option+[ on a Mac', press: { key: '“', code: 'BracketLeft', modifiers: ALT }, mac: true },
  { name: 'Option+] on a Mac', press: { key: '‘', code: 'BracketRight', modifiers: ALT }, mac: true },
  { name: 'Option+5 on a German Mac', press: { key: '[', code: 'Digit5', modifiers: ALT }, mac: true },
  { name: 'Option+6 on a German Mac', press: { key: ']', code: 'Digit6', modifiers: ALT }, mac: true },
  { name: 'Option+5, with the platform unknown', press: { key: '[', code: 'Digit5', modifiers: ALT }, mac: false },
  { name: 'Polish AltGr+S', press: { key: 'ś', code: 'KeyS', modifiers: CTRL + ALT }, mac: false },
  { name: 'German AltGr+Q', press: { key: '@', code: 'KeyQ', modifiers: CTRL + ALT }, mac: false },
  { name: 'AltGr+V for a quotation mark', press: { key: '“', code: 'KeyV', modifiers: CTRL + ALT }, mac: false },
  { name: 'Option+K on a Mac', press: { key: '˚', code: 'KeyK', modifiers: ALT }, mac: true },
]) {
  test(`${name} writes its character`, async ({ join, film }) => {
    const document = await film('One two')
    const ana = await join('Ana', document)
    await (mac ? onMac(ana) : Promise.resolve())
    await cue(ana, 1).box.click()
    await ana.page.keyboard.press('End')
    const session = await ana.page.context().newCDPSession(ana.page)

    await write(session, press)

    await expect(cue(ana, 1).box).toHaveValue(`One two${press.key}`)
    await expect(ana.page.getByRole('form', { name: 'Shift times' })).toHaveCount(0)
    await save(ana)
    await cue(ana, 1).box.blur()
    await expect(summary(ana)).toHaveText('All saved')
    await expect.poll(async () => textOf(await stored(document, 1))).toBe(`One two${press.key}`)
    expect(timesOf(await stored(document, 1))).toBe('00:00:00.000 --> 00:00:02.000')
    await expect(cue(ana, 2).row).toHaveCount(0)
  })
}

test('keys of a browser or of the system are not taken', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()

  await ana.page.evaluate(() => {
    const pressed: [string, boolean][] = []
    Reflect.set(globalThis, 'pressed', pressed)
    // After the listener of the page, which was there first.
    globalThis.addEventListener('keydown', ({ key, defaultPrevented }) => pressed.push([key, defaultPrevented]))
  })

  for (const keys of ['Control+Shift+Delete', 'Control+Shift+H', 'Control+Shift+M', 'Control+Space', 'Control+Alt+V']) {
    await ana.page.keyboard.press(keys)
  }

  const pressed = await ana.page.evaluate(() => Reflect.get(globalThis, 'pressed') as [string, boolean][])
  expect(pressed.map(([key]) => key.toLowerCase())).toEqual(expect.arrayContaining(['delete', 'h', 'm', ' ', 'v']))
  expect(pressed.filter(([, isTaken]) => isTaken)).toEqual([])
  await expect(cue(ana, 2).box).toHaveValue('Two')
})

test('the command palette finds a command and runs it, all by keyboard', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()

  await ana.page.keyboard.press('Control+K')
  const palette = ana.page.getByRole('combobox', { name: 'Find a command' })
  await expect(palette).toBeFocused()
  await expect(ana.page.getByRole('option', { name: /Delete caption/ })).toContainText('Alt')
  await expect(ana.page.getByRole('option', { name: /Redo/ })).toContainText('There is nothing to redo.')
  await ana.page.keyboard.type('delete')
  await ana.page.keyboard.press('Enter')

  await expect(cue(ana, 1).box).toHaveValue('Two')
  await expect(palette).toHaveCount(0)

  await ana.page.keyboard.press('Control+K')
  await palette.fill('redo')
  await expect(ana.page.getByRole('option')).toHaveAttribute('aria-disabled', 'true')
  await ana.page.keyboard.press('Enter')
  await expect(palette).toBeVisible()
  await ana.page.keyboard.press('Escape')
  await expect(palette).toHaveCount(0)
  await expect(cue(ana, 1).box).toBeFocused()
})

test('menus show the keys of the platform', async ({ join, film }) => {
  const ana = await join('Ana', await film('One'))
  await ana.page.getByRole('button', { name: 'Document actions' }).click()
  await expect(ana.page.getByRole('menuitem', { name: 'Undo' })).toContainText('Ctrl+Z')
  await ana.page.keyboard.press('Escape')

  await onMac(ana)
  await ana.page.getByRole('button', { name: 'Document actions' }).click()
  await expect(ana.page.getByRole('menuitem', { name: 'Undo' })).toContainText('⌘Z')
  await expect(ana.page.getByRole('menuitem', { name: 'Redo' })).toContainText('⇧⌘Z')
})

test('Command is the key of a Mac, and Ctrl is not', async ({ join, film }) => {
  const ana = await join('Ana', await film('One'))
  await onMac(ana)
  const session = await ana.page.context().newCDPSession(ana.page)
  await cue(ana, 1).box.click()

  await ana.page.keyboard.press('Control+F')
  await expect(ana.page.getByLabel('Find', { exact: true })).toHaveCount(0)
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'f', code: 'KeyF', modifiers: META })
  await expect(ana.page.getByLabel('Find', { exact: true })).toBeFocused()
})

test('keys are changed, a conflict is named, and they are there after a reload', async ({ join, film }) => {
  const document = await film('One two', 'Last')
  const ana = await join('Ana', document)
  const { page } = ana
  await page.keyboard.press('Control+/')
  const dialog = page.getByRole('dialog', { name: 'Keyboard' })
  const change = dialog.getByRole('button', { name: 'Change the keys of Insert below' })

  await change.click()
  await page.keyboard.press('Control+Shift+Delete')
  await expect(dialog.getByText(/Ctrl\+Shift\+Del belongs to the browser/)).toBeVisible()
  await page.keyboard.press('x')
  await expect(dialog.getByText('These keys write a character.')).toBeVisible()
  await page.keyboard.press('Alt+J')
  await expect(dialog.getByText('Alt+J is “Join with the next”.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await change.click()
  await page.keyboard.press('Alt+=')
  await expect(dialog.getByRole('row', { name: /Insert below/ })).toContainText('=')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)

  await page.reload()
  await cue(ana, 1).box.click()
  await page.keyboard.press('Alt+=')
  await expect(cue(ana, 2).box).toHaveValue('')

  await page.keyboard.press('Control+/')
  await dialog.getByRole('button', { name: 'Reset all keys' }).click()
  await expect(dialog.getByRole('row', { name: /Insert below/ })).toContainText('Insert')
  await expect(dialog.getByRole('button', { name: 'Reset the keys of Insert below' })).toHaveCount(0)
})

test('two people in one browser each have their own keys', async ({ join, film }) => {
  const document = await film('One', 'Last')
  const ana = await join('Ana', document)
  const { page } = ana
  await changeKeys(ana, 'Insert below', 'Alt+=')
  await rename(ana, 'Ben')

  await cue(ana, 1).box.click()
  await page.keyboard.press('Alt+=')
  await page.keyboard.press('Control+/')
  const dialog = page.getByRole('dialog', { name: 'Keyboard' })
  await expect(dialog.getByRole('button', { name: 'Change the keys of Insert below' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Reset the keys of Insert below' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(cue(ana, 3).row).toHaveCount(0)

  await rename(ana, 'Ana')
  await cue(ana, 1).box.click()
  await page.keyboard.press('Alt+=')
  await expect(cue(ana, 2).box).toHaveValue('')
})

test('on a narrow screen each of the keys can be changed', async ({ join, film }) => {
  const ana = await join('Ana', await film('One'), { viewport: { width: 360, height: 740 } })
  await changeKeys(ana, 'Insert below', 'Alt+=')
  await ana.page.keyboard.press('Control+/')
  const dialog = ana.page.getByRole('dialog', { name: 'Keyboard' })

  for (const name of ['Change the keys of Insert below', 'Reset the keys of Insert below']) {
    const button = dialog.getByRole('button', { name })
    await button.scrollIntoViewIfNeeded()
    await expect(button).toBeInViewport({ ratio: 1 })
  }
  const beside = await dialog.evaluate((element) => element.scrollWidth - element.clientWidth)
  expect(beside).toBeLessThanOrEqual(0)
})

async function changeKeys({ page }: Person, command: string, keys: string): Promise<void> {
  await page.keyboard.press('Control+/')
  const dialog = page.getByRole('dialog', { name: 'Keyboard' })
  await dialog.getByRole('button', { name: `Change the keys of ${command}` }).click()
  await page.keyboard.press(keys)
  await expect(dialog.getByRole('button', { name: `Reset the keys of ${command}` })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
}

async function rename({ page }: Person, name: string): Promise<void> {
  await page.getByRole('button', { name: /^(Ana|Ben)$/ }).click()
  await page.getByLabel('Your name').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible()
}
