import { differsInTimesOnly } from '../../../cue/facets.ts'

/** Version of a segment, as much as undo needs. */
export interface Version {
  readonly etag: string
  readonly content: string
  readonly deleted?: boolean
}

/** Change of one segment. `before` is null where the segment was new. */
export interface Change {
  readonly id: string
  readonly before: Version | null
  readonly after: Version
}

/** Name of an action. */
export type Action =
  | 'typing'
  | 'retiming'
  | 'insertion'
  | 'deletion'
  | 'split'
  | 'join'
  | 'shift'
  | 'replacement'
  | 'stretch'
  | 'speaker'
  | 'style'
  | 'position'
  | 'pasting'
  | 'closing'
  | 'correction'

/** Change of a step that was left as it is, because someone changed the segment since. */
export interface Left {
  readonly id: string
  readonly why: 'changed' | 'deleted' | 'missing' | 'refused'
  /** Author of the change since, or the server's reason. */
  readonly by: string
  /** True if that author signed in under the name, false if they typed it. */
  readonly verified?: boolean
}

/** Changes that the person made by one action. */
export interface Step {
  readonly id: string
  readonly action: Action
  /** Milliseconds of a shift. */
  readonly by?: number
  /** Time of the first change and of the last one, in milliseconds since the epoch. */
  readonly at: number
  readonly until: number
  readonly changes: readonly Change[]
  /** The person saved it: typing from there on is another step. */
  readonly isClosed?: boolean
  /** Set after an undo that left some of them. */
  readonly left?: readonly Left[]
  /** Unsaved text that undo took out of a draft. Then there are no changes. */
  readonly unsaved?: { readonly id: string; readonly text: string }
}

/** Steps of the person, the latest last. `undone` holds the changes that undoing made. */
export interface Steps {
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
}

/** Save of a draft, and when and how its text was typed. */
export interface Save {
  readonly change: Change
  readonly from: number
  readonly until: number
  /** The browser's own undo or redo made some of it. */
  readonly byBrowser: boolean
  /** The person saved it, not the timer. */
  readonly isClosed?: boolean
}

export const NO_STEPS: Steps = { done: [], undone: [] }

export const MAX_STEPS = 100
/** Pause in typing that ends a step. */
const PAUSE = 5_000
/** The same in the middle of a word. */
const PAUSE_IN_WORD = 30_000
const LONGEST_BURST = 30_000

/** The steps after an action. */
export function recorded(steps: Steps, step: Step): Steps {
  return step.changes.length === 0 ? steps : { done: [...steps.done, step].slice(-MAX_STEPS), undone: [] }
}

/** The steps after a draft was saved. A save that goes on with the last step's typing joins that step. */
export function recordedSave(steps: Steps, save: Save, id: string): Steps {
  const { change, from, until, byBrowser, isClosed } = save
  const step: Step = { id, action: actionOf(change), at: from, until, changes: [change], isClosed }
  const last = steps.done.at(-1)
  if (last === undefined || !goesOn(last, step, byBrowser)) {
    return recorded(steps, step)
  }
  const earlier = steps.done.slice(0, -1)
  const before = last.changes[0]?.before ?? null
  if (before !== null && before.content === change.after.content) {
    // Typed away again, or undone by the browser: it is as it was before the step.
    return { done: earlier, undone: byBrowser ? [...steps.undone, { ...last, changes: [change] }] : [] }
  }
  const joined = { ...last, until, isClosed, changes: [{ ...change, before }] }
  return { done: [...earlier, joined], undone: byBrowser ? steps.undone : [] }
}

function actionOf({ before, after }: Change): Action {
  return before === null ? 'insertion' : differsInTimesOnly(before.content, after.content) ? 'retiming' : 'typing'
}

function goesOn(last: Step, next: Step, byBrowser: boolean): boolean {
  const [one, ...others] = last.changes
  const change = next.changes[0]
  const follows = one?.id === change?.id && one?.after.etag === change?.before?.etag && others.length === 0
  if (!follows || last.left !== undefined) {
    return false
  }
  if (byBrowser) {
    return isTyped(last)
  }
  const pause = next.at - last.until
  const isShort = next.until - last.at <= LONGEST_BURST
  const allowed = isTyped(next) && isWithinWord(one, change) ? PAUSE_IN_WORD : PAUSE
  const isSame = last.action === next.action || (isTyped(last) && isTyped(next))
  return !last.isClosed && isSame && isShort && pause <= allowed
}

/** True for words that were typed, also for those of a new segment. */
function isTyped({ action }: Step): boolean {
  return action === 'typing' || action === 'insertion'
}

/** True if the later change writes on in the word in which the earlier one ended. */
function isWithinWord(earlier: Change | undefined, later: Change | undefined): boolean {
  const [before, between, after] = [earlier?.before?.content, earlier?.after.content, later?.after.content]
  if (before === undefined || between === undefined || after === undefined) {
    return false
  }
  const end = endOfChange(before, between)
  const start = sharedStart(between, after)
  return end === start && /[\p{L}\p{N}]{2}$/u.test(after.slice(0, start + 1))
}

function sharedStart(one: string, other: string): number {
  let at = 0
  while (at < Math.min(one.length, other.length) && one[at] === other[at]) {
    at++
  }
  return at
}

function endOfChange(before: string, after: string): number {
  let same = 0
  const longest = Math.min(before.length, after.length) - sharedStart(before, after)
  while (same < longest && before.at(-1 - same) === after.at(-1 - same)) {
    same++
  }
  return after.length - same
}

/** Direction in which a step moves between the stacks. */
export type Direction = 'undo' | 'redo'

/** Outcome of undoing or redoing a step. */
export interface Outcome {
  /** Changes that were made: the opposite of the step's. */
  readonly made: readonly Change[]
  /** Changes of the step that are not undone. */
  readonly rest: readonly Change[]
  readonly left: readonly Left[]
}

/** The steps after one was undone or redone. The part that was not stays where it was. */
export function moved(steps: Steps, step: Step, direction: Direction, { made, rest, left }: Outcome): Steps {
  const [from, to] = direction === 'undo' ? (['done', 'undone'] as const) : (['undone', 'done'] as const)
  const { left: _, ...clean } = step
  const remaining = steps[from].flatMap((one) =>
    one !== step ? [one] : rest.length === 0 ? [] : [{ ...clean, changes: rest, left }],
  )
  const target = made.length === 0 ? steps[to] : pushed(steps[to], { ...clean, changes: made })
  return from === 'done' ? { done: remaining, undone: target } : { done: target, undone: remaining }
}

/** Both parts of a step that was undone in two become one again. */
function pushed(stack: readonly Step[], step: Step): readonly Step[] {
  const other = stack.find(({ id }) => id === step.id)
  const whole = other === undefined ? step : { ...other, changes: [...other.changes, ...step.changes] }
  return [...stack.filter(({ id }) => id !== step.id), whole].slice(-MAX_STEPS)
}

/** The steps without one, which the person leaves as it is. */
export function dismissed({ done, undone }: Steps, id: string): Steps {
  const without = (stack: readonly Step[]) => stack.filter((step) => step.id !== id || step.left === undefined)
  return { done: without(done), undone: without(undone) }
}
