import { NO_STEPS, type Step, type Steps } from './steps.ts'

const PREFIX = 'holdfast.steps'
/** Characters that the steps of one document may take in the storage. The oldest give way. */
const MAX_STORED = 1_500_000

type Stack = keyof Steps

/** Steps of a person in one document, kept in this tab over a reload. */
export class StepStore {
  private readonly prefix: string
  private readonly listeners = new Set<() => void>()
  private readonly stored = new Map<string, { readonly step: Step; readonly size: number }>()
  private current: Steps

  constructor(document: string, person: string) {
    this.prefix = `${PREFIX}:${encodeURIComponent(person)}:${document}`
    this.current = this.load()
  }

  readonly steps = (): Steps => this.current

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  update(change: (steps: Steps) => Steps): void {
    const next = change(this.current)
    if (next === this.current) {
      return
    }
    this.current = next
    this.keep()
    for (const listener of this.listeners) {
      listener()
    }
  }

  private load(): Steps {
    try {
      const index = JSON.parse(sessionStorage.getItem(this.prefix) ?? 'null') as Record<Stack, string[]> | null
      return index === null
        ? NO_STEPS
        : { done: this.read('done', index.done), undone: this.read('undone', index.undone) }
    } catch {
      return NO_STEPS // another program's data under the same name
    }
  }

  private read(stack: Stack, ids: readonly string[]): readonly Step[] {
    return ids.flatMap((id) => {
      const name = this.nameOf(stack, id)
      const text = sessionStorage.getItem(name)
      if (text === null) {
        return []
      }
      const step = JSON.parse(text) as Step
      this.stored.set(name, { step, size: text.length })
      return [step]
    })
  }

  /** Writes the steps that changed. Without storage the steps last as long as the page. */
  private keep(): void {
    try {
      this.write(MAX_STORED)
    } catch {
      try {
        this.write(MAX_STORED / 10)
      } catch {
        this.forget(new Set())
      }
    }
  }

  private write(budget: number): void {
    const { done, undone } = this.current
    // The steps that are undone or redone next come first.
    const wanted = [...undone.map((step) => ['undone', step] as const), ...done.map((step) => ['done', step] as const)]
    const kept = new Set<string>()
    const texts: [string, string, Step][] = []
    let left = budget
    for (const [stack, step] of wanted.reverse()) {
      const name = this.nameOf(stack, step.id)
      const known = this.stored.get(name)
      const text = known?.step === step ? null : JSON.stringify(step)
      left -= text?.length ?? known?.size ?? 0
      if (left < 0) {
        break
      }
      kept.add(name)
      if (text !== null) {
        texts.push([name, text, step])
      }
    }
    this.forget(kept)
    for (const [name, text, step] of texts) {
      sessionStorage.setItem(name, text)
      this.stored.set(name, { step, size: text.length })
    }
    const ids = (stack: Stack) =>
      this.current[stack].map(({ id }) => id).filter((id) => kept.has(this.nameOf(stack, id)))
    sessionStorage.setItem(this.prefix, JSON.stringify({ done: ids('done'), undone: ids('undone') }))
  }

  private forget(kept: ReadonlySet<string>): void {
    for (const name of [...this.stored.keys()].filter((name) => !kept.has(name))) {
      this.stored.delete(name)
      try {
        sessionStorage.removeItem(name)
      } catch {
        return // The browser forbids it.
      }
    }
  }

  private nameOf(stack: Stack, id: string): string {
    return `${this.prefix}:${stack}:${id}`
  }
}
