import { newKey } from '@holdfast/client'
import type { RefObject } from 'react'
import { commitEdits, type Edit } from '../../../api/edits.ts'
import type { SegmentJson } from '../../../api/types.ts'
import type { Phrase } from '../../../components/Phrase.tsx'
import type { Shortcuts } from '../../../components/shortcuts.tsx'
import type { SegmentListHandle } from '../../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../../features/editing/segmentDraft.ts'
import { currentOf, versionOf } from './CurrentVersions.ts'
import { markRows } from './mark.ts'
import { type Attempt, Reversal } from './reversal.ts'
import type { StepStore } from './StepStore.ts'
import {
  type Action,
  type Change,
  type Direction,
  dismissed,
  moved,
  recorded,
  recordedSave,
  type Step,
  type Version,
} from './steps.ts'
import type { TypingWatch } from './typingWatch.ts'
import { type StepActions, tellDone, tellNothing, tellOutcome, tellUnsaved } from './undoNotices.ts'
import { takeUnsavedText } from './unsavedText.ts'
import { idsOf, type Naming } from './words.ts'

export interface UndoOptions {
  readonly drafts: SegmentDrafts
  /** The person who is signed in; empty without sign-in. */
  readonly person: string
  readonly naming: Naming
  /** Id of the current segment. */
  readonly current: string | undefined
  readonly list: RefObject<SegmentListHandle | null>
  readonly shortcuts: Shortcuts
}

/** Action of this page that can be undone. */
export interface Done {
  readonly action: Action
  readonly by?: number
  readonly before: ReadonlyMap<string, Version>
  readonly after: readonly SegmentJson[]
}

/** Actions whose changes belong together: half of one would lose or double words. */
const TOGETHER: ReadonlySet<Action> = new Set<Action>(['split', 'join'])

/** History of the person's own steps in a document: records, undoes and redoes them, one after the other. */
export class StepHistory {
  private readonly store: StepStore
  private readonly watch: TypingWatch
  private readonly latest: { readonly current: UndoOptions }
  private readonly attempts = new Map<string, Attempt>()
  private queue: Promise<void> = Promise.resolve()

  constructor(store: StepStore, watch: TypingWatch, latest: { readonly current: UndoOptions }) {
    this.store = store
    this.watch = watch
    this.latest = latest
  }

  /** Undoes a step, or without id the last one. Pressing the keys twice undoes two steps. */
  readonly undo = (id?: string): Promise<void> => this.enqueue(() => this.turn('undo', id))
  readonly redo = (id?: string): Promise<void> => this.enqueue(() => this.turn('redo', id))

  /** Undoes the latest steps down to the given one. */
  readonly undoUpTo = (id: string): Promise<void> => {
    const { done } = this.store.steps()
    const steps = done.slice(done.findIndex((step) => step.id === id)).reverse()
    return this.enqueue(async () => {
      for (const step of steps) {
        await this.turn('undo', step.id)
      }
    })
  }

  readonly dismiss = (id: string): void => this.store.update((steps) => dismissed(steps, id))

  readonly record = ({ action, by, before, after }: Done): Step => {
    const changes = after.map((segment): Change => {
      const replaced = before.get(segment.id)
      return { id: segment.id, before: replaced === undefined ? null : versionOf(replaced), after: versionOf(segment) }
    })
    const now = Date.now()
    const step: Step = { id: newKey(), action, by, at: now, until: now, changes }
    this.store.update((steps) => recorded(steps, step))
    return step
  }

  /** @param replaced null if the segment was new */
  recordSave(saved: SegmentJson, replaced: Parameters<typeof versionOf>[0] | null): void {
    const before = replaced === null ? null : versionOf(replaced)
    const change = { id: saved.id, before, after: versionOf(saved) }
    const save = { change, ...this.watch.take(saved.id) }
    this.store.update((steps) => recordedSave(steps, save, newKey()))
  }

  /** Shows that a step was done. */
  readonly tell = (words: string | Phrase, step: Step, besides?: readonly string[]): void =>
    tellDone(words, step, this.actions, besides)

  private readonly actions: StepActions = {
    undo: (id) => void this.undo(id),
    redo: (id) => void this.redo(id),
    dismiss: (id) => this.dismiss(id),
    show: (id) => this.latest.current.list.current?.go(id),
    keysOf: (command) => this.latest.current.shortcuts(command).aria,
  }

  private enqueue(task: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(task)
    return this.queue
  }

  private async turn(direction: Direction, id?: string): Promise<void> {
    if (direction === 'undo' && id === undefined && (await this.takeUnsaved())) {
      return
    }
    const stack = this.store.steps()[direction === 'undo' ? 'done' : 'undone']
    const step = id === undefined ? stack.at(-1) : stack.find((one) => one.id === id)
    if (step === undefined) {
      tellNothing(direction)
    } else if (step.unsaved === undefined) {
      await this.reverse(direction, step)
    } else {
      this.typeAgain(step, step.unsaved)
    }
  }

  private async reverse(direction: Direction, step: Step): Promise<void> {
    const { drafts, naming } = this.latest.current
    const outcome = await new Reversal({
      changes: step.changes,
      find: (id) => found(drafts.find(id)),
      commit: (edits, key) => this.commit(edits, key),
      together: TOGETHER.has(step.action),
      attempt: this.attempts.get(step.id),
    }).run()
    if (outcome.attempt === null) {
      this.attempts.delete(step.id)
    } else {
      this.attempts.set(step.id, outcome.attempt)
    }
    this.store.update((steps) => moved(steps, step, direction, outcome))
    this.show(outcome.made.map(({ id }) => id))
    tellOutcome(direction, step, outcome, naming, this.actions)
  }

  private async commit(edits: readonly Edit[], key: string): Promise<readonly SegmentJson[]> {
    const { drafts } = this.latest.current
    const segments = await commitEdits(drafts.document, edits, key)
    drafts.show(segments)
    return segments
  }

  /** Takes back what is typed and not saved in the current segment. */
  private async takeUnsaved(): Promise<boolean> {
    const { drafts, current, naming } = this.latest.current
    const unsaved = current === undefined ? null : await takeUnsavedText(drafts, current)
    if (!unsaved) {
      return false
    }
    const now = Date.now()
    const step: Step = { id: newKey(), action: 'typing', at: now, until: now, changes: [], unsaved }
    this.store.update(({ done, undone }) => ({ done, undone: [...undone, step] }))
    this.show(idsOf(step))
    tellUnsaved(step, naming, this.actions)
    return true
  }

  private typeAgain(step: Step, { id, text }: NonNullable<Step['unsaved']>): void {
    const { drafts } = this.latest.current
    const segment = drafts.find(id)
    this.store.update(({ done, undone }) => ({ done, undone: undone.filter((one) => one.id !== step.id) }))
    if (segment !== undefined && !segment.deleted) {
      drafts.open(id, segment).edit(text)
      this.show([id])
    }
  }

  /** Scrolls to the first of some segments, and marks them for a moment. */
  private show(ids: readonly string[]): void {
    const { drafts, list } = this.latest.current
    const alive = ids.filter((id) => drafts.find(id)?.deleted !== true)
    const [first] = alive
    if (first !== undefined) {
      list.current?.show(first)
      markRows(alive)
    }
  }
}

function found(segment: SegmentJson | undefined) {
  return segment === undefined ? undefined : currentOf(segment)
}
