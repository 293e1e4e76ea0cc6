/** What the person chose on this computer; empty if nothing yet, or if the browser forbids to keep it. */
export function kept(name: string): string {
  try {
    return localStorage.getItem(name) ?? ''
  } catch {
    return ''
  }
}

export function keep(name: string, choice: string): void {
  try {
    localStorage.setItem(name, choice)
  } catch {
    // It is known as long as the page is open.
  }
}
