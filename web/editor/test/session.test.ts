import { afterEach, beforeEach, expect, test, vi } from 'vitest'

type SessionModule = typeof import('../src/api/session.ts')

/** Who the cookie of this browser says that is there; all its tabs have the same. */
let signedInAs: string | null
let reachable: boolean
const stops: (() => void)[] = []

beforeEach(() => {
  signedInAs = 'Ben'
  reachable = true
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (url !== '/api/session') {
      return new Response(null, { status: signedInAs === null ? 401 : 200 })
    }
    if (!reachable) {
      return new Response(null, { status: 404 })
    }
    if (init.method === 'POST') {
      signedInAs = 'Ben'
    }
    return Response.json({ authentication: 'token', name: signedInAs, role: 'editor' })
  })
})

afterEach(() => {
  for (const stop of stops.splice(0)) {
    stop()
  }
})

/** A tab of its own, with a page that follows the session. */
async function openTab(): Promise<SessionModule> {
  vi.resetModules()
  const tab = await import('../src/api/session.ts')
  stops.push(tab.followSession())
  await soon()
  return tab
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

test('a tab that is signed out notices when the person signs in in another', async () => {
  const tab = await openTab()
  signedInAs = null
  await tab.watchedFetch('/api/documents')
  expect(tab.sessionState()).toMatchObject({ signedOut: true, wasSignedIn: true })
  const other = await openTab()

  await other.signIn('token')

  await vi.waitFor(() => expect(tab.sessionState()).toMatchObject({ signedOut: false, session: { name: 'Ben' } }))
})

test('a tab that is signed out asks again when the person comes back to it', async () => {
  const tab = await openTab()
  signedInAs = null
  await tab.watchedFetch('/api/documents')
  signedInAs = 'Ben'

  globalThis.dispatchEvent(new Event('focus'))

  await vi.waitFor(() => expect(tab.sessionState().signedOut).toBe(false))
})

test('work that is on the page stays on it when the session ends, although nobody could be asked who was there', async () => {
  reachable = false
  const tab = await openTab()
  await tab.watchedFetch('/api/documents')
  signedInAs = null

  await tab.watchedFetch('/api/documents')

  expect(tab.sessionState()).toEqual({ session: null, signedOut: true, wasSignedIn: true })
})

test('who was never let in has nothing on the page', async () => {
  signedInAs = null
  const tab = await openTab()

  await tab.watchedFetch('/api/documents')

  expect(tab.sessionState()).toMatchObject({ signedOut: true, wasSignedIn: false })
})
