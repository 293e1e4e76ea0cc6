import type { Facet, Value } from './log.ts'

interface ByPerson {
  readonly person: string
  /** Milliseconds, before the first key or click. */
  readonly at: number
}

/** Words that a person typed into a caption, and words that the typing replaced or deleted. */
export interface Typing extends ByPerson {
  readonly kind: 'type' | 'replace' | 'erase'
  readonly segment: string
  /** Words in the box before. */
  readonly before: readonly string[]
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Nothing else was unsaved in the box, so that `before` is the base of the draft. */
  readonly fresh: boolean
}

/** Value that a person gave to a facet of a caption, or to the title, whose segment is empty. */
export interface Setting extends ByPerson {
  readonly kind: 'retime' | 'name' | 'title'
  readonly segment: string
  readonly facet: Facet
  readonly from: Value
  readonly to: Value
}

export interface Shift extends ByPerson {
  readonly kind: 'shift'
  readonly by: number
}

export interface Structure extends ByPerson {
  readonly kind: 'split' | 'join'
  readonly segment: string
}

/** Undo or redo, with the words and times that appeared in the page and the words that disappeared, right after the key. */
export interface Reversal extends ByPerson {
  readonly kind: 'undo' | 'redo'
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly values: readonly ShownValue[]
}

/** Value that a field shows. */
export interface ShownValue {
  readonly segment: string
  readonly facet: Facet
  readonly to: Value
}

/** Button that a person pressed at a caption, or at the title. */
export interface Choice extends ByPerson {
  readonly kind: 'choose'
  readonly button: string
  readonly effect: Effect
  /** The facet that is decided, as the page names it; absent if all are. */
  readonly facet?: string
  readonly segment: string
  /** Words in the box, which are the person's own side. */
  readonly mine: readonly string[]
}

/**
 * Effect of a button: `mine`, `theirs` and `both` decide a conflict, `restore` brings a deleted caption back with the
 * person's words, `move` puts them into the caption that it was joined to, `place` into the parts that it was split into,
 * `drop` gives them up, `again` decides nothing.
 */
export type Effect = 'mine' | 'theirs' | 'both' | 'restore' | 'move' | 'place' | 'drop' | 'again'

/** Action that changes nothing in itself. */
export interface Other extends ByPerson {
  readonly kind: 'save' | 'reload'
}

export type Action = Typing | Setting | Shift | Structure | Reversal | Choice | Other

const EFFECTS: Readonly<Record<string, Effect>> = {
  'Keep mine': 'mine',
  'Take theirs': 'theirs',
  'Keep both': 'both',
  Mine: 'mine',
  Theirs: 'theirs',
  Both: 'both',
  'Restore with my text': 'restore',
  'Add my words there': 'move',
  'Put my words where they belong': 'place',
  Drop: 'drop',
  'Drop it': 'drop',
  Discard: 'drop',
  Save: 'again',
  Retry: 'again',
  'Combine now': 'again',
}

/** True if a choice decides about the words. */
export function isAboutWords({ facet }: Choice): boolean {
  return facet === undefined || facet === 'words'
}

/** Effect of the button with this name; undefined if the people of the test do not press it. */
export function effectOf(button: string): Effect | undefined {
  return EFFECTS[button]
}

export function isTyping(action: Action): action is Typing {
  return action.kind === 'type' || action.kind === 'replace' || action.kind === 'erase'
}

export function isSetting(action: Action): action is Setting {
  return action.kind === 'retime' || action.kind === 'name' || action.kind === 'title'
}

export function isReversal(action: Action): action is Reversal {
  return action.kind === 'undo' || action.kind === 'redo'
}
