import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'
import {
  addressOf,
  cue,
  cutOff,
  edit,
  expect,
  film,
  leave,
  type Person,
  SAVES,
  save,
  stopClock,
  stored,
  summary,
  test,
  textOf,
  url,
  vtt,
} from '../support/holdfast.ts'
import { type RunningServer, run, runAt } from '../support/server.ts'

const unsavedWork = ({ page }: Person) => page.getByRole('region', { name: 'Unsaved work' })

/** Types into a caption while the server cannot be reached, and closes the page. */
async function leaveUnsaved(person: Person, document: string, text: string): Promise<() => Promise<Person>> {
  await cutOff(person)
  await cue(person, 1).box.fill(text)
  await save(person)
  await expect(cue(person, 1).row).toContainText('Kept on this computer')
  return leave(person, document)
}

test.describe('a document that the server forgot', () => {
  test.describe.configure({ timeout: 150_000 })
  let server: RunningServer
  let before: string | undefined

  test.beforeEach(async () => {
    before = process.env.HOLDFAST_URL
    server = await run('--no-sample')
    process.env.HOLDFAST_URL = server.url
  })

  test.afterEach(async () => {
    process.env.HOLDFAST_URL = before
    await server.stop()
  })

  async function forget(): Promise<void> {
    await server.stop()
    server = await runAt(new URL(server.url).port, '--no-sample')
  }

  test('leaves the unsaved text in reach, to copy, to download, and to put into a new document', async ({ join }) => {
    const document = await film('One', 'Two')
    const ben = await join('Ben', document)
    ben.page.on('dialog', (dialog) => dialog.accept())
    await cutOff(ben)
    await cue(ben, 1).box.fill('One, typed in vain?')
    await save(ben)
    await expect(cue(ben, 1).row).toContainText('Kept on this computer')
    await forget()

    await ben.page.reload()

    await expect(unsavedWork(ben)).toContainText('A document that no longer exists')
    await expect(unsavedWork(ben)).toContainText('Caption at 00:00.000')
    await expect(unsavedWork(ben)).toContainText('One, typed in vain?')
    await expect(summary(ben)).toHaveText(/^1 not saved/)
    await ben.page.getByRole('link', { name: 'All documents' }).first().click()
    await expect(unsavedWork(ben)).toContainText('One, typed in vain?')
    const [download] = await Promise.all([
      ben.page.waitForEvent('download'),
      unsavedWork(ben).getByRole('button', { name: 'Download all' }).click(),
    ])
    expect(await readFile(await download.path(), 'utf8')).toContain(
      '00:00:00.000 --> 00:00:02.000\nOne, typed in vain?',
    )

    await unsavedWork(ben).getByRole('button', { name: 'Put into a new document' }).click()
    await expect(cue(ben, 1).box).toHaveValue('One, typed in vain?')
    await ben.page.getByRole('link', { name: 'All documents' }).first().click()
    await expect(ben.page.getByRole('link', { name: /^Recovered/ })).toBeVisible()
    await expect(unsavedWork(ben)).toHaveCount(0)
  })
})

test('unsaved texts of all documents are listed, dropped with an undo, and named where one works', async ({ join }) => {
  const [one, two] = [await film('One'), await film('Two')]
  const ben = await join('Ben', one)
  await leaveUnsaved(ben, one, 'One, unsaved')
  await ben.page.unroute(SAVES)
  await ben.page.goto(url())

  await expect(unsavedWork(ben)).toContainText('One, unsaved')
  await unsavedWork(ben).getByRole('button', { name: 'Drop' }).click()
  await expect(unsavedWork(ben)).toHaveCount(0)
  await ben.page.getByRole('button', { name: 'Undo' }).click()
  await expect(unsavedWork(ben)).toContainText('One, unsaved')
  await ben.page.goto(addressOf(two))
  await expect(ben.page.getByText('Also unsaved in Film')).toBeVisible()
  await expect(summary(ben)).toHaveText('All saved')
  await ben.page.getByRole('link', { name: 'Film', exact: true }).click()

  await expect(cue(ben, 1).box).toHaveValue('One, unsaved')
  await expect.poll(async () => textOf(await stored(one, 1))).toBe('One, unsaved')
})

test('recovered text whose base is still current is saved by itself, and can be undone', async ({ join }) => {
  const document = await film('One', 'Two')
  const open = await leaveUnsaved(await join('Ben', document), document, 'One, unsaved')

  const ben = await open()

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One, unsaved')
  await expect(summary(ben)).toHaveText('All saved')
  await expect(ben.page.getByText('Your unsaved text of a caption from an earlier visit was saved.')).toBeVisible()
  await ben.page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One')
  await expect(cue(ben, 1).box).toHaveValue('One')
})

test('text that is typed a moment before the page is left is sent', async ({ join }) => {
  const document = await film('One')
  const ben = await join('Ben', document)
  await cue(ben, 1).box.fill('One, and gone')

  await ben.page.close()

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One, and gone')
})

test('text that is too long to be sent while the page is left is kept, and saved at the next visit', async ({
  join,
}) => {
  const document = await film('One')
  const ben = await join('Ben', document)
  const context = ben.page.context()
  const long = 'All work and no play. '.repeat(4_000).trim()
  await stopClock(ben)
  // An ordinary request may be on its way before the page is gone.
  await ben.page.route('**/api/segments/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  await cue(ben, 1).box.fill(long)
  ben.page.on('dialog', (dialog) => dialog.accept())

  await ben.page.close()
  expect(textOf(await stored(document, 1))).toBe('One')
  const again = await context.newPage()
  await again.goto(addressOf(document))

  // The draft is 88 kB, which a busy machine shows and sends slowly.
  await expect.poll(async () => textOf(await stored(document, 1)), { timeout: 30_000 }).toBe(long)
  await expect(summary({ ...ben, page: again })).toHaveText('All saved')
})

test('text that is typed while another tab comes to the front is sent', async ({ join }) => {
  const document = await film('One')
  const ben = await join('Ben', document)
  await stopClock(ben)
  await cue(ben, 1).box.fill('One, and hidden')

  await ben.page.evaluate(() => {
    Object.defineProperty(globalThis.document, 'visibilityState', { configurable: true, value: 'hidden' })
    globalThis.document.dispatchEvent(new Event('visibilitychange'))
  })

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One, and hidden')
})

/** Persistent browser with a profile of its own, which can be killed. */
async function openProfile(folder: string): Promise<{ context: BrowserContext; kill: () => void }> {
  const { launchOptions } = test.info().project.use
  const server = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    viewport: { width: 1280, height: 800 },
  })
  return { context: server, kill: () => killAll(folder) }
}

/** Kills every process of the browser with this profile. */
function killAll(folder: string): void {
  for (const pid of browserProcesses(folder)) {
    process.kill(pid, 'SIGKILL')
  }
}

function browserProcesses(folder: string): readonly number[] {
  return execFileSync('ps', ['-axo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`--user-data-dir=${folder}`))
    .map((line) => Number.parseInt(line, 10))
}

/** Types a letter every 50 ms for a time, and kills the browser. Returns what was typed, and what came back. */
async function typeAndKill(document: string, milliseconds: number): Promise<{ typed: string; recovered: string }> {
  const folder = mkdtempSync(path(tmpdir(), 'holdfast-profile-'))
  const first = await openProfile(folder)
  const page = first.context.pages()[0] as Page
  await blockSaves(first.context)
  await page.goto(addressOf(document))
  const box = page.getByRole('article').first().getByRole('textbox', { name: 'Text of' })
  await box.fill('')
  let typed = ''
  for (const until = Date.now() + milliseconds; Date.now() < until; ) {
    await page.keyboard.type('x')
    typed += 'x'
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  first.kill()
  await first.context.close().catch(() => {})
  const second = await openProfile(folder)
  await blockSaves(second.context)
  const again = second.context.pages()[0] as Page
  await again.goto(addressOf(document))
  const recovered = again.getByRole('article').first().getByRole('textbox', { name: 'Text of' })
  await expect(recovered)
    .toHaveValue(/^x*$/, { timeout: 8_000 })
    .catch(() => {})
  const text = (await recovered.inputValue()).replace(/[^x]/g, '')
  await second.context.close()
  await rm(folder, { recursive: true, force: true })
  return { typed, recovered: text }
}

async function blockSaves(context: BrowserContext): Promise<void> {
  await context.route(SAVES, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()))
}

const KILLED_AFTER = (process.env.HOLDFAST_KILLED_AFTER ?? '2500').split(',').map(Number)
for (const after of KILLED_AFTER) {
  test(`a browser that is killed after ${after} ms of typing loses at most a second of it`, async () => {
    test.setTimeout(120_000)
    const document = await film('One')

    const { typed, recovered } = await typeAndKill(document, after)

    const lost = typed.length - recovered.length
    process.stdout.write(`    typed ${typed.length}, lost ${lost}\n`)
    expect(recovered.length).toBeGreaterThan(0)
    expect(lost / typed.length).toBeLessThanOrEqual(1_000 / after)
  })
}

test('an export asks while something is unsaved, and saves it first', async ({ join }) => {
  const document = await film('One')
  const ben = await join('Ben', document)
  await ben.page.clock.install()
  await cue(ben, 1).box.fill('One, not saved yet')
  const menu = ben.page.getByRole('button', { name: 'Document actions' })
  await ben.page.route(SAVES, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()))

  const unasked = ben.page.waitForEvent('download').then(() => 'a file of the saved version, without a question')
  await menu.click()
  await ben.page.getByRole('menuitem', { name: 'Export .vtt' }).click()
  const asked = ben.page
    .getByRole('dialog')
    .waitFor()
    .then(() => 'a question')
  expect(await Promise.race([unasked, asked])).toBe('a question')
  const [old] = await Promise.all([
    ben.page.waitForEvent('download'),
    ben.page.getByRole('button', { name: 'Export the saved version' }).click(),
  ])
  expect(await readFile(await old.path(), 'utf8')).toContain('One\n')
  await menu.click()
  await ben.page.getByRole('menuitem', { name: 'Export .vtt' }).click()
  await expect(ben.page.getByRole('dialog')).toContainText('One text of this document is not saved')
  await ben.page.unroute(SAVES)
  const [saved] = await Promise.all([
    ben.page.waitForEvent('download'),
    ben.page.getByRole('button', { name: 'Save first' }).click(),
  ])

  expect(await readFile(await saved.path(), 'utf8')).toContain('One, not saved yet')
  expect(textOf(await stored(document, 1))).toBe('One, not saved yet')
})

/** Loses the responses to creations until the returned function is called. */
async function loseCreations(page: Page): Promise<() => Promise<void>> {
  const pattern = /\/api\/documents(\?|$)/
  await page.route(pattern, async (route) => {
    if (route.request().method() === 'POST') {
      await route.fetch()
      await route.abort('connectionreset')
    } else {
      await route.continue()
    }
  })
  return () => page.unroute(pattern)
}

async function countOf(title: string): Promise<number> {
  const response = await fetch(`${url()}/api/documents?q=${encodeURIComponent(title)}`)
  return ((await response.json()) as { documents: unknown[] }).documents.length
}

test('a creation whose response is lost is repeated by the person, and makes one document', async ({ join }) => {
  const ana = await join('Ana')
  const title = `Once ${Date.now()}`
  const find = await loseCreations(ana.page)
  await ana.page.getByRole('button', { name: 'New document' }).click()
  const dialog = ana.page.getByRole('dialog')
  await dialog.getByLabel('Title').fill(title)
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog.getByRole('alert')).toContainText('The server could not be reached')
  await find()

  await dialog.getByRole('button', { name: 'Create' }).click()

  await expect(cue(ana, 1).box).toHaveValue('First caption')
  expect(await countOf(title)).toBe(1)
})

test('an import whose response is lost is repeated after a reload, and makes one document', async ({ join }) => {
  const ana = await join('Ana')
  const title = `Imported once ${Date.now()}`
  const file = { name: `${title}.vtt`, mimeType: 'text/vtt', buffer: Buffer.from(vtt(['One'])) }
  const find = await loseCreations(ana.page)
  await ana.page.getByLabel('Files to import').setInputFiles(file)
  await expect(ana.page.getByText('was not imported')).toBeVisible()
  await find()
  await ana.page.reload()

  await ana.page.getByLabel('Files to import').setInputFiles(file)

  await expect(cue(ana, 1).box).toHaveValue('One')
  expect(await countOf(title)).toBe(1)
  await ana.page.goto(url())
  await ana.page.getByLabel('Files to import').setInputFiles(file)
  await expect(cue(ana, 1).box).toHaveValue('One')
  expect(await countOf(title), 'a further import is a further document').toBe(2)
})

test('the summary leads to the next caption that needs a decision', async ({ join }) => {
  const document = await film('One', 'Two', 'Three')
  const ben = await join('Ben', document)
  await cutOff(ben)
  await cue(ben, 3).box.fill('Three, mine')
  await edit(document, 3, 'Three, hers')
  await expect(cue(ben, 3).row).toContainText('Ana just changed this caption')
  await ben.page.unroute(SAVES)
  await save(ben)
  await expect(summary(ben)).toHaveText('1 caption needs a decision')
  await cue(ben, 1).box.click()

  await summary(ben).getByRole('button').click()

  await expect(cue(ben, 3).box).toBeFocused()
})
