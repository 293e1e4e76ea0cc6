import type { Versioned } from '../versioned.ts'
import { Draft, type DraftConfig } from './draft.ts'
import { type DraftKeeper, storageKeeper } from './keeper.ts'

/** How all drafts together stand. */
export interface Summary {
  /** Drafts with words that the server does not have for certain. */
  readonly notSaved: number
  /** Those among them that wait for the person, not for the network. */
  readonly needsYou: number
  readonly saving: number
  /** Those that a failed save left on this computer. */
  readonly offline: number
  /** Those among all that are not saved that could not be kept on this computer either: the page must stay open. */
  readonly unkept: number
}

export interface DraftsOptions {
  readonly keeper?: DraftKeeper
  readonly newKey?: () => string
}

const SWEEP_AFTER = 10_000
const NOTHING: Summary = { notSaved: 0, needsYou: 0, saving: 0, offline: 0, unkept: 0 }

/** All drafts of a page, by name. They outlive the components that show them: scrolled away is not thrown away. */
export class Drafts {
  readonly keeper: DraftKeeper
  private readonly newKey: (() => string) | undefined
  private readonly drafts = new Map<string, Draft<unknown>>()
  private readonly listeners = new Set<() => void>()
  private counted: Summary | null = NOTHING
  private sweeping: ReturnType<typeof setTimeout> | undefined

  constructor(options: DraftsOptions = {}) {
    this.keeper = options.keeper ?? storageKeeper()
    this.newKey = options.newKey
    globalThis.addEventListener?.('online', () => this.retry())
  }

  /** The draft of that name; it begins with `initial` if it is new. */
  get<T>(name: string, config: DraftConfig<T>, initial: Versioned<T> | null = null): Draft<T> {
    const known = this.drafts.get(name) as Draft<T> | undefined
    if (known !== undefined) {
      return known
    }
    const environment = { keeper: this.keeper, newKey: this.newKey, onChange: () => this.changed() }
    const draft = new Draft<T>(name, config, environment, initial)
    this.drafts.set(name, draft as unknown as Draft<unknown>)
    this.sweeping ??= setTimeout(() => this.sweep(), SWEEP_AFTER)
    return draft
  }

  /** The draft of that name, if someone has looked at it. */
  peek<T>(name: string): Draft<T> | undefined {
    return this.drafts.get(name) as Draft<T> | undefined
  }

  all(): readonly Draft<unknown>[] {
    return [...this.drafts.values()]
  }

  /** Repeats what the network swallowed. */
  retry(): void {
    for (const draft of this.drafts.values()) {
      if (draft.snapshot().error !== null) {
        draft.save('timer')
      }
    }
  }

  /** Asks every draft with unsaved words to save them, but not those of an earlier visit that the person has not touched. */
  saveAll(): void {
    for (const draft of this.drafts.values()) {
      draft.saveTouched()
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly summary = (): Summary => {
    this.counted ??= this.count()
    return this.counted
  }

  private count(): Summary {
    const counts = { notSaved: 0, needsYou: 0, saving: 0, offline: 0, unkept: 0 }
    for (const draft of this.drafts.values()) {
      const { status, dirty, kept } = draft.snapshot()
      const needsYou = status === 'conflict' || status === 'error' || (status === 'gone' && dirty)
      counts.notSaved += dirty || needsYou || status === 'saving' || status === 'offline' ? 1 : 0
      counts.needsYou += needsYou ? 1 : 0
      counts.saving += status === 'saving' ? 1 : 0
      counts.offline += status === 'offline' ? 1 : 0
      counts.unkept += dirty && !kept ? 1 : 0
    }
    return counts
  }

  private changed(): void {
    this.counted = null
    for (const listener of this.listeners) {
      listener()
    }
  }

  /** Later and not at once: a component that StrictMode mounts twice must find its draft again. */
  private sweep(): void {
    this.sweeping = undefined
    for (const [name, draft] of this.drafts) {
      if (draft.idle) {
        this.drafts.delete(name)
      }
    }
    if (this.drafts.size > 0) {
      this.sweeping = setTimeout(() => this.sweep(), SWEEP_AFTER)
    }
  }
}
