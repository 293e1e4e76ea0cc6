import { useSyncExternalStore } from 'react'

/** What a screen reader is told. The newest of each kind. */
interface Told {
  readonly polite: string
  readonly alert: string
}

let told: Told = { polite: '', alert: '' }
const listeners = new Set<() => void>()

/** Says something once, when there is a pause. */
export function announce(polite: string): void {
  tell({ ...told, polite })
}

/** Says something at once. For what needs the person. */
export function alert(text: string): void {
  tell({ ...told, alert: text })
}

function tell(next: Told): void {
  told = next
  for (const listener of listeners) {
    listener()
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The two live regions of the page. There are no others, so that nothing is said twice. */
export function LiveRegions() {
  const { polite, alert: urgent } = useSyncExternalStore(subscribe, () => told)
  return (
    <div className="visually-hidden">
      <div role="status" aria-live="polite" data-testid="polite">
        {polite}
      </div>
      <div role="alert" data-testid="alert">
        {urgent}
      </div>
    </div>
  )
}
