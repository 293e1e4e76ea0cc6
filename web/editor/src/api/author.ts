import { createTransport } from '@holdfast/client'

const NAME = 'holdfast.name'
const MAX_LENGTH = 64
const listeners = new Set<() => void>()

/** The name that the person goes by; empty before they chose one. */
export function displayName(): string {
  return localStorage.getItem(NAME) ?? ''
}

export function setDisplayName(name: string): void {
  localStorage.setItem(NAME, [...name.trimStart()].slice(0, MAX_LENGTH).join(''))
  for (const listener of listeners) {
    listener()
  }
}

export function onDisplayName(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The transport of the whole editor: each request says who makes it. */
export const transport = createTransport({
  headers: (): Record<string, string> => {
    const name = displayName().trim()
    return name === '' ? {} : { 'Holdfast-Author': encodeURIComponent(name) }
  },
})
