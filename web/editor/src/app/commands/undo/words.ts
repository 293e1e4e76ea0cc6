import { nameOf } from '../../../api/author.ts'
import type { Phrase } from '../../../components/Phrase.tsx'
import { counted, type Noun } from '../../../cue/noun.ts'
import type { Overtaken } from '../savedTexts.ts'
import type { Direction, Left, Outcome, Step } from './steps.ts'

/** Number of a segment in the document; undefined for one that is not in it any more. */
export type NumberOf = (id: string) => number | undefined

const MAX_LISTED = 5

export interface Naming {
  readonly noun: Noun
  readonly numberOf: NumberOf
}

/** A step in words, for instance `shift of 600 captions by +1.0 s`. */
export function wordsOf(step: Step, naming: Naming): string {
  const { noun } = naming
  const ids = idsOf(step)
  const [first = ''] = ids
  const one = named(first, naming)
  switch (step.action) {
    case 'typing':
      return `typing in ${one}`
    case 'retiming':
      return `times of ${one}`
    case 'insertion':
      return `new ${one}`
    case 'deletion':
      return `deletion of ${counted(ids.length, noun)}`
    case 'split':
      return `split of ${one}`
    case 'join':
      return `join in ${one}`
    case 'shift':
      return `shift of ${counted(ids.length, noun)} by ${inSeconds(step.by ?? 0)} s`
    case 'replacement':
      return `replacement in ${counted(ids.length, noun)}`
    case 'stretch':
      return `new times of ${counted(ids.length, noun)}`
    case 'speaker':
      return `speaker of ${counted(ids.length, noun)}`
    case 'style':
      return `typeface of ${counted(ids.length, noun)}`
    case 'position':
      return `position of ${counted(ids.length, noun)}`
    case 'closing':
      return `closing of gaps after ${counted(ids.length, noun)}`
    case 'correction':
      return `correction of ${counted(ids.length, noun)}`
    case 'pasting':
      return `${counted(ids.length, noun)} that you pasted`
  }
}

/** Ids of the segments of a step. */
export function idsOf({ changes, unsaved }: Step): readonly string[] {
  return unsaved === undefined ? changes.map(({ id }) => id) : [unsaved.id]
}

/** Outcome of undoing or redoing a step, in words. */
export function outcomeInWords(direction: Direction, step: Step, { made, left }: Outcome, naming: Naming): Phrase {
  const done = direction === 'undo' ? 'Undone' : 'Redone'
  if (left.length === 0) {
    return [`${done}: ${wordsOf(step, naming)}.`]
  }
  const subject = listed(
    left.map(({ id }) => id),
    naming,
  )
  return made.length === 0
    ? [`Not ${done.toLowerCase()}: `, ...reasonOf(left, subject)]
    : [`${done} but for ${subject}: `, ...reasonOf(left, left.length === 1 ? 'it' : 'them')]
}

/** Reason why changes of a step were left as they are. */
export function leftInWords(left: readonly Left[], naming: Naming): Phrase {
  const ids = left.map(({ id }) => id)
  const [first = '', ...rest] = reasonOf(left, listed(ids, naming))
  return [typeof first === 'string' ? capitalized(first) : first, ...rest]
}

/** Reason why texts were left out of an action, in a sentence. */
export function overtakenInWords(overtaken: readonly Overtaken[], naming: Naming): Phrase {
  const ids = overtaken.map(({ id }) => id)
  return [...peopleOf(overtaken), ` changed ${listed(ids, naming)} meanwhile.`]
}

function reasonOf(left: readonly Left[], object: string): Phrase {
  const refused = left.find(({ why }) => why === 'refused')
  const others = left.filter(({ why }) => why === 'changed' || why === 'deleted')
  if (others.length > 0) {
    const verb = others.every(({ why }) => why === 'deleted') ? 'deleted' : 'changed'
    return [...peopleOf(others), ` ${verb} ${object} after you.`]
  }
  return refused === undefined
    ? [`${object} ${left.length === 1 ? 'is' : 'are'} no longer in the document.`]
    : [`${object} would not be valid. ${refused.by}`]
}

/** The authors of changes, each once. */
function peopleOf(changes: readonly Pick<Left, 'by' | 'verified'>[]): Phrase {
  const people = new Map(changes.map(({ by, verified }) => [`${by} ${verified}`, { name: nameOf(by), verified }]))
  return [...people.values()].flatMap((person, index) => (index === 0 ? [person] : [' and ', person]))
}

/** Segments by their numbers, or how many they are. */
export function listed(ids: readonly string[], { noun, numberOf }: Naming): string {
  const numbers = ids.map(numberOf).filter((number) => number !== undefined)
  if (ids.length > MAX_LISTED || numbers.length < ids.length) {
    return ids.length === 1 ? `a ${noun}` : counted(ids.length, noun)
  }
  const last = numbers.at(-1)
  return ids.length === 1 ? `${noun} ${last}` : `${noun}s ${numbers.slice(0, -1).join(', ')} and ${last}`
}

export function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function named(id: string, { noun, numberOf }: Naming): string {
  const number = numberOf(id)
  return number === undefined ? noun : `${noun} ${number}`
}

/** Milliseconds as seconds with a sign, for instance `+1.0`. */
export function inSeconds(milliseconds: number): string {
  const text = String(Math.abs(milliseconds) / 1_000)
  return `${milliseconds < 0 ? '-' : '+'}${text.includes('.') ? text : `${text}.0`}`
}
