import { ConflictError, GoneError, OfflineError, RequestError } from '../http/errors.ts'
import { newKey } from '../key.ts'
import type { Choice, MergePart } from '../merge/parts.ts'
import type { MergeConflict, Resource, Tombstone, Versioned } from '../versioned.ts'
import { partsOf } from './decision.ts'
import type { DraftKeeper } from './keeper.ts'
import { reduce } from './machine.ts'
import {
  type DraftState,
  type DraftStatus,
  type DraftWrite,
  failureOf,
  initialState,
  isAtRest,
  isDirty,
  isUnsaved,
  type KeptDraft,
  type SaveTrigger,
  statusOf,
  theirsOf,
} from './state.ts'
import type { DraftEffect, DraftEvent } from './transition.ts'

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
  /**
   * The parts that `resolve` decides, of the draft as it is now, while the status is `conflict` or `gone`. Null if they
   * are not known: then a choice is about the whole value.
   */
  readonly parts: readonly MergePart[] | null
  /** Ids of the resources that hold text of the base now, in a conflict with a split. */
  readonly movedTo: readonly string[]
  /** The person's text from before a merge, a choice, a discard or `replace`. `undoMerge` brings it back. */
  readonly beforeMerge: T | null
  /** Author of the text that was merged in, or that replaced the person's. */
  readonly mergedWith: string | null
  /** True if that author signed in, false if the name was typed; undefined if it is not known. */
  readonly mergedWithVerified: boolean | undefined
  readonly error: unknown
  readonly gone: Tombstone<T> | null
  /** The unsaved text was kept on this computer by an earlier visit. */
  readonly recovered: boolean
  /** The draft would survive the end of this page. */
  readonly kept: boolean
  /** The person requested a save, which waits until the text is complete. */
  readonly waits: boolean
}

export interface DraftConfig<T> {
  readonly resource: Resource<T>
  /** Milliseconds between the last edit and the autosave; null for no autosave. */
  readonly autosaveAfter: number | null
  /** Called with every version that this draft saved. `own` is false if the same text may be someone else's save. */
  readonly onSaved?: (saved: Versioned<T>, own: boolean) => void
  /** False while the text cannot be saved as it is, for example while a word is being composed: it is only kept. */
  readonly isComplete?: (value: T, base: T) => boolean
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
  /** A save by the person waits until the text is complete. */
  private waits = false

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
    this.shown ??= snapshotOf(this.state, this.isKept, this.waits, this.config.resource)
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

  /** Receives the deletion of the resource, for example from a GoneError. Its last value is one of the resource's. */
  receiveDeletion(tombstone: Tombstone): void {
    this.dispatch({ type: 'deletionReceived', tombstone: tombstone as Tombstone<T> })
  }

  /** Accepts lower version numbers from now on, after the server restarted from other data, for example a backup. */
  resetVersions(): void {
    this.dispatch({ type: 'versionsReset' })
  }

  /** True if the text can be saved as it is. */
  get complete(): boolean {
    const { draft, base } = this.state
    return draft === null || base === null || (this.config.isComplete?.(draft, base.value) ?? true)
  }

  edit(draft: T): void {
    this.dispatch({ type: 'edited', draft })
    this.dropQueuedSave()
    this.scheduleSave()
  }

  /** Replaces the draft with another text. `undoMerge` brings unsaved text back. */
  replace(draft: T): void {
    this.dispatch({ type: 'replaced', draft })
    this.dropQueuedSave()
    this.scheduleSave()
  }

  /** Saves the text, if it is complete. A write whose outcome is unknown is repeated in any case: its text was. */
  save(trigger: SaveTrigger = 'user'): void {
    this.unschedule()
    if (this.complete || this.state.write.type === 'unsettled') {
      this.dispatch({ type: 'saveRequested', trigger })
      this.dropQueuedSave()
    }
    this.setWaits(!this.complete && isUnsaved(this.state) && (this.waits || trigger === 'user'))
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

  /**
   * Decides a conflict or a deletion: my change on top of theirs, where only what conflicts follows the choice. `seen` is
   * the tag of the version on the screen. If it is out of date, or if the choice leaves a part undecided, nothing happens.
   */
  resolve(choice: Choice<T>, seen: string): void {
    const isOther = choice === 'theirs' || (typeof choice === 'object' && 'value' in choice)
    if (!isOther && !this.complete) {
      this.setWaits(true)
      return
    }
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
    const { state, effects } = reduce(before, event, this.newKey(), this.config.resource.merger ?? null)
    this.state = state
    this.recovering &&= isAtRest(state)
    for (const effect of effects) {
      this.run(effect)
    }
    if (isBackToSame(before, state)) {
      this.scheduleSave()
    }
    if (state !== before) {
      this.waits &&= state.draft === before.draft
      this.changed()
    }
  }

  /** A save that follows the one in flight would send the text as it is by then. */
  private dropQueuedSave(): void {
    const { write } = this.state
    if (write.type === 'inFlight' && write.queued !== null && !this.complete) {
      this.state = { ...this.state, write: { ...write, queued: null } }
    }
  }

  private setWaits(waits: boolean): void {
    if (this.waits !== waits) {
      this.waits = waits
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
        ? { type: 'writeGone', key, tombstone: error.tombstone as Tombstone<T> }
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

/** True if their change is undone, or the deletion, so that the edited text can be saved by itself again. */
function isBackToSame<T>({ remote }: DraftState<T>, next: DraftState<T>): boolean {
  const { write, recovered } = next
  return remote.type !== 'same' && next.remote.type === 'same' && write.type === 'idle' && isDirty(next) && !recovered
}

function snapshotOf<T>(state: DraftState<T>, kept: boolean, waits: boolean, { merger }: Resource<T>): DraftSnapshot<T> {
  const { remote, undo } = state
  return {
    status: statusOf(state),
    base: state.base,
    draft: state.draft,
    dirty: isUnsaved(state),
    theirs: theirsOf(state),
    conflicts: remote.type === 'conflict' ? remote.conflicts : [],
    parts: remote.type === 'conflict' || remote.type === 'gone' ? partsOf(state, merger ?? null) : null,
    movedTo: remote.type === 'conflict' ? remote.movedTo : [],
    beforeMerge: undo?.draft ?? null,
    mergedWith: undo?.by ?? null,
    mergedWithVerified: undo?.verified,
    error: failureOf(state)?.error ?? null,
    gone: remote.type === 'gone' ? remote.tombstone : null,
    recovered: state.recovered && isUnsaved(state),
    kept,
    waits,
  }
}
