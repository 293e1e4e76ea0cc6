import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import classes from './notices.module.css'
import { type Phrase, PhraseText } from './Phrase.tsx'
import { explanation } from './problem.ts'

const OFFERED_FOR = 15_000

/** Shows why an action failed. */
export function reportError(error: unknown): void {
  reportRefusal(explanation(error))
}

/** Shows that an action was not done, in the given words. */
export function reportRefusal(words: string | Phrase): void {
  notifications.show({ color: 'red', message: <Words words={words} /> })
}

function Words({ words }: { readonly words: string | Phrase }) {
  return typeof words === 'string' ? words : <PhraseText phrase={words} />
}

/** Shows a message without an action. */
export function notify(words: string): void {
  notifications.show({ message: words })
}

/** Button in a notice. It closes the notice. */
export interface NoticeAction {
  readonly label: string
  readonly onClick: () => void
  /** Keys that do the same, for `aria-keyshortcuts`. */
  readonly keys?: string
}

export interface NoticeOptions {
  /** Identifies the notice: a later one takes the place of an earlier one with the same id. */
  readonly id: string
  readonly words: string | Phrase
  readonly actions: readonly NoticeAction[]
  readonly isProblem?: boolean
}

/** Shows a message about an edit, with what the person can do about it. */
export function offer({ id, words, actions, isProblem }: NoticeOptions): void {
  const act = (action: NoticeAction) => () => {
    notifications.hide(id)
    action.onClick()
  }
  const notice = {
    id,
    color: isProblem ? 'red' : undefined,
    autoClose: OFFERED_FOR,
    message: (
      <span className={classes.offer}>
        <span>
          <Words words={words} />
        </span>
        <span className={classes.actions}>
          {actions.map((action) => (
            <Button
              key={action.label}
              size="compact-sm"
              variant="light"
              aria-keyshortcuts={action.keys}
              onClick={act(action)}
            >
              {action.label}
            </Button>
          ))}
        </span>
      </span>
    ),
  }
  notifications.hide(id)
  notifications.show(notice)
}

/** Shows a message about an edit, with a button that undoes it. */
export function offerUndo({ id, words, onUndo }: { id: string; words: string; onUndo: () => void }): void {
  offer({ id, words, actions: [{ label: 'Undo', onClick: onUndo }] })
}
