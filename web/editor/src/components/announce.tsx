import { useSyncExternalStore } from 'react'

/** Words for a screen reader, and a count of announcements, so that the same words are announced again. */
interface Announcement {
  readonly words: string
  readonly times: number
}

let announcements: { readonly polite: Announcement; readonly alert: Announcement } = {
  polite: { words: '', times: 0 },
  alert: { words: '', times: 0 },
}
const listeners = new Set<() => void>()

/** Announces words when the screen reader pauses. */
export function announce(words: string): void {
  publish('polite', words)
}

/** Announces words at once. For conflicts. */
export function alert(words: string): void {
  publish('alert', words)
}

function publish(region: keyof typeof announcements, words: string): void {
  announcements = { ...announcements, [region]: { words, times: announcements[region].times + 1 } }
  for (const listener of listeners) {
    listener()
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Live regions for announcements that are not seen. Visible alerts and notifications are not repeated here, so that a
 * screen reader says nothing twice.
 */
export function LiveRegions() {
  const { polite, alert: urgent } = useSyncExternalStore(subscribe, () => announcements)
  // A new element each time: a screen reader ignores a region whose elements stay.
  return (
    <div className="visually-hidden">
      <div role="status" aria-live="polite" data-testid="polite">
        <p key={polite.times}>{polite.words}</p>
      </div>
      <div role="alert" data-testid="alert">
        <p key={urgent.times}>{urgent.words}</p>
      </div>
    </div>
  )
}
