import { createTransport, type Transport } from '@holdfast/client'
import { watchedFetch } from './session.ts'

const NAME = 'holdfast.name'
const MAX_LENGTH = 64
let chosen: string | null = null
const listeners = new Set<() => void>()

/** The name that the person goes by; empty before they chose one. */
export function displayName(): string {
  try {
    chosen ??= localStorage.getItem(NAME)
  } catch {
    // The browser forbids it: the name is known as long as the page is open.
  }
  return chosen ?? ''
}

export function setDisplayName(name: string): void {
  chosen = [...name.trimStart()].slice(0, MAX_LENGTH).join('')
  try {
    localStorage.setItem(NAME, chosen)
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

/** Who wrote something, as the others are told. */
export function nameOf(by: string | null | undefined, unknown = 'Someone else'): string {
  return by === undefined || by === null || by === '' || by === 'anonymous' ? unknown : by
}

/** A transport for somebody else, who only plays a part. */
export function transportOf(name: string): Transport {
  return createTransport({ fetch: watchedFetch, headers: () => ({ 'Holdfast-Author': encodeURIComponent(name) }) })
}

/** The transport of the whole editor: each request says who makes it. */
export const transport = createTransport({
  fetch: watchedFetch,
  headers: (): Record<string, string> => {
    const name = displayName().trim()
    return name === '' ? {} : { 'Holdfast-Author': encodeURIComponent(name) }
  },
})
