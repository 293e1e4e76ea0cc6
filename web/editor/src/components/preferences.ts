/** Preference of the person on this computer; empty if none is stored, or if the browser forbids storage. */
export function storedPreference(name: string): string {
  try {
    return localStorage.getItem(name) ?? ''
  } catch {
    return ''
  }
}

export function storePreference(name: string, choice: string): void {
  try {
    localStorage.setItem(name, choice)
  } catch {
    // The preference lasts as long as the page is open.
  }
}
