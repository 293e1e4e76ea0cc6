import { ConflictError, GoneError, OfflineError, RequestError } from '../http/errors.ts'
import { newKey } from '../key.ts'
import type { MergeConflict, Resource, Tombstone, Versioned } from '../versioned.ts'
import type { DraftKeeper } from './keeper.ts'
import {
  type Choice,
  type DraftEffect,
  type DraftEvent,
  type DraftState,
  type DraftStatus,
  type DraftWrite,
  failureOf,
  initialState,
  isAtRest,
  isUnsaved,
  type KeptDraft,
  reduce,
  type SaveTrigger,
  statusOf,
  theirsOf,
} from './machine.ts'

/** Immutable view of a draft. The object changes if, and only if, the draft changes. */
export interface DraftSnapshot<T> {
  readonly status: DraftStatus
  /** The version that the draft grew from; the next save sends its tag. Null before the first read. */
  readonly base: Versioned<T> | null
  readonly draft: T | null
  /** The server may not have the draft as it is here. */
  readonly dirty: boolean
  /** The server's version, if the draft does not contain it. */
  readonly theirs: Versioned<T> | null
  readonly conflicts: readonly MergeConflict[]
  /** The person's text from before a merge, a choice, a discard or `replace`. `undoMerge` brings it back. */
  readonly beforeMerge: T | null
  /** Author of the text that was merged in, or that replaced the person's. */
  readonly mergedWith: string | null
  readonly error: unknown
  readonly gone: Tombstone | null
  /** The unsaved text was kept on this computer by an earlier visit. */
  readonly recovered: boolean
  /** The draft would survive the end of this page. */
  readonly kept: boolean
}

export interface DraftConfig<T> {
  readonly resource: Resource<T>
  /** Milliseconds between the last edit and the autosave; null for no autosave. */
  readonly autosaveAfter: number | null
  /** Called with every version that this draft saved. `own` is false if the same text may be someone else's save. */
  readonly onSaved?: (saved: Versioned<T>, own: boolean) => void
}

export interface DraftEnvironment {
  readonly keeper: DraftKeeper
  readonly newKey?: () => string
  /** Called after each change of the draft. */
  readonly onChange?: () => void
}

const RETRY_AFTER = 5_000
const MAX_RETRY_AFTER = 60_000

/** Draft of one resource: runs the state machine, sends its writes and keeps its text. */
export class Draft<T> {
  readonly name: string
  /** Resolves when the search for a draft of an earlier visit has ended. */
  readonly recovery: Promise<void>
  private readonly keeper: DraftKeeper
  private readonly newKey: () => string
  private readonly onChange: () => void
  private readonly listeners = new Set<() => void>()
  private readonly holders = new Set<unknown>()
  private config: DraftConfig<T>
  private state: DraftState<T>
  private shown: DraftSnapshot<T> | null = null
  private isKept = true
  /** Result of the keeper for the text as it is now. */
  private keeping: boolean | Promise<boolean> = true
  /** The search for a draft of an earlier visit is under way. An edit in the meantime takes precedence over it. */
  private recovering = true
  private writing: { readonly key: string; readonly controller: AbortController; readonly keepalive: boolean } | null =
    null
  /** The page is being left: requests that begin now have to outlive it. */
  private leaving = false
  /** Number of writes that began or ended, to find out if a read began after the last one. */
  private epoch = 0
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  /** The last edit waits for a save that no one has requested or scheduled. */
  private unscheduled = false

  constructor(
    name: string,
    config: DraftConfig<T>,
    environment: DraftEnvironment,
    initial: Versioned<T> | null = null,
  ) {
    this.name = name
    this.state = initialState(initial)
    this.config = config
    this.keeper = environment.keeper
    this.newKey = environment.newKey ?? newKey
    this.onChange = environment.onChange ?? (() => {})
    this.recovery = this.recover()
  }

  /**
   * Replaces the configuration from now on. A write in flight stays with the resource it was sent to; an edit without
   * autosave gets one if `config` has it.
   */
  configure(config: DraftConfig<T>): void {
    this.config = config
    if (this.unscheduled && config.autosaveAfter !== null) {
      this.scheduleSave()
    }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly snapshot = (): DraftSnapshot<T> => {
    this.shown ??= snapshotOf(this.state, this.isKept)
    return this.shown
  }

  /** True if the draft has no subscriber, and nothing would be lost without it. */
  get idle(): boolean {
    const { undo, held } = this.state
    return this.listeners.size === 0 && isAtRest(this.state) && undo === null && !held && !this.recovering
  }

  /** Receives a version from a read, a refetch or the change stream. Text that is being edited stays as it is. */
  receive(version: Versioned<T>): void {
    this.dispatch({ type: 'versionReceived', version })
  }

  receiveDeletion(tombstone: Tombstone): void {
    this.dispatch({ type: 'deletionReceived', tombstone })
  }

  /** Accepts lower version numbers from now on, after the server restarted from other data, for example a backup. */
  resetVersions(): void {
    this.dispatch({ type: 'versionsReset' })
  }

  edit(draft: T): void {
    this.dispatch({ type: 'edited', draft })
    this.scheduleSave()
  }

  /** Replaces the draft with another text. `undoMerge` brings unsaved text back. */
  replace(draft: T): void {
    this.dispatch({ type: 'replaced', draft })
    this.scheduleSave()
  }

  save(trigger: SaveTrigger = 'user'): void {
    this.unschedule()
    this.dispatch({ type: 'saveRequested', trigger })
  }

  /** Saves, but not a recovered draft that the person has not edited since. */
  saveTouched(): void {
    if (!this.snapshot().recovered) {
      this.save()
    }
  }

  /**
   * Sends unsaved text at once, by a request that outlives the page; for a page that is being left. A later repetition has
   * the same key. A recovered draft that the person has not edited stays, and so does a refused one.
   */
  flush(): void {
    const { write, recovered } = this.state
    if (!isUnsaved(this.state) || recovered || (write.type === 'idle' && failureOf(this.state) !== null)) {
      return
    }
    this.leaving = true
    if (write.type === 'inFlight' && this.writing?.keepalive === false) {
      void this.outcome(write.write, new AbortController().signal) // the request under way ends with the page
    } else {
      this.save('timer')
    }
    this.leaving = false
  }

  /** Decides a conflict or a deletion. `seen` is the tag of the version on the screen; if it is out of date, nothing happens. */
  resolve(choice: Choice<T>, seen: string): void {
    this.dispatch({ type: 'resolved', choice, seen })
  }

  undoMerge(): void {
    this.dispatch({ type: 'mergeUndone' })
  }

  discard(): void {
    this.unschedule()
    this.dispatch({ type: 'discarded' })
  }

  abort(): void {
    this.unschedule()
    this.dispatch({ type: 'aborted' })
  }

  /** Protects the text from replacement while it is being edited, until each holder has released it. */
  hold(isHeld: boolean, holder: unknown = this): void {
    if (isHeld) {
      this.holders.add(holder)
    } else {
      this.holders.delete(holder)
    }
    const held = this.holders.size > 0
    if (this.state.held !== held) {
      this.dispatch({ type: 'held', held })
    }
  }

  private dispatch(event: DraftEvent<T>): void {
    const before = this.state
    const { state, effects } = reduce(before, event, this.newKey())
    this.state = state
    this.recovering &&= isAtRest(state)
    for (const effect of effects) {
      this.run(effect)
    }
    if (state !== before) {
      this.changed()
    }
  }

  private changed(): void {
    this.shown = null
    for (const listener of this.listeners) {
      listener()
    }
    this.onChange()
  }

  private run(effect: DraftEffect<T>): void {
    switch (effect.type) {
      case 'write':
        void this.write(effect.write)
        break
      case 'abort':
        if (this.writing?.key === effect.key) {
          this.writing.controller.abort()
        }
        break
      case 'read':
        void this.read()
        break
      case 'keep':
        this.keep(effect.kept)
        break
      case 'forget':
        this.keeper.forget(this.name)
        this.keeping = true
        this.isKept = true
        break
      case 'saved':
        this.config.onSaved?.(effect.version, effect.own)
        break
    }
  }

  private keep(kept: KeptDraft<T>): void {
    const result = this.keeper.keep(this.name, kept)
    this.keeping = result
    if (typeof result === 'boolean') {
      this.isKept = result
    } else {
      void result.then((isKept) => {
        if (this.keeping === result && this.isKept !== isKept) {
          this.isKept = isKept
          this.changed()
        }
      })
    }
  }

  private async recover(): Promise<void> {
    const found = await this.keeper.find(this.name)
    if (found !== null && this.recovering) {
      found.adopt()
      this.dispatch({ type: 'recovered', kept: found.draft as KeptDraft<T> })
    }
    this.recovering = false
  }

  private async write(write: DraftWrite<T>): Promise<void> {
    const controller = new AbortController()
    this.writing = { key: write.key, controller, keepalive: this.leaving }
    this.epoch++
    const event = await this.outcome(write, controller.signal)
    this.epoch++
    if (this.writing?.key === write.key && this.writing.controller === controller) {
      this.writing = null
      this.dispatch(event)
      this.scheduleRetry(event)
    }
  }

  private async outcome(write: DraftWrite<T>, signal: AbortSignal): Promise<DraftEvent<T>> {
    const { resource } = this.config
    const { key, value, base, restores } = write
    const options = { idempotencyKey: key, signal, keepalive: this.leaving }
    try {
      const saved =
        restores === undefined
          ? await resource.write(value, base, options)
          : await restorable(resource)(value, restores, options)
      return { type: 'writeSucceeded', key, saved }
    } catch (error) {
      if (error instanceof ConflictError) {
        return { type: 'writeConflicted', key, conflict: error as ConflictError<T> }
      }
      return error instanceof GoneError
        ? { type: 'writeGone', key, tombstone: error.tombstone }
        : { type: 'writeFailed', key, error, ...knownAbout(error) }
    }
  }

  private async read(): Promise<void> {
    const { epoch } = this
    try {
      const version = await this.config.resource.read({ signal: new AbortController().signal })
      this.dispatch({ type: 'versionReceived', version, readAfterWrite: epoch === this.epoch })
    } catch (error) {
      if (error instanceof GoneError) {
        this.receiveDeletion(error.tombstone)
      }
      // After any other error the next refetch or change event brings the version.
    }
  }

  /** Repeats a write whose outcome is unknown, with growing delays. */
  private scheduleRetry(event: DraftEvent<T>): void {
    this.failures = event.type === 'writeFailed' ? this.failures + 1 : 0
    if (event.type === 'writeFailed' && event.outcomeUnknown && this.config.autosaveAfter !== null) {
      clearTimeout(this.timer)
      const after = Math.min(RETRY_AFTER * 2 ** (this.failures - 1), MAX_RETRY_AFTER)
      this.timer = setTimeout(() => this.save('timer'), after)
    }
  }

  private scheduleSave(): void {
    const { autosaveAfter } = this.config
    this.unschedule()
    this.unscheduled = autosaveAfter === null
    if (autosaveAfter !== null) {
      this.timer = setTimeout(() => this.save('timer'), autosaveAfter)
    }
  }

  private unschedule(): void {
    clearTimeout(this.timer)
    this.unscheduled = false
  }
}

function restorable<T>(resource: Resource<T>): NonNullable<Resource<T>['restore']> {
  if (resource.restore === undefined) {
    throw new RequestError(0, { detail: 'This cannot be restored here.' })
  }
  return resource.restore.bind(resource)
}

/** Classification of a failed write. Only a response that refuses the write proves that it was not applied. */
function knownAbout(error: unknown): { offline: boolean; outcomeUnknown: boolean } {
  if (error instanceof OfflineError) {
    return { offline: error.status === 0, outcomeUnknown: true }
  }
  return { offline: error instanceof TypeError, outcomeUnknown: !(error instanceof RequestError) }
}

function snapshotOf<T>(state: DraftState<T>, kept: boolean): DraftSnapshot<T> {
  const { remote, undo } = state
  return {
    status: statusOf(state),
    base: state.base,
    draft: state.draft,
    dirty: isUnsaved(state),
    theirs: theirsOf(state),
    conflicts: remote.type === 'conflict' ? remote.conflicts : [],
    beforeMerge: undo?.draft ?? null,
    mergedWith: undo?.by ?? null,
    error: failureOf(state)?.error ?? null,
    gone: remote.type === 'gone' ? remote.tombstone : null,
    recovered: state.recovered && isUnsaved(state),
    kept,
  }
}
