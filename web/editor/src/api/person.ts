const STORAGE_KEY = 'holdfast.person'

/** Name of the person who was the last to sign in with this browser; empty if nobody did, or they signed out. */
export function knownPerson(): string {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? ''
  } catch {
    return '' // the browser forbids it
  }
}

export function rememberPerson(name: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, name)
  } catch {
    // Their drafts cannot be kept either.
  }
}

export function forgetPerson(): void {
  try {
    localStorage.removeItem(STORAGE_KEY)
  } catch {
    // It was not remembered.
  }
}
