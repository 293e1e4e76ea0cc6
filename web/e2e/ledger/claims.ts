import {
  type Action,
  type Choice,
  isReversal,
  isSetting,
  isTyping,
  type Reversal,
  type ShownValue,
  type Structure,
  type Typing,
} from './actions.ts'
import type { Facet, Value } from './log.ts'

/**
 * Changes that one person may make: those of the person's actions, each once. An action covers only commits after it, and a
 * value covers no commit after a later value of the same facet was committed.
 */
export class Claims {
  private readonly actions: readonly Action[]
  private readonly used = new Set<string>()
  private readonly settled = new Map<string, number>()

  constructor(person: string, actions: readonly Action[]) {
    this.actions = actions.filter((action) => action.person === person)
  }

  /** Claims a word that the person typed into one of the segments, or its beginning, which was saved before the rest came. */
  takeAdded(word: string, segments: ReadonlySet<string>, at: number): boolean {
    return this.takeWord('added', word, segments, at) || this.isBeginning(word, segments, at)
  }

  /** Claims the removal of a word, which the person deleted or replaced in one of the segments. */
  takeRemoved(word: string, segments: ReadonlySet<string>, at: number): boolean {
    return this.takeWord('removed', word, segments, at) || this.isBeginning(word, segments, at)
  }

  /** True if a word is the beginning of one that the person typed. */
  private isBeginning(word: string, segments: ReadonlySet<string>, at: number): boolean {
    const begins = (typed: string) => typed !== word && typed.startsWith(word)
    return this.actions.some(
      (action) => isTyping(action) && action.at <= at && segments.has(action.segment) && action.added.some(begins),
    )
  }

  private takeWord(how: 'added' | 'removed', word: string, segments: ReadonlySet<string>, at: number): boolean {
    const claims = (action: Action): action is Typing | Reversal =>
      action.at <= at &&
      (isTyping(action) ? segments.has(action.segment) : isReversal(action)) &&
      (action as Typing | Reversal)[how].includes(word)
    return this.actions.some((action, index) => claims(action) && this.use(`${index} ${how} ${word}`))
  }

  /** Claims a value that the person gave to a facet, and gives up the values before it. */
  takeValue(segment: string, facet: Facet, to: Value, at: number): boolean {
    const name = `${segment} ${facet}`
    const first = this.settled.get(name) ?? 0
    const gave = (one: ShownValue) => one.segment === segment && one.facet === facet && one.to === to
    const index = this.actions.findIndex(
      (action, index) => index >= first && action.at <= at && valuesIn(action).some(gave),
    )
    if (index >= 0) {
      this.settled.set(name, index + 1)
    }
    return index >= 0
  }

  /** Claims a move of a caption in time, once for each caption and shift. */
  takeShift(segment: string, by: number, at: number): boolean {
    return this.actions.some(
      (action, index) =>
        action.kind === 'shift' && action.by === by && action.at <= at && this.use(`${index} ${segment}`),
    )
  }

  /** Claims a split or a join of a caption. */
  takeStructure(kind: Structure['kind'], segment: string, at: number): boolean {
    return this.actions.some(
      (action, index) =>
        action.kind === kind && action.segment === segment && action.at <= at && this.use(`${index} structure`),
    )
  }

  /** True if the person pressed the keys for undo or redo. */
  hasReversed(at: number): boolean {
    return this.actions.some((action) => isReversal(action) && action.at <= at)
  }

  /** Choices of the person at a caption, after one moment and up to another. */
  choices(segment: string, after: number, at: number): readonly Choice[] {
    return this.actions.filter(
      (action): action is Choice =>
        action.kind === 'choose' && action.segment === segment && action.at > after && action.at <= at,
    )
  }

  /** Words of a caption from which the draft grew that the person had at a moment; null if the person did not type. */
  baseOf(segment: string, at: number): readonly string[] | null {
    const typed = this.actions.filter(
      (action): action is Typing => isTyping(action) && action.segment === segment && action.at <= at,
    )
    return (typed.findLast(({ fresh }) => fresh) ?? typed.at(0))?.before ?? null
  }

  private use(claim: string): boolean {
    const isNew = !this.used.has(claim)
    this.used.add(claim)
    return isNew
  }
}

function valuesIn(action: Action): readonly ShownValue[] {
  return isReversal(action) ? action.values : isSetting(action) ? [action] : []
}
