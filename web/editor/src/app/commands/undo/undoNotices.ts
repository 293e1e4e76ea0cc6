import { announce } from '../../../components/announce.tsx'
import { type NoticeAction, offer, reportRefusal } from '../../../components/notices.tsx'
import type { Phrase } from '../../../components/Phrase.tsx'
import { explanation } from '../../../components/problem.ts'
import type { CarriedOut } from './reversal.ts'
import type { Direction, Step } from './steps.ts'
import { type Naming, outcomeInWords, wordsOf } from './words.ts'

/** Things that a notice about a step offers. */
export interface StepActions {
  readonly undo: (id: string) => void
  readonly redo: (id: string) => void
  readonly dismiss: (id: string) => void
  readonly show: (id: string) => void
  /** Keys of a command, for `aria-keyshortcuts`. */
  readonly keysOf: (command: Direction) => string | undefined
}

const NOTICE = 'steps'

/** Shows that an action was done, with its undo. `besides` names what was left out of it, and where that is. */
export function tellDone(
  words: string | Phrase,
  step: Step,
  actions: StepActions,
  besides: readonly string[] = [],
): void {
  const [first] = besides
  const show = first === undefined ? [] : [{ label: 'Show', onClick: () => actions.show(first) }]
  offer({ id: NOTICE, words, actions: [...show, turn('undo', step, actions)], isProblem: first !== undefined })
}

/** Shows the outcome of undoing or redoing a step. */
export function tellOutcome(
  direction: Direction,
  step: Step,
  outcome: CarriedOut,
  naming: Naming,
  actions: StepActions,
): void {
  const { made, left, error } = outcome
  if (error !== undefined) {
    tellFailure(direction, step, outcome, naming)
    return
  }
  const [first] = left
  const back = turn(direction === 'undo' ? 'redo' : 'undo', step, actions)
  offer({
    id: NOTICE,
    words: outcomeInWords(direction, step, outcome, naming),
    isProblem: first !== undefined,
    actions: [
      ...(made.length > 0 ? [back] : []),
      ...(first === undefined
        ? []
        : [
            { label: 'Show', onClick: () => actions.show(first.id) },
            { label: 'Leave it', onClick: () => actions.dismiss(step.id) },
          ]),
    ],
  })
}

/** Shows that the text that was not saved yet was taken back. */
export function tellUnsaved(step: Step, naming: Naming, actions: StepActions): void {
  offer({
    id: NOTICE,
    words: `Undone: ${wordsOf(step, naming)}, which was not saved yet.`,
    actions: [turn('redo', step, actions)],
  })
}

/** Button that undoes or redoes a step, as its keys do. */
function turn(direction: Direction, step: Step, actions: StepActions): NoticeAction {
  const label = direction === 'undo' ? 'Undo' : 'Redo'
  return { label, keys: actions.keysOf(direction), onClick: () => actions[direction](step.id) }
}

export function tellNothing(direction: Direction): void {
  announce(`There is nothing to ${direction}.`)
}

function tellFailure(direction: Direction, step: Step, { made, rest, error }: CarriedOut, naming: Naming): void {
  const some = made.length === 0 ? '' : ` Done for ${made.length}; ${rest.length} remain.`
  const failed = `Could not ${direction} the ${wordsOf(step, naming)}.${some} `
  reportRefusal([failed, ...explanation(error), ' It stays the next step.'])
}
