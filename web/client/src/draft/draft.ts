import { ConflictError, GoneError, OfflineError, RequestError } from '../http/errors.ts'
import { newKey } from '../key.ts'
import type { Disputed, Resource, Tombstone, Versioned } from '../versioned.ts'
import type { DraftKeeper } from './keeper.ts'
import {
  type Asked,
  type Choice,
  type DraftEffect,
  type DraftEvent,
  type DraftState,
  initialState,
  isAtRest,
  isUnsaved,
  type KeptDraft,
  reduce,
  type Status,
  statusOf,
  type Write,
} from './machine.ts'

/** A draft as it is shown. A new object with each change, the same one as long as nothing changes. */
export interface Snapshot<T> {
  readonly status: Status
  /** What the draft grew from, with the tag that the next save names. Null before the first read. */
  readonly base: Versioned<T> | null
  readonly draft: T | null
  /** The server may not have it as it is here. */
  readonly dirty: boolean
  /** A version that the draft has not seen. */
  readonly theirs: Versioned<T> | null
  readonly conflicts: readonly Disputed[]
  /** The person's own words from before a merge, a choice, a discard or `put` took their place. `undoMerge` brings them back. */
  readonly beforeMerge: T | null
  /** Whose words joined them, or took their place. */
  readonly mergedWith: string | null
  readonly error: unknown
  readonly gone: Tombstone | null
  /** It was found on this computer, left by an earlier visit. */
  readonly recovered: boolean
  /** Whether it would survive the end of this page. */
  readonly kept: boolean
}

export interface DraftConfig<T> {
  readonly resource: Resource<T>
  /** How long after the last keystroke to save, in milliseconds; null to save only when asked. */
  readonly autosaveAfter: number | null
  /** Told of every version that this draft saved, or found saved: then `own` is false, as somebody else may have. */
  readonly onSaved?: (saved: Versioned<T>, own: boolean) => void
}

export interface DraftEnvironment {
  readonly keeper: DraftKeeper
  readonly newKey?: () => string
  /** Told of each change of any draft. */
  readonly onChange?: () => void
}

const RETRY_AFTER = 5_000
const MAX_RETRY_AFTER = 60_000

/** One text that someone may be editing: runs the state machine, makes its writes, keeps its draft. */
export class Draft<T> {
  readonly name: string
  private readonly keeper: DraftKeeper
  private readonly newKey: () => string
  private readonly onChange: () => void
  private readonly listeners = new Set<() => void>()
  private readonly holders = new Set<unknown>()
  private config: DraftConfig<T>
  private state: DraftState<T>
  private shown: Snapshot<T> | null = null
  private isKept = true
  /** What an earlier visit left is looked for. What the person does meanwhile goes before it. */
  private recovering = true
  private writing: { readonly key: string; readonly controller: AbortController } | null = null
  /** Counts writes that began or ended: a read from before is not settled. */
  private epoch = 0
  private failures = 0
  private timer: ReturnType<typeof setTimeout> | undefined

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
    void this.recover()
  }

  configure(config: DraftConfig<T>): void {
    this.config = config
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly snapshot = (): Snapshot<T> => {
    this.shown ??= snapshotOf(this.state, this.isKept)
    return this.shown
  }

  /** Nobody looks at it and nothing would be lost without it. */
  get idle(): boolean {
    const { replaced, held } = this.state
    return this.listeners.size === 0 && isAtRest(this.state) && replaced === null && !held && !this.recovering
  }

  /** A read, a refetch or the stream brought a version. What the person is typing stays as it is. */
  arrive(version: Versioned<T>): void {
    this.dispatch({ type: 'arrived', version })
  }

  disappear(tombstone: Tombstone): void {
    this.dispatch({ type: 'disappeared', tombstone })
  }

  /** The server began anew, as from a backup. What arrives from now on counts, however low its number is. */
  restart(): void {
    this.dispatch({ type: 'restarted' })
  }

  edit(draft: T): void {
    this.dispatch({ type: 'edited', draft })
    this.scheduleSave()
  }

  /** Puts another text in the place of the draft. What nobody has saved of it, `undoMerge` brings back. */
  put(draft: T): void {
    this.dispatch({ type: 'put', draft })
    this.scheduleSave()
  }

  save(asked: Asked = 'user'): void {
    clearTimeout(this.timer)
    this.dispatch({ type: 'saveRequested', asked })
  }

  /** Saves, but not what an earlier visit left here as long as the person has not touched it. */
  saveTouched(): void {
    if (!this.snapshot().recovered) {
      this.save()
    }
  }

  resolve(choice: Choice<T>, seen: string): void {
    this.dispatch({ type: 'resolved', choice, seen })
  }

  undoMerge(): void {
    this.dispatch({ type: 'mergeUndone' })
  }

  discard(): void {
    clearTimeout(this.timer)
    this.dispatch({ type: 'discarded' })
  }

  abort(): void {
    clearTimeout(this.timer)
    this.dispatch({ type: 'aborted' })
  }

  /** Says that the person is in the text right now, so that nothing is put in its place until each holder lets it go. */
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
        this.isKept = this.keeper.keep(this.name, effect.kept)
        break
      case 'forget':
        this.keeper.forget(this.name)
        this.isKept = true
        break
      case 'saved':
        this.config.onSaved?.(effect.version, effect.own)
        break
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

  private async write(write: Write<T>): Promise<void> {
    const controller = new AbortController()
    this.writing = { key: write.key, controller }
    this.epoch++
    const event = await this.outcome(write, controller.signal)
    this.epoch++
    if (this.writing?.key === write.key && this.writing.controller === controller) {
      this.writing = null
      this.dispatch(event)
      this.scheduleRetry(event)
    }
  }

  private async outcome(write: Write<T>, signal: AbortSignal): Promise<DraftEvent<T>> {
    const { resource } = this.config
    const { key, value, base, restores } = write
    const options = { idempotencyKey: key, signal }
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
      this.dispatch({ type: 'arrived', version, settled: epoch === this.epoch })
    } catch (error) {
      if (error instanceof GoneError) {
        this.disappear(error.tombstone)
      }
      // Else the next refetch or the stream brings it: nothing is lost by knowing it later.
    }
  }

  /** Nobody knows whether it was applied, so it is asked for again by itself, less and less often. */
  private scheduleRetry(event: DraftEvent<T>): void {
    this.failures = event.type === 'writeFailed' ? this.failures + 1 : 0
    if (event.type === 'writeFailed' && event.outcomeUnknown && this.config.autosaveAfter !== null) {
      clearTimeout(this.timer)
      const after = Math.min(RETRY_AFTER * 2 ** (this.failures - 1), MAX_RETRY_AFTER)
      this.timer = setTimeout(() => this.save('timer'), after)
    }
  }

  private scheduleSave(): void {
    clearTimeout(this.timer)
    if (this.config.autosaveAfter !== null) {
      this.timer = setTimeout(() => this.save('timer'), this.config.autosaveAfter)
    }
  }
}

function restorable<T>(resource: Resource<T>): NonNullable<Resource<T>['restore']> {
  if (resource.restore === undefined) {
    throw new RequestError(0, { detail: 'This cannot be restored here.' })
  }
  return resource.restore.bind(resource)
}

/** What an error tells of whether the write was applied. Only an answer that refuses it says that it was not. */
function knownAbout(error: unknown): { offline: boolean; outcomeUnknown: boolean } {
  if (error instanceof OfflineError) {
    return { offline: error.status === 0, outcomeUnknown: true }
  }
  return { offline: error instanceof TypeError, outcomeUnknown: !(error instanceof RequestError) }
}

function snapshotOf<T>(state: DraftState<T>, kept: boolean): Snapshot<T> {
  return {
    status: statusOf(state),
    base: state.base,
    draft: state.draft,
    dirty: isUnsaved(state),
    theirs: state.theirs,
    conflicts: state.conflicts ?? [],
    beforeMerge: state.replaced?.draft ?? null,
    mergedWith: state.replaced?.by ?? null,
    error: state.failure?.error ?? null,
    gone: state.gone,
    recovered: state.recovered && isUnsaved(state),
    kept,
  }
}
