import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import classes from './notices.module.css'
import { explain } from './problem.ts'

const UNDO_FOR = 15_000

/** Shows why an action failed. */
export function reportError(error: unknown): void {
  reportRefusal(explain(error))
}

/** Shows that an action was not done, in the given words. */
export function reportRefusal(words: string): void {
  notifications.show({ color: 'red', message: words })
}

/** Shows a message without an action. */
export function notify(words: string): void {
  notifications.show({ message: words })
}

export interface UndoOffer {
  /** Identifies the notice, so that the same offer is not shown twice. */
  readonly id: string
  readonly words: string
  readonly onUndo: () => void
}

/** Shows a message about an edit, with a button that undoes it. */
export function offerUndo({ id, words, onUndo }: UndoOffer): void {
  const undo = () => {
    notifications.hide(id)
    onUndo()
  }
  notifications.show({
    id,
    autoClose: UNDO_FOR,
    message: (
      <span className={classes.undo}>
        {words}
        <Button size="compact-sm" variant="light" onClick={undo}>
          Undo
        </Button>
      </span>
    ),
  })
}

export interface ShowOffer {
  readonly words: string
  readonly onShow: () => void
}

/** Shows a message about a place in the document, with a button that goes there. */
export function offerToShow({ words, onShow }: ShowOffer): void {
  notifications.show({
    autoClose: UNDO_FOR,
    message: (
      <span className={classes.undo}>
        {words}
        <Button size="compact-sm" variant="light" onClick={onShow}>
          Show it
        </Button>
      </span>
    ),
  })
}
