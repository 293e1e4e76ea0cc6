import { createTransport, requireSuccess } from '@holdfast/client'

export type Role = 'reader' | 'editor' | 'admin'

/** Who the person is to this server. */
export interface Session {
  /** How the server finds out who someone is. */
  readonly authentication: 'none' | 'token' | 'proxy'
  /** Null if one has to sign in first. */
  readonly name: string | null
  /** Null if there are no roles. */
  readonly role: Role | null
}

export interface SessionState {
  /** Null as long as the server has not said. */
  readonly session: Session | null
  /** The server asks who is there. */
  readonly signedOut: boolean
  /** Somebody was let in on this page, whose work is still on it. */
  readonly wasSignedIn: boolean
  /** It is not known to be the same person who is there now. The page has to begin anew, and sends nothing before. */
  readonly someoneElse: boolean
}

let state: SessionState = { session: null, signedOut: false, wasSignedIn: false, someoneElse: false }
/** Whose work is on the page, as far as it is known. */
let whose: string | null = null
/** How often somebody was found to be there: what was sent before the last time says nothing about now. */
let arrivals = 0
let signingIn: Promise<void> | null = null
let asked = 0
let answered = 0
const listeners = new Set<() => void>()
const plain = createTransport()
/** Tells the other tabs of the browser that somebody signed in or out, as they share the cookie. */
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('holdfast.session')

export function sessionState(): SessionState {
  return state
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function become(next: Partial<SessionState>): void {
  state = { ...state, ...next }
  for (const listener of listeners) {
    listener()
  }
}

/** Asks the server who the person is. Until it can be reached, everything is tried as if everybody may do everything. */
export async function readSession(): Promise<void> {
  const ask = ++asked
  const answer = await plain.send({ method: 'GET', url: '/api/session' })
  if (answer.status === 200 && ask > answered) {
    answered = ask
    hear(answer.json as Partial<Session>)
  }
}

function hear({ authentication = 'none', name = null, role = null }: Partial<Session>): void {
  const signedOut = authentication !== 'none' && name === null
  arrivals += signedOut ? 0 : 1
  if (name !== null && isSomeoneElse(name)) {
    become({ signedOut: true, someoneElse: true })
    return
  }
  whose = name ?? whose
  become({
    session: { authentication, name, role },
    signedOut,
    wasSignedIn: state.wasSignedIn || (!signedOut && authentication !== 'none'),
    someoneElse: false,
  })
}

function isSomeoneElse(name: string): boolean {
  return whose === null ? state.signedOut && state.wasSignedIn : whose !== name
}

/** @throws RequestError if the token is not known */
export async function signIn(token: string): Promise<void> {
  signingIn = enter(token).finally(() => {
    signingIn = null
  })
  await signingIn
  tabs?.postMessage('changed')
}

async function enter(token: string): Promise<void> {
  requireSuccess(await plain.send({ method: 'POST', url: '/api/session', body: { token } }))
  await readSession()
}

export async function signOut(): Promise<void> {
  requireSuccess(await plain.send({ method: 'DELETE', url: '/api/session' }))
  become({
    session: state.session && { ...state.session, name: null, role: null },
    signedOut: true,
    wasSignedIn: false,
  })
  tabs?.postMessage('changed')
}

/** Keeps knowing who the person is, whatever happens in other tabs, until it is stopped. */
export function followSession(): () => void {
  const ask = () => void readSession().catch(() => {}) // what is not known yet, the first refusal tells
  const askIfOpen = () => (state.signedOut || state.session === null) && ask()
  ask()
  tabs?.addEventListener('message', ask)
  globalThis.addEventListener('online', askIfOpen)
  globalThis.addEventListener('focus', askIfOpen)
  globalThis.document.addEventListener('visibilitychange', askIfOpen)
  return () => {
    tabs?.removeEventListener('message', ask)
    globalThis.removeEventListener('online', askIfOpen)
    globalThis.removeEventListener('focus', askIfOpen)
    globalThis.document.removeEventListener('visibilitychange', askIfOpen)
  }
}

/**
 * `fetch`, which notices when the server does not know any more who is there, and when it does. What one person left on
 * the page is not sent in the name of another.
 */
export const watchedFetch: typeof fetch = async (input, init) => {
  if (signingIn !== null) {
    await signingIn.catch(() => {}) // who asked for it is told why
  }
  if (state.someoneElse) {
    return new Response(null, { status: 401 })
  }
  const before = arrivals
  const response = await fetch(input, init)
  if (response.status === 401 && before !== arrivals) {
    return watchedFetch(input, init)
  }
  if (response.status === 401 && !state.signedOut) {
    become({ signedOut: true })
  } else if (response.ok && !state.signedOut && !state.wasSignedIn) {
    become({ wasSignedIn: true })
  }
  return response
}

/** Whether the person may change texts, and whether also whole documents. Unknown counts as yes: the server decides. */
export function mayEdit({ session }: SessionState): boolean {
  return session?.role !== 'reader'
}

export function mayManage({ session }: SessionState): boolean {
  return session === null || session.role === null || session.role === 'admin'
}
