import { session } from './session.ts'

const STORAGE_KEY = 'holdfast.name'
const MAX_LENGTH = 64
let chosen: string | null = null
const listeners = new Set<() => void>()

/** Name that the person chose; empty before they chose one. */
export function displayName(): string {
  try {
    chosen ??= localStorage.getItem(STORAGE_KEY)
  } catch {
    // The browser forbids it: the name is known as long as the page is open.
  }
  return chosen ?? ''
}

export function setDisplayName(name: string): void {
  chosen = [...name.trimStart()].slice(0, MAX_LENGTH).join('')
  try {
    localStorage.setItem(STORAGE_KEY, chosen)
  } catch {
    // As above.
  }
  for (const listener of listeners) {
    listener()
  }
}

export function onDisplayName(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Name under which this page writes: that of the session, or, where nobody signs in, the one that the person chose. */
export function ownName(): string {
  const { authentication, name } = session.state().session ?? { authentication: 'none', name: null }
  return authentication === 'none' ? displayName().trim() : (name ?? '')
}

/** Author's name as it is shown; `unknown` for an anonymous one. */
export function nameOf(by: string | null | undefined, unknown = 'Someone else'): string {
  return by === undefined || by === null || by === '' || by === 'anonymous' ? unknown : by
}
