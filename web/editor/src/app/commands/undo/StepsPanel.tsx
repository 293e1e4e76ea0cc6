import { Button, Text } from '@mantine/core'
import { ago } from '../../../components/ago.ts'
import { PhraseText } from '../../../components/Phrase.tsx'
import { SidePanel } from '../../../components/SidePanel.tsx'
import { useShortcuts } from '../../../components/shortcuts.tsx'
import classes from './StepsPanel.module.css'
import type { Step, Steps } from './steps.ts'
import { idsOf, leftInWords, type Naming, wordsOf } from './words.ts'

export interface StepsPanelProps {
  readonly steps: Steps
  readonly naming: Naming
  readonly onShow: (segment: string) => void
  readonly onUndoUpTo: (id: string) => void
  readonly onRedo: () => void
  readonly onDismiss: (id: string) => void
  readonly onClose: () => void
}

/** Panel of the person's own steps, newest first: undone ones on top, which can be redone, then those that can be undone. */
export function StepsPanel(props: StepsPanelProps) {
  const { steps, onUndoUpTo, onRedo, onClose } = props
  const { done, undone } = steps
  const shortcuts = useShortcuts()
  return (
    <SidePanel title="Your steps" closeLabel="Close your steps" onClose={onClose}>
      {done.length + undone.length === 0 && (
        <Text size="sm" c="dimmed">
          What you change in this document is listed here, and can be undone.
        </Text>
      )}
      <ol className={classes.list}>
        {undone.map((step, index) => (
          <Item key={`undone ${step.id}`} {...props} step={step} isUndone>
            {index === undone.length - 1 && (
              <Button size="compact-xs" variant="light" aria-keyshortcuts={shortcuts('redo').aria} onClick={onRedo}>
                Redo
              </Button>
            )}
          </Item>
        ))}
        {[...done].reverse().map((step, index) => (
          <Item key={step.id} {...props} step={step}>
            <Button
              size="compact-xs"
              variant="light"
              aria-keyshortcuts={index === 0 ? shortcuts('undo').aria : undefined}
              onClick={() => onUndoUpTo(step.id)}
            >
              {index === 0 ? 'Undo' : 'Undo up to here'}
            </Button>
          </Item>
        ))}
      </ol>
    </SidePanel>
  )
}

interface ItemProps extends StepsPanelProps {
  readonly step: Step
  readonly isUndone?: boolean
  readonly children: React.ReactNode
}

function Item({ step, isUndone, naming, onShow, onDismiss, children }: ItemProps) {
  const words = wordsOf(step, naming)
  const first = step.left?.[0]?.id ?? idsOf(step)[0] ?? ''
  return (
    <li className={classes.step} data-undone={isUndone || undefined}>
      <Text size="sm">
        {isUndone && 'Undone: '}
        {words.charAt(0).toUpperCase()}
        {words.slice(1)},{' '}
        <time dateTime={new Date(step.until).toISOString()}>{ago(new Date(step.until).toISOString())}</time>
      </Text>
      {step.left !== undefined && (
        <Text size="sm" c="dimmed">
          <PhraseText phrase={leftInWords(step.left, naming)} />
        </Text>
      )}
      <div className={classes.actions}>
        {children}
        {naming.numberOf(first) !== undefined && (
          <Button size="compact-xs" variant="default" onClick={() => onShow(first)}>
            Show
          </Button>
        )}
        {step.left !== undefined && (
          <Button size="compact-xs" variant="default" onClick={() => onDismiss(step.id)}>
            Leave it
          </Button>
        )}
      </div>
    </li>
  )
}
