import type { BrowserContextOptions } from '@playwright/test'
import {
  blockStream,
  commitEdits,
  cue,
  cutOff,
  edit,
  expect,
  leave,
  type Person,
  remove,
  SAVES,
  save,
  stopClock,
  stored,
  textOf,
} from './holdfast.ts'

export interface Tools {
  readonly join: (name: string, document?: string, options?: BrowserContextOptions) => Promise<Person>
  readonly film: (...texts: readonly string[]) => Promise<string>
  readonly options: BrowserContextOptions
}

const FIVE = 'one two three four five'

/** States of the pages, each with the steps that lead to it. */
export const STATES: Readonly<Record<string, (tools: Tools) => Promise<Person>>> = {
  async documents({ join, film, options }) {
    await film('One')
    const ana = await join('Ana', undefined, options)
    await expect(ana.page.getByRole('listitem').first()).toBeVisible()
    return ana
  },

  async 'nothing found'(tools) {
    const ana = await STATES.documents?.(tools)
    await ana?.page.getByLabel('Search titles').fill('no such title')
    await expect(found(ana).page.getByText('No title contains')).toBeVisible()
    return found(ana)
  },

  async 'new document'(tools) {
    const ana = found(await STATES.documents?.(tools))
    await ana.page.getByRole('button', { name: 'New document' }).click()
    await expect(ana.page.getByRole('dialog')).toBeVisible()
    return ana
  },

  async 'refused import'(tools) {
    const ana = found(await STATES.documents?.(tools))
    const buffer = Buffer.from('1\nno time\nText\n')
    await ana.page.getByLabel('Files to import').setInputFiles({ name: 'bad.srt', mimeType: 'text/plain', buffer })
    await expect(ana.page.getByText('bad.srt')).toBeVisible()
    return ana
  },

  async saved({ join, film, options }) {
    const ana = await join(
      'Ana',
      await film('A line of captions that is quite a lot longer than it should be.', 'Two'),
      options,
    )
    await cue(ana, 2).box.fill('Two, again')
    await save(ana)
    await expect(cue(ana, 2).row).toContainText('Saved')
    return ana
  },

  async stale({ join, film, options }) {
    const document = await film(FIVE, 'Two')
    const ben = await join('Ben', document, options)
    await stopClock(ben)
    await cue(ben, 1).box.fill('one two three four FIVE')
    await edit(document, 1, 'ONE two three four five')
    await expect(cue(ben, 1).row).toContainText('Ana just changed this caption')
    await ben.page.clock.resume()
    return ben
  },

  async merged({ join, film, options }) {
    const document = await film(FIVE, 'Two')
    const ben = await join('Ben', document, options)
    await blockStream(ben)
    await cue(ben, 1).box.fill('one two three four FIVE')
    await edit(document, 1, 'ONE two three four five')
    await save(ben)
    await expect(cue(ben, 1).row).toContainText('Saved, merged')
    return ben
  },

  async conflict({ join, film, options }) {
    const document = await film('I can here the rain.', 'Two')
    const ben = await join('Ben', document, options)
    await blockStream(ben)
    await cue(ben, 1).box.fill('I can hear the thunder.')
    await edit(document, 1, 'I can hear the storm.')
    await save(ben)
    await expect(cue(ben, 1).row.getByRole('region', { name: 'Conflict' })).toBeVisible()
    return ben
  },

  async 'deleted elsewhere'({ join, film, options }) {
    const document = await film('One', 'Two')
    const ben = await join('Ben', document, options)
    await blockStream(ben)
    await cue(ben, 1).box.fill('One, still wanted')
    await remove(document, 1)
    await save(ben)
    await expect(cue(ben, 1).row).toContainText('This caption was deleted')
    return ben
  },

  async 'joined elsewhere'({ join, film, options }) {
    const document = await film('One', 'Two', 'Three')
    const ben = await join('Ben', document, options)
    await blockStream(ben)
    const cues = [await stored(document, 1), await stored(document, 2)].map(({ id, etag }) => ({ id, ifMatch: etag }))
    await commitEdits(document, [{ op: 'join', cues }])
    await cue(ben, 2).box.fill('Two, and more')
    await save(ben)
    await expect(cue(ben, 2).row.getByRole('button', { name: 'Add my words there' })).toBeVisible()
    return ben
  },

  async 'split elsewhere'({ join, film, options }) {
    const document = await film('one two three four five six', 'Two')
    const ben = await join('Ben', document, options)
    await blockStream(ben)
    const { id, etag } = await stored(document, 1)
    await commitEdits(document, [{ op: 'split', id, ifMatch: etag, at: 1_000, offset: 14 }])
    await cue(ben, 1).box.fill('ONE two three four five SIX')
    await save(ben)
    await expect(cue(ben, 1).row.getByRole('button', { name: 'Put my words where they belong' })).toBeVisible()
    return ben
  },

  async offline({ join, film, options }) {
    const ben = await join('Ben', await film('One', 'Two'), options)
    await ben.page.context().setOffline(true)
    await cue(ben, 1).box.fill('One, typed in a tunnel')
    await save(ben)
    await expect(cue(ben, 1).row).toContainText('Kept on this computer')
    return ben
  },

  async refused({ join, film, options }) {
    const ben = await join('Ben', await film('One', 'Two'), options)
    const problem = { type: '/problems/content-too-large', status: 413, maxBytes: 1_000_000 }
    await ben.page.route(SAVES, (route) =>
      route.request().method() === 'PATCH'
        ? route.fulfill({ status: 413, contentType: 'application/problem+json', body: JSON.stringify(problem) })
        : route.continue(),
    )
    await cue(ben, 1).box.fill('One and much more')
    await save(ben)
    await expect(cue(ben, 1).row.getByRole('button', { name: 'Retry' })).toBeVisible()
    return ben
  },

  async 'still being typed'({ join, film, options }) {
    const ben = await join('Ben', await film('One', 'Two'), options)
    await cue(ben, 1).box.fill('One\n\nand another')
    await save(ben)
    await expect(cue(ben, 1).row.getByRole('button', { name: 'Make two captions' })).toBeVisible()
    return ben
  },

  async 'wrong time'({ join, film, options }) {
    const ben = await join('Ben', await film('One', 'Two'), options)
    await ben.page.getByLabel('End of cue 2').fill('1')
    await ben.page.getByLabel('End of cue 2').press('Enter')
    await expect(cue(ben, 2).row.getByRole('button', { name: 'Put the old times back' })).toBeVisible()
    return ben
  },

  async 'unsaved work'({ join, film, options }) {
    const [document, other] = [await film('One', 'Two'), await film('Other')]
    const ben = await join('Ben', document, options)
    await cutOff(ben)
    await cue(ben, 1).box.fill('One, typed in a tunnel')
    await save(ben)
    await expect(cue(ben, 1).row).toContainText('Kept on this computer')
    const open = await leave(ben, other)
    const again = await open()
    await expect(again.page.getByTestId('unsaved-elsewhere')).toBeVisible()
    await again.page.getByRole('link', { name: 'All documents' }).first().click()
    await expect(again.page.getByRole('region', { name: 'Unsaved work' })).toBeVisible()
    return again
  },

  async warnings({ join, film, options }) {
    const document = await film('A line of captions that is quite a lot longer than it should be.', 'Two')
    const ana = await join('Ana', document, options)
    await ana.page.getByRole('button', { name: /\d warnings?$/ }).click()
    await expect(ana.page.getByRole('complementary', { name: 'Warnings' }).getByRole('listitem')).toHaveCount(1)
    return ana
  },

  async history({ join, film, options }) {
    const document = await film('One', 'Two')
    await edit(document, 1, 'One more')
    const ana = await join('Ana', document, options)
    await cue(ana, 1).box.click()
    await ana.page.keyboard.press('F9')
    await expect(ana.page.getByText('changed this')).toBeVisible()
    return ana
  },

  async 'find and replace'({ join, film, options }) {
    const ana = await join('Ana', await film('One', 'Two'), options)
    await ana.page.keyboard.press('Control+F')
    await ana.page.getByLabel('Find', { exact: true }).fill('o')
    return ana
  },

  async 'shift times'({ join, film, options }) {
    const ana = await join('Ana', await film('One', 'Two'), options)
    await ana.page.keyboard.press('Alt+M')
    await ana.page.getByLabel(/Seconds/).fill('1.5')
    return ana
  },

  async menu({ join, film, options }) {
    const ana = await join('Ana', await film('One', 'Two'), options)
    await ana.page.getByRole('button', { name: 'Document actions' }).click()
    await expect(ana.page.getByRole('menu')).toBeVisible()
    return ana
  },

  async keys({ join, film, options }) {
    const ana = await join('Ana', await film('One', 'Two'), options)
    await ana.page.locator('body').press('?')
    await expect(ana.page.getByRole('dialog')).toBeVisible()
    return ana
  },

  async 'command palette'({ join, film, options }) {
    const ana = await join('Ana', await film('One', 'Two'), options)
    await ana.page.keyboard.press('Control+K')
    await expect(ana.page.getByRole('combobox', { name: 'Find a command' })).toBeFocused()
    return ana
  },

  async 'my steps'({ join, film, options }) {
    const document = await film('One', 'Two')
    const ana = await join('Ana', document, options)
    for (const number of [1, 2]) {
      await cue(ana, number).box.fill('Changed')
      await save(ana)
      await expect.poll(async () => textOf(await stored(document, number))).toBe('Changed')
    }
    await edit(document, 2, 'By Ben', 'Ben')
    await cue(ana, 2).box.blur()
    await ana.page.keyboard.press('Control+Z')
    await expect(ana.page.getByRole('alert').filter({ hasText: 'Not undone' })).toBeVisible()
    await ana.page.keyboard.press('Shift+F9')
    await expect(ana.page.getByRole('complementary', { name: 'Your steps' }).getByRole('listitem')).toHaveCount(2)
    return ana
  },
}

function found<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('There is no such state.')
  }
  return value
}
