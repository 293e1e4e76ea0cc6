import type { Versioned } from '../versioned.ts'
import { Draft, type DraftConfig } from './draft.ts'
import type { DraftKeeper } from './keeper.ts'
import { storageKeeper } from './storageKeeper.ts'

/** Counts over all drafts of a page. */
export interface DraftSummary {
  /** Drafts with text that the server may not have. */
  readonly notSaved: number
  /** Drafts among them that wait for the person: a conflict, a deletion or a refused save. */
  readonly needsAttention: number
  readonly saving: number
  /** Drafts that wait for the network. */
  readonly offline: number
  /** Unsaved drafts that could not be kept on this computer either, so that the page must stay open. */
  readonly unkept: number
}

export interface DraftsOptions {
  readonly keeper?: DraftKeeper
  readonly newKey?: () => string
}

const SWEEP_AFTER = 10_000
const NOTHING: DraftSummary = { notSaved: 0, needsAttention: 0, saving: 0, offline: 0, unkept: 0 }

/** All drafts of a page, by name. They outlive the components that show them, for example rows of a virtual list. */
export class Drafts {
  readonly keeper: DraftKeeper
  private readonly newKey: (() => string) | undefined
  private readonly drafts = new Map<string, Draft<unknown>>()
  private readonly listeners = new Set<() => void>()
  private counted: DraftSummary | null = NOTHING
  private sweeping: ReturnType<typeof setTimeout> | undefined

  constructor(options: DraftsOptions = {}) {
    this.keeper = options.keeper ?? storageKeeper()
    this.newKey = options.newKey
    globalThis.addEventListener?.('online', () => this.retry())
    globalThis.addEventListener?.('pagehide', () => this.flush())
    globalThis.document?.addEventListener('visibilitychange', () => {
      if (globalThis.document.visibilityState === 'hidden') {
        this.flush()
      }
    })
  }

  /**
   * Opens the draft with this name. A draft has one configuration, that of its newest caller: an existing draft gets
   * `config` from now on, callbacks included, also for the outcome of a save that is under way.
   *
   * @param initial base of a new draft; an existing draft keeps the base that it grew from
   */
  get<T>(name: string, config: DraftConfig<T>, initial: Versioned<T> | null = null): Draft<T> {
    const known = this.peek<T>(name)
    if (known !== undefined) {
      known.configure(config)
      return known
    }
    const environment = { keeper: this.keeper, newKey: this.newKey, onChange: () => this.changed() }
    const draft = new Draft<T>(name, config, environment, initial)
    this.drafts.set(name, draft as unknown as Draft<unknown>)
    this.sweeping ??= setTimeout(() => this.sweep(), SWEEP_AFTER)
    return draft
  }

  /** The draft with this name, if it is open. */
  peek<T>(name: string): Draft<T> | undefined {
    return this.drafts.get(name) as Draft<T> | undefined
  }

  all(): readonly Draft<unknown>[] {
    return [...this.drafts.values()]
  }

  /** Repeats all failed saves. */
  retry(): void {
    for (const draft of this.drafts.values()) {
      if (draft.snapshot().error !== null) {
        draft.save('timer')
      }
    }
  }

  /** Saves all drafts, but not recovered ones that the person has not edited since. */
  saveAll(): void {
    for (const draft of this.drafts.values()) {
      draft.saveTouched()
    }
  }

  /** Sends what is unsaved, in a way that outlives the page. */
  private flush(): void {
    for (const draft of this.drafts.values()) {
      draft.flush()
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly summary = (): DraftSummary => {
    this.counted ??= this.count()
    return this.counted
  }

  private count(): DraftSummary {
    const counts = { notSaved: 0, needsAttention: 0, saving: 0, offline: 0, unkept: 0 }
    for (const draft of this.drafts.values()) {
      const { status, dirty, kept, waits } = draft.snapshot()
      const needsAttention = waits || status === 'conflict' || status === 'error' || (status === 'gone' && dirty)
      counts.notSaved += dirty || needsAttention || status === 'saving' || status === 'offline' ? 1 : 0
      counts.needsAttention += needsAttention ? 1 : 0
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

  /** Closes idle drafts, after a delay: a component that StrictMode mounts twice must find its draft again. */
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
