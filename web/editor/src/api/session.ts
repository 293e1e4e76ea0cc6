import { createTransport, requireSuccess } from '@holdfast/client'
import { API } from './base.ts'
import { forgetPerson, knownPerson, rememberPerson } from './person.ts'

export type Role = 'reader' | 'editor' | 'admin'

/** Identity of the person, as the server reports it. */
export interface Session {
  /** The server's way to identify people. */
  readonly authentication: 'none' | 'token' | 'proxy'
  /** Null if one has to sign in first. */
  readonly name: string | null
  /** Null if the server has no roles. */
  readonly role: Role | null
}

export interface SessionState {
  /** Null until the server has reported one. */
  readonly session: Session | null
  /** The server refuses requests until someone signs in. */
  readonly signedOut: boolean
  /** Someone was signed in on this page, and their work is still on it. */
  readonly wasSignedIn: boolean
  /** Another person may be signed in now. The page has to be loaded anew, and sends nothing before. */
  readonly someoneElse: boolean
}

const SESSION_URL = `${API}/session`
const ALL_SESSIONS_URL = `${API}/sessions`

/** Sessions to end: that of this browser, or all of the person. */
export type SignOutScope = 'here' | 'everywhere'

/** Session of this page with the server, shared through the cookie with the other tabs of the browser. */
export function createSession(): ClientSession {
  return new ClientSession()
}

export class ClientSession {
  private current: SessionState = { session: null, signedOut: false, wasSignedIn: false, someoneElse: false }
  /** The person whose work is on the page; null if that is not known. */
  private owner: string | null = null
  /**
   * Owner of the drafts on this page, once it is known: the person who is signed in, or empty where the server knows no
   * persons. A name that is only declared owns nothing: anybody can declare it.
   */
  readonly draftOwner: Promise<string>
  private settleOwner: (owner: string) => void = () => {}
  /** Counts the reports that someone is signed in: a response to an earlier request proves nothing about now. */
  private identifications = 0
  private signingIn: Promise<void> | null = null
  private lastRequest = 0
  private lastResponse = 0
  private readonly listeners = new Set<() => void>()
  private readonly transport = createTransport()
  private readonly tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('holdfast.session')

  constructor() {
    this.draftOwner = new Promise((resolve) => {
      this.settleOwner = resolve
    })
  }

  readonly state = (): SessionState => this.current

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Asks the server who is signed in. Until it can be reached, everything is tried as if everybody had every right. */
  async refresh(): Promise<void> {
    const request = ++this.lastRequest
    const response = await this.transport.send({ method: 'GET', url: SESSION_URL })
    if (response.status === 200 && request > this.lastResponse) {
      this.lastResponse = request
      this.apply(response.json as Partial<Session>)
    }
  }

  private apply({ authentication = 'none', name = null, role = null }: Partial<Session>): void {
    const signedOut = authentication !== 'none' && name === null
    this.identifications += signedOut ? 0 : 1
    if (name !== null) {
      rememberPerson(name)
      if (this.isSomeoneElse(name)) {
        this.update({ signedOut: true, someoneElse: true })
        return
      }
    }
    this.owner = name ?? this.owner
    if (name !== null || authentication === 'none') {
      this.settleOwner(name ?? '')
    }
    this.update({
      session: { authentication, name, role },
      signedOut,
      wasSignedIn: this.current.wasSignedIn || (!signedOut && authentication !== 'none'),
      someoneElse: false,
    })
  }

  /** Without a report of the server, the person who was the last to sign in here. */
  private assumeOwner(): void {
    if (this.current.session === null && this.owner === null) {
      const person = knownPerson()
      this.owner = person === '' ? null : person
      this.settleOwner(person)
    }
  }

  private isSomeoneElse(name: string): boolean {
    return this.owner === null ? this.current.signedOut && this.current.wasSignedIn : this.owner !== name
  }

  private update(change: Partial<SessionState>): void {
    this.current = { ...this.current, ...change }
    for (const listener of this.listeners) {
      listener()
    }
  }

  /** @throws RequestError if the token is not known */
  async signIn(token: string): Promise<void> {
    this.signingIn = this.sendToken(token).finally(() => {
      this.signingIn = null
    })
    await this.signingIn
    this.tabs?.postMessage('changed')
  }

  private async sendToken(token: string): Promise<void> {
    requireSuccess(await this.transport.send({ method: 'POST', url: SESSION_URL, body: { token } }))
    await this.refresh()
  }

  async signOut(scope: SignOutScope): Promise<void> {
    const url = scope === 'here' ? SESSION_URL : ALL_SESSIONS_URL
    requireSuccess(await this.transport.send({ method: 'DELETE', url }))
    forgetPerson()
    const { session } = this.current
    this.update({
      session: session && { ...session, name: null, role: null },
      signedOut: true,
      wasSignedIn: false,
    })
    this.tabs?.postMessage('changed')
  }

  /** Refreshes the session whenever another tab or the network may have changed it. Returns a function that stops it. */
  follow(): () => void {
    const refresh = () => void this.refresh().catch(() => {}) // the next refused request shows what is missing
    const refreshIfOpen = () => (this.current.signedOut || this.current.session === null) && refresh()
    void this.refresh()
      .catch(() => {})
      .then(() => this.assumeOwner())
    this.tabs?.addEventListener('message', refresh)
    globalThis.addEventListener('online', refreshIfOpen)
    globalThis.addEventListener('focus', refreshIfOpen)
    globalThis.document.addEventListener('visibilitychange', refreshIfOpen)
    return () => {
      this.tabs?.removeEventListener('message', refresh)
      globalThis.removeEventListener('online', refreshIfOpen)
      globalThis.removeEventListener('focus', refreshIfOpen)
      globalThis.document.removeEventListener('visibilitychange', refreshIfOpen)
    }
  }

  /** `fetch` that notices when the session ends and when it begins. The work of one person is never sent by another. */
  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    if (this.signingIn !== null) {
      await this.signingIn.catch(() => {}) // the caller of signIn reports it
    }
    if (this.current.someoneElse) {
      return new Response(null, { status: 401 })
    }
    const before = this.identifications
    const response = await globalThis.fetch(input, init)
    if (response.status === 401 && before !== this.identifications) {
      return this.fetch(input, init)
    }
    const { signedOut, wasSignedIn } = this.current
    if (response.status === 401 && !signedOut) {
      this.update({ signedOut: true })
    } else if (response.ok && !signedOut && !wasSignedIn) {
      this.update({ wasSignedIn: true })
    }
    return response
  }
}

/** The session of the page. */
export const session = createSession()

/** True if the person may change texts. An unknown role counts as yes: the server decides. */
export function mayEdit(state: SessionState): boolean {
  return state.session?.role !== 'reader'
}

/** True if the person may also create, describe and delete documents. An unknown role counts as yes. */
export function mayManage(state: SessionState): boolean {
  return state.session === null || state.session.role === null || state.session.role === 'admin'
}
