import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { checkPage } from '../support/axe.ts'
import {
  addressOf,
  cue,
  cutOff,
  expect,
  type Person,
  SAVES,
  save,
  statuses,
  summary,
  test,
  url,
  vtt,
} from '../support/holdfast.ts'
import { commandLine, type RunningServer, run } from '../support/server.ts'

let server: RunningServer
let before: string | undefined
const tokens: Record<string, string> = {}

test.beforeAll(async () => {
  const file = path(mkdtempSync(path(tmpdir(), 'holdfast-')), 'tokens')
  for (const [name, role] of [
    ['Ana', 'admin'],
    ['Ben', 'editor'],
    ['Rita', 'reader'],
  ] as const) {
    const [java, ...parameters] = commandLine('token', name, '--role', role, '--tokens', file)
    tokens[name] = /[\w-]{40,}/.exec(execFileSync(java, parameters, { encoding: 'utf8' }))?.[0] ?? ''
  }
  before = process.env.HOLDFAST_URL
  server = await run('--no-sample', '--tokens', file)
  process.env.HOLDFAST_URL = server.url
  const created = await fetch(`${server.url}/api/documents?id=film&title=Film`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/vtt', Authorization: `Bearer ${tokens.Ana}` },
    body: vtt(['One', 'Two']),
  })
  expect(created.status).toBe(201)
})

test.afterAll(async () => {
  process.env.HOLDFAST_URL = before
  await server.stop()
})

async function signIn({ page }: Person, token: string): Promise<void> {
  await page.getByLabel('Token', { exact: true }).fill(token)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function open(person: Person): Promise<void> {
  await person.page.goto(addressOf('film'))
  await signIn(person, tokens[person.name] ?? '')
  await person.page.getByRole('article').first().waitFor()
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`without a token only the sign-in is shown, ${colorScheme}`, async ({ join }) => {
    const ana = await join('Ana', undefined, { colorScheme })
    await expect(ana.page.getByRole('heading', { name: 'Sign in to Holdfast' })).toBeVisible()
    await expect(ana.page.getByText('Film')).toHaveCount(0)

    await signIn(ana, 'no-such-token')
    await expect(ana.page.getByText('The token is not known here.')).toBeVisible()
    await checkPage(ana.page, `sign in ${colorScheme}`)
    await signIn(ana, tokens.Ana ?? '')

    await expect(ana.page.getByRole('link', { name: /^Film/ })).toBeVisible()
    await expect(ana.page.getByRole('button', { name: 'New document' })).toBeVisible()
  })

  test(`a reader sees the text, and why it cannot be changed, ${colorScheme}`, async ({ join }) => {
    const rita = await join('Rita', undefined, { colorScheme })
    await open(rita)

    await expect(rita.page.getByText('You can read this document. Ask an administrator for edit access.')).toBeVisible()
    await expect(cue(rita, 1).box).not.toBeEditable()
    await expect(rita.page.getByLabel('Start of cue 1')).not.toBeEditable()
    await expect(rita.page.getByLabel('Title')).not.toBeEditable()
    await cue(rita, 1).box.click()
    await rita.page.keyboard.press('Alt+Insert')
    await rita.page.keyboard.press('Alt+Delete')
    await rita.page.getByRole('button', { name: 'Document actions' }).click()
    await expect(rita.page.getByRole('menuitem', { name: 'Delete caption' })).toHaveCount(0)
    await rita.page.keyboard.press('Escape')
    await checkPage(rita.page, `reader ${colorScheme}`)
    await expect(rita.page.getByRole('article')).toHaveCount(2)
    await rita.page.goto(url())
    await expect(rita.page.getByText('You can read these documents.')).toBeVisible()
    await expect(rita.page.getByRole('button', { name: 'New document' })).toHaveCount(0)
  })

  test(`a save after the session ended keeps the text, and is repeated once signed in, ${colorScheme}`, async ({
    join,
  }) => {
    const ben = await join('Ben', undefined, { colorScheme })
    await open(ben)
    await ben.page.context().clearCookies()
    const text = `One, ${colorScheme}`
    await cue(ben, 1).box.fill(text)
    await save(ben)

    await expect(ben.page.getByText('You are signed out. What you typed is kept on this computer.')).toBeVisible()
    await expect(cue(ben, 1).box).toHaveValue(text)
    await expect(cue(ben, 1).row).toContainText('Kept on this computer')
    await expect(summary(ben)).toHaveText('1 not saved, kept on this computer')
    await checkPage(ben.page, `signed out ${colorScheme}`)
    await signIn(ben, tokens.Ben ?? '')

    await expect(summary(ben)).toHaveText('All saved')
    await expect(ben.page.getByText('You are signed out')).toHaveCount(0)
    await expect(cue(ben, 1).box).toHaveValue(text)
    // Once when it was asked for, once when the cursor left the text for the token.
    expect(statuses(ben)).toEqual([401, 401, 200])
    await expect(ben.page.getByText(/^Live$/)).toBeVisible()
  })
}

test('a tab continues when the person signs in in another, and no typed text is lost', async ({ join }) => {
  const ben = await join('Ben')
  await open(ben)
  await ben.page.context().clearCookies()
  await cue(ben, 2).box.fill('Two, typed while signed out')
  await save(ben)
  await expect(ben.page.getByRole('alert').filter({ hasText: 'You are signed out' })).toBeVisible()

  const page = await ben.page.context().newPage()
  await page.goto(url())
  await signIn({ ...ben, page }, tokens.Ben ?? '')
  await expect(page.getByRole('heading', { name: 'Documents' })).toBeVisible()

  await expect(ben.page.getByText('You are signed out')).toHaveCount(0)
  await expect(summary(ben)).toHaveText('All saved')
  await expect(cue(ben, 2).box).toHaveValue('Two, typed while signed out')
})

test('text that one person left unsaved goes to nobody else, and is theirs at their next sign-in', async ({ join }) => {
  const ben = await join('Ben')
  await open(ben)
  const text = await cue(ben, 2).box.inputValue()
  await ben.page.context().clearCookies()
  await cue(ben, 2).box.fill('Two, by Ben')
  await save(ben)
  await expect(ben.page.getByRole('alert').filter({ hasText: 'You are signed out' })).toBeVisible()
  const before = statuses(ben).length

  await signIn(ben, tokens.Ana ?? '')

  await expect(ben.page.getByRole('button', { name: 'Ana' })).toBeVisible()
  await expect(cue(ben, 2).box).toHaveValue(text)
  await expect(summary(ben)).toHaveText('All saved')
  await ben.page.goto(url())
  await expect(ben.page.getByRole('link', { name: /^Film/ })).toBeVisible()
  await expect(ben.page.getByRole('region', { name: 'Unsaved work' })).toHaveCount(0)
  await expect(ben.page.getByText('Two, by Ben')).toHaveCount(0)
  expect(
    statuses(ben)
      .slice(before)
      .filter((status) => status !== 401),
  ).toEqual([])
  await signOut(ben, 'Ana')
  await ben.page.goto(addressOf('film'))
  await signIn(ben, tokens.Ben ?? '')
  await expect(cue(ben, 2).box).toHaveValue('Two, by Ben')
  await expect(summary(ben)).toHaveText('All saved')
  await cue(ben, 2).box.fill(text)
  await save(ben)
  await expect(summary(ben)).toHaveText('All saved')
})

async function signOut({ page }: Person, name: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Sign out', exact: true }).click()])
  await expect(page.getByRole('heading', { name: 'Sign in to Holdfast' })).toBeVisible()
}

test('signing out offers to take, to drop or to leave what is not saved', async ({ join }) => {
  const ben = await join('Ben')
  await open(ben)
  const text = await cue(ben, 2).box.inputValue()
  await cutOff(ben)
  await cue(ben, 2).box.fill('Two, not for Ana')
  await ben.page.getByRole('button', { name: 'Ben' }).click()
  await ben.page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(ben.page.getByText('A text is not saved. Signing out leaves it on this computer')).toBeVisible({
    timeout: 15_000,
  })
  await checkPage(ben.page, 'sign out with unsaved text')
  await ben.page.setViewportSize({ width: 1280, height: 800 })

  const [download] = await Promise.all([
    ben.page.waitForEvent('download'),
    ben.page.getByRole('button', { name: 'Download it' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toContain('Two, not for Ana')
  await ben.page.getByRole('button', { name: 'Drop it and sign out' }).click()
  await expect(ben.page.getByRole('heading', { name: 'Sign in to Holdfast' })).toBeVisible()
  await ben.page.unroute(SAVES)
  await signIn(ben, tokens.Ben ?? '')

  await expect(cue(ben, 2).box).toHaveValue(text)
  await expect(summary(ben)).toHaveText('All saved')
  expect(await ben.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('draft')))).toEqual([])
})

test('a session that ends leaves the document on the page, although the session could not be read', async ({
  join,
}) => {
  const ben = await join('Ben')
  await open(ben)
  await ben.page.route('**/api/session', (route) => route.abort())
  await ben.page.reload()
  await expect(cue(ben, 1).box).toBeVisible()
  await ben.page.context().clearCookies()

  await cue(ben, 1).box.fill('One, typed while signed out')
  await save(ben)

  await expect(ben.page.getByText('You are signed out. What you typed is kept on this computer.')).toBeVisible()
  await expect(cue(ben, 1).box).toHaveValue('One, typed while signed out')
})

test('after signing out nothing can be read', async ({ join }) => {
  const ben = await join('Ben')
  await open(ben)

  await ben.page.getByRole('button', { name: 'Ben' }).click()
  await expect(ben.page.getByText('Signed in as Ben, editor')).toBeVisible()
  await ben.page.getByRole('button', { name: 'Sign out', exact: true }).click()

  await expect(ben.page.getByRole('heading', { name: 'Sign in to Holdfast' })).toBeVisible()
  await expect(ben.page.getByRole('article')).toHaveCount(0)
  expect(await ben.page.context().cookies()).toEqual([])
})

test('after signing out a copy of the cookie is of no use, and it never held the token', async ({ join }) => {
  const ben = await join('Ben')
  await open(ben)
  const [cookie] = await ben.page.context().cookies()
  const headers = { Cookie: `${cookie?.name}=${cookie?.value}` }
  const segments = `${url()}/api/documents/film/segments`
  expect(cookie?.value).not.toContain(tokens.Ben)
  expect((await fetch(segments, { headers })).status).toBe(200)

  await signOut(ben, 'Ben')

  expect((await fetch(segments, { headers })).status).toBe(401)
})

test('signing out everywhere ends the session of another browser, which keeps what was typed until the person is back', async ({
  join,
}) => {
  const here = await join('Ben')
  const there = await join('Ben')
  await open(here)
  await open(there)
  await expect(there.page.getByText(/^Live$/)).toBeVisible()
  await cutOff(there)
  await cue(there, 1).box.fill('One, typed in the other browser')

  await here.page.getByRole('button', { name: 'Ben' }).click()
  await Promise.all([
    here.page.waitForEvent('load'),
    here.page.getByRole('button', { name: 'Sign out everywhere' }).click(),
  ])

  await expect(here.page.getByRole('heading', { name: 'Sign in to Holdfast' })).toBeVisible()
  // Nothing is done there: the stream ends, and its next attempt is refused.
  await expect(there.page.getByText('You are signed out. What you typed is kept on this computer.')).toBeVisible({
    timeout: 12_000,
  })
  await expect(cue(there, 1).box).toHaveValue('One, typed in the other browser')
  await there.page.unroute(SAVES)
  await signIn(there, tokens.Ben ?? '')
  await expect(summary(there)).toHaveText('All saved')
  await expect(there.page.getByText('You are signed out')).toHaveCount(0)
  await expect(cue(there, 1).box).toHaveValue('One, typed in the other browser')
  await signIn(here, tokens.Ben ?? '')
  await expect(cue(here, 1).box).toHaveValue('One, typed in the other browser')
})
