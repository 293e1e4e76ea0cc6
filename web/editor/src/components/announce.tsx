import { useSyncExternalStore } from 'react'

/** What a screen reader is told, and how often something was told: the same words again are news, too. */
interface Told {
  readonly words: string
  readonly times: number
}

let told: { readonly polite: Told; readonly alert: Told } = {
  polite: { words: '', times: 0 },
  alert: { words: '', times: 0 },
}
const listeners = new Set<() => void>()

/** Says something once, when there is a pause. */
export function announce(words: string): void {
  tell('polite', words)
}

/** Says something at once. For what needs the person. */
export function alert(words: string): void {
  tell('alert', words)
}

function tell(how: keyof typeof told, words: string): void {
  told = { ...told, [how]: { words, times: told[how].times + 1 } }
  for (const listener of listeners) {
    listener()
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * What is only heard, not seen. What shows itself as an alert, such as a notification, is not said here as well, so that
 * nothing is said twice.
 */
export function LiveRegions() {
  const { polite, alert: urgent } = useSyncExternalStore(subscribe, () => told)
  // A new element each time: a region that stays as it is says nothing.
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
