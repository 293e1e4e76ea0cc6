import { type BrowserContextOptions, test as base, type Page, type Request } from '@playwright/test'

export { expect } from '@playwright/test'

/** Person with a browser of their own. */
export interface Person {
  readonly name: string
  readonly page: Page
  /** Writes of the page to segments, in order, with the statuses of their responses. */
  readonly writes: readonly Write[]
}

export interface Write {
  readonly author: string | undefined
  readonly ifMatch: string | undefined
  readonly key: string | undefined
  /** 0 if the response did not arrive. */
  readonly status: number
  readonly replayed: boolean
}

export interface Segment {
  readonly id: string
  readonly content: string
  readonly etag: string
  readonly version: number
  readonly updatedBy: string
}

interface Fixtures {
  /** Opens a browser for a person, at the document or at the list. */
  readonly join: (name: string, document?: string, options?: BrowserContextOptions) => Promise<Person>
  /** Creates a document of captions. Returns its id. */
  readonly film: (...texts: readonly string[]) => Promise<string>
}

let made = 0

export const test = base.extend<Fixtures>({
  join: async ({ browser }, use) => {
    const contexts: { close: () => Promise<void> }[] = []
    await use(async (name, document, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
      contexts.push(context)
      await context.addInitScript((name) => localStorage.setItem('holdfast.name', name), name)
      await context.addInitScript(controlStream)
      return open(name, await context.newPage(), document)
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern what a fixture needs
  film: async ({}, use) => {
    await use((...texts) => film(...texts))
  },
})

async function open(name: string, page: Page, document?: string): Promise<Person> {
  const person = { name, page, writes: watch(page) }
  await page.goto(document === undefined ? url() : addressOf(document))
  if (document !== undefined) {
    await page.getByRole('feed').getByRole('article').first().waitFor()
  }
  return person
}

/** Pattern of the addresses of segments, where texts are saved. */
export const SAVES = '**/api/segments/*'

/**
 * Blocks saves of texts. An offline browser sometimes sends one, and loses only its response. Those that outlive the page
 * are blocked for good: Playwright does not see them.
 */
export async function cutOff({ page }: Person): Promise<void> {
  await page.evaluate(() => Reflect.get(globalThis, 'blockLastSaves')())
  await page.route(SAVES, (route) =>
    route.request().method() === 'PATCH' ? route.abort('internetdisconnected') : route.continue(),
  )
}

/**
 * Leaves a page, also one without a connection.
 *
 * @returns a function that opens the document again in the same browser, in a page with a connection
 */
export async function leave({ name, page }: Person, document: string): Promise<() => Promise<Person>> {
  const context = page.context()
  page.on('dialog', (dialog) => dialog.accept())
  await page.goto('about:blank')
  return async () => open(name, await context.newPage(), document)
}

export function url(): string {
  return process.env.HOLDFAST_URL ?? ''
}

export function addressOf(document: string): string {
  return `${url()}/#/documents/${document}`
}

export async function film(...texts: readonly string[]): Promise<string> {
  const id = `film${++made}-${Date.now()}`
  const response = await fetch(`${url()}/api/documents?id=${id}&title=Film&language=en`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/vtt', 'Holdfast-Author': 'Author' },
    body: vtt(texts),
  })
  if (response.status !== 201) {
    throw new Error(`No document: ${response.status} ${await response.text()}`)
  }
  return id
}

export function vtt(texts: readonly string[]): string {
  const cues = texts.map((text, index) => `${time(index * 3)} --> ${time(index * 3 + 2)}\n${text}\n`)
  return `WEBVTT\n\n${cues.join('\n')}`
}

function time(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}.000`
}

/** The stored cue with this number, counted from 1. */
export async function stored(document: string, number: number): Promise<Segment> {
  const response = await fetch(`${url()}/api/documents/${document}/segments`)
  const { segments } = (await response.json()) as { segments: (Segment & { kind: string })[] }
  const cue = segments.filter(({ kind }) => kind === 'cue')[number - 1]
  if (cue === undefined) {
    throw new Error(`There is no cue ${number}.`)
  }
  return cue
}

export function timesOf({ content }: Segment): string {
  return content.slice(0, content.indexOf('\n'))
}

export function textOf({ content }: Segment): string {
  return content.slice(content.indexOf('\n') + 1)
}

/** Changes the text of a cue through the API. */
export async function edit(document: string, number: number, text: string, author = 'Ana'): Promise<Segment> {
  const { content } = await stored(document, number)
  return write(document, number, `${content.slice(0, content.indexOf('\n') + 1)}${text}`, author)
}

/** Changes the times of a cue through the API. */
export async function retime(document: string, number: number, times: string, author = 'Ana'): Promise<Segment> {
  const { content } = await stored(document, number)
  return write(document, number, `${times}${content.slice(content.indexOf('\n'))}`, author)
}

async function write(document: string, number: number, content: string, author: string): Promise<Segment> {
  const before = await stored(document, number)
  const response = await fetch(`${url()}/api/segments/${before.id}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', 'If-Match': before.etag, 'Holdfast-Author': author },
    body: JSON.stringify({ content }),
  })
  if (response.status !== 200) {
    throw new Error(`Not saved: ${response.status}`)
  }
  return (await response.json()) as Segment
}

/** Changes the description of a document through the API. */
export async function describe(document: string, change: object, author = 'Ana'): Promise<void> {
  const address = `${url()}/api/documents/${document}`
  const etag = (await fetch(address)).headers.get('ETag') ?? ''
  const headers = { 'Content-Type': 'application/json', 'If-Match': etag, 'Holdfast-Author': author }
  const response = await fetch(address, { method: 'PATCH', headers, body: JSON.stringify(change) })
  if (response.status !== 200) {
    throw new Error(`Not described: ${response.status} ${await response.text()}`)
  }
}

/** Commits several edits at once through the API. */
export async function commitEdits(document: string, edits: readonly object[], author = 'Ana'): Promise<void> {
  const response = await fetch(`${url()}/api/documents/${document}/edits`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Holdfast-Author': author },
    body: JSON.stringify({ edits }),
  })
  if (response.status !== 200) {
    throw new Error(`Not done: ${response.status} ${await response.text()}`)
  }
}

export async function remove(document: string, number: number, author = 'Ana'): Promise<void> {
  const { id, etag } = await stored(document, number)
  const headers = { 'If-Match': etag, 'Holdfast-Author': author }
  const response = await fetch(`${url()}/api/segments/${id}`, { method: 'DELETE', headers })
  if (response.status !== 204) {
    throw new Error(`Not deleted: ${response.status}`)
  }
}

export function cue({ page }: Person, number: number) {
  const row = page.getByRole('article', { name: `Cue ${number}`, exact: true })
  return { row, box: row.getByRole('textbox', { name: 'Text of' }) }
}

export function summary({ page }: Person) {
  return page.getByTestId('summary')
}

/** Blocks the page's stream of changes until the returned function is called. */
export async function blockStream({ page }: Person): Promise<() => Promise<void>> {
  const set = (blocked: boolean) =>
    page.evaluate((blocked) => Reflect.get(globalThis, 'setStreamBlocked')(blocked), blocked)
  await set(true)
  return () => set(false)
}

/** Lets tests break the stream of changes and block it, and block saves that outlive the page. Runs in the page. */
function controlStream(): void {
  const open = new Set<AbortController>()
  const real = globalThis.fetch
  let isBlocked = false
  Reflect.set(globalThis, 'setStreamBlocked', (next: boolean) => {
    isBlocked = next
    for (const one of next ? open : []) {
      one.abort()
    }
    if (!next) {
      globalThis.dispatchEvent(new Event('online'))
    }
  })
  let areLastSavesBlocked = false
  Reflect.set(globalThis, 'blockLastSaves', () => {
    areLastSavesBlocked = true
  })
  globalThis.fetch = (input, init) => {
    if (areLastSavesBlocked && init?.keepalive === true) {
      return Promise.reject(new TypeError('blocked'))
    }
    if (!String(input).includes('/changes?')) {
      return real(input, init)
    }
    if (isBlocked) {
      return Promise.reject(new TypeError('blocked'))
    }
    const cut = new AbortController()
    open.add(cut)
    return real(input, { ...init, signal: init?.signal ? AbortSignal.any([cut.signal, init.signal]) : cut.signal })
  }
}

/** Stops the clock of the page, so that there is no autosave. */
export async function stopClock({ page }: Person): Promise<void> {
  await page.clock.install()
  await page.clock.pauseAt(Date.now() + 60_000)
}

export async function save({ page }: Person): Promise<void> {
  await page.keyboard.press('Control+Enter')
}

function watch(page: Page): readonly Write[] {
  const writes: Write[] = []
  const isWrite = (request: Request) => request.method() === 'PATCH' && request.url().includes('/api/segments/')
  const add = (request: Request, status: number, replayed: boolean) => {
    const headers = request.headers()
    writes.push({
      author: headers['holdfast-author'],
      ifMatch: headers['if-match'],
      key: headers['idempotency-key'],
      status,
      replayed,
    })
  }
  page.on('response', (response) => {
    if (isWrite(response.request())) {
      add(response.request(), response.status(), response.headers()['holdfast-replayed'] === 'true')
    }
  })
  page.on('requestfailed', (request) => isWrite(request) && add(request, 0, false))
  return writes
}

export function statuses({ writes }: Person): readonly number[] {
  return writes.map(({ status }) => status)
}
