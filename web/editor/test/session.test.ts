import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type ClientSession, createSession } from '../src/api/session.ts'

/** Name in the session cookie, which all tabs of the browser share. */
let signedInAs: string | null
let whoHasTheToken: string
let reachable: boolean
/** Responses wait for it. They hold the state at the time of the request. */
let held: Promise<void> | null
const requests: string[] = []
const stops: (() => void)[] = []

beforeEach(() => {
  signedInAs = 'Ben'
  reachable = true
  whoHasTheToken = 'Ben'
  held = null
  requests.length = 0
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    requests.push(url)
    const response = answer(url, init)
    await held
    return response
  })

  function answer(url: string, init: RequestInit): Response {
    if (!url.startsWith('/api/session')) {
      return new Response(null, { status: signedInAs === null ? 401 : 200 })
    }
    if (!reachable) {
      return new Response(null, { status: 404 })
    }
    if (init.method === 'DELETE') {
      signedInAs = null
      return new Response(null, { status: 204 })
    }
    if (init.method === 'POST') {
      signedInAs = whoHasTheToken
    }
    return Response.json({ authentication: 'token', name: signedInAs, role: 'editor' })
  }
})

afterEach(() => {
  for (const stop of stops.splice(0)) {
    stop()
  }
})

/** A tab of its own, with a page that follows the session. */
async function openTab(): Promise<ClientSession> {
  const tab = createSession()
  stops.push(tab.follow())
  await soon()
  return tab
}

/** Makes responses wait until the returned function is called. */
function hold(): () => void {
  let release = () => {}
  held = new Promise((resolve) => {
    release = resolve
  })
  return () => {
    held = null
    release()
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

test('a signed-out tab notices a sign-in in another tab', async () => {
  const tab = await openTab()
  signedInAs = null
  await tab.fetch('/api/documents')
  expect(tab.state()).toMatchObject({ signedOut: true, wasSignedIn: true })
  const other = await openTab()

  await other.signIn('token')

  await vi.waitFor(() => expect(tab.state()).toMatchObject({ signedOut: false, session: { name: 'Ben' } }))
})

test('a signed-out tab reads the session again when it becomes visible', async () => {
  const tab = await openTab()
  signedInAs = null
  await tab.fetch('/api/documents')
  signedInAs = 'Ben'

  globalThis.dispatchEvent(new Event('focus'))

  await vi.waitFor(() => expect(tab.state().signedOut).toBe(false))
})

test('unsaved work stays on the page when the session ends, although the session could not be read', async () => {
  reachable = false
  const tab = await openTab()
  await tab.fetch('/api/documents')
  signedInAs = null

  await tab.fetch('/api/documents')

  expect(tab.state()).toMatchObject({ session: null, signedOut: true, wasSignedIn: true })
})

test('a person who never signed in has no work on the page', async () => {
  signedInAs = null
  const tab = await openTab()

  await tab.fetch('/api/documents')

  expect(tab.state()).toMatchObject({ signedOut: true, wasSignedIn: false })
})

test.each([
  ['here', '/api/session'],
  ['everywhere', '/api/sessions'],
] as const)('signing out %s ends the sessions at %s, and the other tabs notice', async (scope, url) => {
  const tab = await openTab()
  const other = await openTab()
  requests.length = 0

  await tab.signOut(scope)

  expect(requests[0]).toBe(url)
  expect(tab.state()).toMatchObject({ signedOut: true, session: { name: null } })
  await vi.waitFor(() => expect(other.state().signedOut).toBe(true))
})

describe('when someone else signs in', () => {
  test('nothing of the page is sent under the other name, and the page has to reload', async () => {
    const tab = await openTab()
    signedInAs = null
    await tab.fetch('/api/documents')
    signedInAs = 'Ana'
    globalThis.dispatchEvent(new Event('focus'))
    await vi.waitFor(() => expect(tab.state().someoneElse).toBe(true))
    requests.length = 0

    const response = await tab.fetch('/api/segments/film.s1', { method: 'PATCH' })

    expect(tab.state()).toMatchObject({ signedOut: true, session: { name: 'Ben' } })
    expect(response.status).toBe(401)
    expect(requests).toEqual([])
  })

  test('nothing is sent until the session is known', async () => {
    const tab = await openTab()
    signedInAs = null
    await tab.fetch('/api/documents')
    whoHasTheToken = 'Ana'
    const entering = tab.signIn('token')

    const response = await tab.fetch('/api/segments/film.s1', { method: 'PATCH' })
    await entering

    expect(response.status).toBe(401)
    expect(requests).not.toContain('/api/segments/film.s1')
  })

  test('in another tab, the page has to reload although it was never signed out', async () => {
    const tab = await openTab()
    const other = await openTab()
    signedInAs = 'Ana'

    await other.refresh()
    new BroadcastChannel('holdfast.session').postMessage('changed')

    await vi.waitFor(() => expect(tab.state().someoneElse).toBe(true))
  })

  test('and the earlier person is unknown, the page has to reload', async () => {
    reachable = false
    const tab = await openTab()
    await tab.fetch('/api/documents')
    signedInAs = null
    await tab.fetch('/api/documents')
    reachable = true

    await tab.signIn('token')

    expect(tab.state()).toMatchObject({ someoneElse: true, signedOut: true })
  })

  test('the page continues if it is the same person after all', async () => {
    const tab = await openTab()
    signedInAs = 'Ana'
    await tab.refresh()

    await tab.signIn('token')

    expect(tab.state()).toMatchObject({ someoneElse: false, signedOut: false, session: { name: 'Ben' } })
  })
})

describe('a request from before signing in', () => {
  test('is repeated when it is refused late, and signs nobody out', async () => {
    const tab = await openTab()
    signedInAs = null
    await tab.fetch('/api/documents')
    const release = hold()
    const late = tab.fetch('/api/documents')
    held = null
    await tab.signIn('token')

    release()

    expect((await late).status).toBe(200)
    expect(tab.state().signedOut).toBe(false)
  })

  test('is ignored when it reports late that nobody is signed in', async () => {
    const tab = await openTab()
    signedInAs = null
    const release = hold()
    const late = tab.refresh()
    held = null
    await tab.signIn('token')

    release()
    await late

    expect(tab.state().signedOut).toBe(false)
  })
})

describe('drafts belong', () => {
  const ownerOf = (tab: ClientSession) => Promise.race([tab.draftOwner, soon().then(() => 'not known')])

  test('to the person who is signed in', async () => {
    expect(await ownerOf(await openTab())).toBe('Ben')
  })

  test('to nobody while no one is signed in, and then to the person who does', async () => {
    signedInAs = null
    const tab = await openTab()
    const before = await ownerOf(tab)

    await tab.signIn('token')

    expect(before).toBe('not known')
    expect(await ownerOf(tab)).toBe('Ben')
  })

  test('to the browser where the server knows no persons, whatever name is declared', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ authentication: 'none', name: null, role: null }))
    localStorage.setItem('holdfast.name', 'Ben')

    expect(await ownerOf(await openTab())).toBe('')
  })

  test('to the last person who signed in, if the session cannot be read, unless they signed out', async () => {
    const first = await openTab()
    reachable = false
    const meanwhile = await ownerOf(await openTab())
    reachable = true
    await first.signOut('here')
    reachable = false

    expect(meanwhile).toBe('Ben')
    expect(await ownerOf(await openTab())).toBe('')
  })

  test('to nobody else: a page that took the drafts of the last person is loaded anew for another', async () => {
    await openTab()
    reachable = false
    const tab = await openTab()
    await ownerOf(tab)
    reachable = true
    signedInAs = 'Ana'

    await tab.refresh()

    expect(tab.state().someoneElse).toBe(true)
  })
})
