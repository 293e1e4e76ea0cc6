import { useSyncExternalStore } from 'react'

/** Page that is open: all documents, or one. It stands in the fragment, so that any server can serve the page. */
export type Route = { readonly page: 'documents' } | { readonly page: 'document'; readonly id: string }

export function routeOf(hash: string): Route {
  const id = decoded(/^#\/documents\/([^/?]+)$/.exec(hash)?.[1])
  return id === null ? { page: 'documents' } : { page: 'document', id }
}

/** The decoded text; null without one, and if its percent-encoding is broken. */
function decoded(text: string | undefined): string | null {
  try {
    return text === undefined ? null : decodeURIComponent(text)
  } catch {
    return null
  }
}

export function hashOf(route: Route): string {
  return route.page === 'document' ? `#/documents/${encodeURIComponent(route.id)}` : '#/'
}

export function goTo(route: Route): void {
  globalThis.location.hash = hashOf(route)
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (listener) => {
      globalThis.addEventListener('hashchange', listener)
      return () => globalThis.removeEventListener('hashchange', listener)
    },
    () => globalThis.location.hash,
  )
  return routeOf(hash)
}
