import type { BrowserContext, Page } from '@playwright/test'
import {
  addressOf,
  blockStream,
  cue,
  edit,
  expect,
  type Person,
  remove,
  save,
  test,
  url,
  vtt,
} from '../support/holdfast.ts'
import { type RunningServer, run, runAt } from '../support/server.ts'

interface ChangesRequest {
  readonly stream: boolean
  readonly lastEvent: string | undefined
}

/** Requests of a browser's pages for changes. */
function changesRequests(context: BrowserContext): readonly ChangesRequest[] {
  const requests: ChangesRequest[] = []
  context.on('request', (request) => {
    if (request.url().includes('/changes?')) {
      const { accept, 'last-event-id': lastEvent } = request.headers()
      requests.push({ stream: accept === 'text/event-stream', lastEvent })
    }
  })
  return requests
}

/** Opens a document, and collects its requests for changes from the first stream on. */
async function follow({ page }: Person, document: string): Promise<readonly ChangesRequest[]> {
  const requests = changesRequests(page.context())
  await page.goto(addressOf(document))
  await expect.poll(() => requests.length).toBe(1)
  return requests
}

const connection = ({ page }: Person) => page.getByText(/^(Live|Reconnecting…|Offline)$/)

test('saves of others arrive at once, over one stream and without further requests', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben')
  const requests = await follow(ben, document)
  await expect(cue(ben, 1).box).toHaveValue('One')
  await expect(connection(ben)).toHaveText('Live')

  const times: number[] = []
  for (let round = 1; round <= 5; round++) {
    await edit(document, 2, `Two, ${round}`)
    const saved = Date.now()
    await expect(cue(ben, 2).box).toHaveValue(`Two, ${round}`, { timeout: 5_000 })
    times.push(Date.now() - saved)
  }

  process.stdout.write(`    a save is on the other screen after ${times.sort((a, b) => a - b).join(', ')} ms\n`)
  expect(requests.map(({ stream }) => stream)).toEqual([true])
})

test('a broken stream continues after the last event, and no commit is missed', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben')
  const requests = await follow(ben, document)
  await edit(document, 1, 'One, received')
  await expect(cue(ben, 1).box).toHaveValue('One, received')

  const unblock = await blockStream(ben)
  await expect(connection(ben)).toHaveText('Reconnecting…')
  await edit(document, 1, 'One, meanwhile')
  await remove(document, 2)
  await expect(async () => {
    // It would wait longer each time before it asks again.
    await ben.page.evaluate(() => globalThis.dispatchEvent(new Event('online')))
    await expect(connection(ben)).toHaveText('Offline', { timeout: 200 })
  }).toPass({ timeout: 20_000 })
  await expect(cue(ben, 1).box).toHaveValue('One, received')
  await unblock()

  await expect(connection(ben)).toHaveText('Live')
  await expect(cue(ben, 1).box).toHaveValue('One, meanwhile')
  await expect(cue(ben, 2).row).toHaveCount(0)
  expect(requests.map(({ lastEvent }) => lastEvent)).toEqual([undefined, expect.stringMatching(/^2-[\w-]+$/)])
})

test('two tabs with one document share a stream, and one continues when the other is closed', async ({
  join,
  film,
}) => {
  const document = await film('One')
  const ben = await join('Ben')
  const requests = await follow(ben, document)
  const other = await ben.page.context().newPage()
  await other.goto(addressOf(document))
  const second = { name: 'Ben', page: other, writes: [] }
  await expect(cue(second, 1).box).toHaveValue('One')

  await edit(document, 1, 'One, for both')
  await expect(cue(ben, 1).box).toHaveValue('One, for both')
  await expect(cue(second, 1).box).toHaveValue('One, for both')
  expect(requests).toHaveLength(1)
  await ben.page.close()
  await expect.poll(() => requests.length).toBe(2)
  await edit(document, 1, 'One, for the other')

  await expect(cue(second, 1).box).toHaveValue('One, for the other')
  await expect(connection(second)).toHaveText('Live')
})

for (const [how, halt] of [
  ['stopped', stopScripts],
  ['frozen', freeze],
] as const) {
  test(`a tab asks for itself while the one that leads is ${how}, and says so`, async ({ join, film }) => {
    test.setTimeout(120_000)
    const document = await film('One')
    const ben = await join('Ben', document)
    await expect(connection(ben)).toHaveText('Live')
    const other = await ben.page.context().newPage()
    await other.goto(addressOf(document))
    const second = { name: 'Ben', page: other, writes: [] }
    await expect(cue(second, 1).box).toHaveValue('One')

    const wake = await halt(ben)
    await edit(document, 1, 'One, unheard')

    await expect(cue(second, 1).box).toHaveValue('One, unheard', { timeout: 30_000 })
    await expect(connection(second)).toHaveText('Live')
    await edit(document, 1, 'One, at once')
    await expect(cue(second, 1).box).toHaveValue('One, at once', { timeout: 5_000 })
    await wake()
    await edit(document, 1, 'One, for both')
    await expect(cue(ben, 1).box).toHaveValue('One, for both', { timeout: 30_000 })
    await expect(cue(second, 1).box).toHaveValue('One, for both')
    await expect(connection(second)).toHaveText('Live')
  })
}

/** Stops all scripts of the page, as a debugger does. Returns a function that goes on with them. */
async function stopScripts({ page }: Person): Promise<() => Promise<void>> {
  const debug = await page.context().newCDPSession(page)
  await debug.send('Debugger.enable')
  await debug.send('Debugger.pause')
  return async () => {
    await debug.send('Debugger.resume')
    await debug.detach()
  }
}

/** Freezes the page, as a browser does with pages that nobody looks at. Returns a function that wakes it. */
async function freeze({ page }: Person): Promise<() => Promise<void>> {
  const control = await page.context().newCDPSession(page)
  await control.send('Page.setWebLifecycleState', { state: 'frozen' })
  return async () => {
    await control.send('Page.setWebLifecycleState', { state: 'active' })
  }
}

test('a tab that missed commits of another requests them until it has them', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ben = await join('Ben', document)
  await expect(connection(ben)).toHaveText('Live')
  const other = await ben.page.context().newPage()
  const requests: string[] = []
  await other.route(/changes\?.*limit/, async (route) => {
    requests.push(route.request().url())
    await (requests.length <= 6 ? route.abort() : route.continue())
  })
  await other.addInitScript(missFirst)
  await other.goto(addressOf(document))
  const second = { name: 'Ben', page: other, writes: [] }
  await expect(cue(second, 1).box).toHaveValue('One')

  await edit(document, 1, 'One, missed')
  await expect(cue(ben, 1).box).toHaveValue('One, missed')
  await edit(document, 2, 'Two, received')

  await expect(cue(second, 2).box).toHaveValue('Two, received')
  await expect(cue(second, 1).box).toHaveValue('One, missed')
  await expect(connection(second)).toHaveText('Live')
  expect(requests.length).toBeGreaterThan(6)
})

/** Keeps the first commits that another tab broadcasts from the page. Runs in the page. */
function missFirst(): void {
  const listen = BroadcastChannel.prototype.addEventListener
  let missed = false
  BroadcastChannel.prototype.addEventListener = function (this: BroadcastChannel, type: string, listener: unknown) {
    listen.call(this, type, (event) => {
      if (!missed && (event as MessageEvent).data.type === 'commits') {
        missed = true
      } else {
        ;(listener as (event: Event) => void)(event)
      }
    })
  }
}

test('however many documents are open, connections are left for other requests', async ({ join, film }) => {
  const ben = await join('Ben', await film('One'))
  const pages = [ben.page]
  for (let more = 0; more < 6; more++) {
    const page = await ben.page.context().newPage()
    await page.goto(addressOf(await film(`Film ${more}`)))
    await expect(page.getByRole('article')).toHaveCount(1)
    pages.push(page)
  }

  const last = { name: 'Ben', page: pages.at(-1) as Page, writes: [] }
  await cue(last, 1).box.fill('Saved, although much is open')
  await last.page.keyboard.press('Control+Enter')

  await expect(cue(last, 1).row).toContainText('Saved')
})

test('a server that was restored from a backup shows its content, and typed text is kept', async ({ join }) => {
  const common = process.env.HOLDFAST_URL
  const first = await run('--no-sample')
  let second: RunningServer | undefined
  try {
    process.env.HOLDFAST_URL = first.url
    await create('One', 'Two')
    await edit('film', 1, 'One, later')
    await edit('film', 2, 'Two, later')
    const ben = await join('Ben', 'film')
    await expect(connection(ben)).toHaveText('Live')

    await first.stop()
    await cue(ben, 1).box.fill('One, typed meanwhile')
    await save(ben)
    await expect(cue(ben, 1).row).toContainText('Kept on this computer')
    second = await runAt(new URL(first.url).port, '--no-sample')
    await create('One', 'Two')
    await ben.page.evaluate(() => globalThis.dispatchEvent(new Event('online')))

    // The backup holds other segments under the same document, so that the one being typed in is no more.
    await expect(cue(ben, 3).box).toHaveValue('Two', { timeout: 40_000 })
    await expect(cue(ben, 2).box).toHaveValue('One')
    await expect(cue(ben, 1).box).toHaveValue('One, typed meanwhile')
    await expect(cue(ben, 1).row).toContainText('This caption was deleted')
  } finally {
    await Promise.all([first.stop(), second?.stop()])
    process.env.HOLDFAST_URL = common
  }
})

async function create(...texts: readonly string[]): Promise<void> {
  const headers = { 'Content-Type': 'text/vtt', 'Holdfast-Author': 'Author' }
  const answer = await fetch(`${url()}/api/documents?id=film&title=Film`, { method: 'POST', headers, body: vtt(texts) })
  expect(answer.status).toBe(201)
}
