import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { WordDiff } from '../../components/WordDiff.tsx'
import { shownOf } from '../../cue/block.ts'
import { counted, type Noun } from '../../cue/noun.ts'
import classes from './ReplaceBar.module.css'

/** Text before and after a replacement. */
export interface Replacement {
  readonly id: string
  readonly number: number | undefined
  readonly before: string
  readonly after: string
}

export interface ReplacePreviewProps {
  readonly replacements: readonly Replacement[]
  /** Number of hits in all of them. */
  readonly hits: number
  readonly noun: Noun
  readonly onReplace: (ids: readonly string[]) => void
  readonly onClose: () => void
}

/** Differences that are shown; a person looks through no more. */
const MAX_SHOWN = 200

/** List of what a replacement would change, before it does. What is not ticked stays. */
export function ReplacePreview({ replacements, hits, noun, onReplace, onClose }: ReplacePreviewProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = replacements.map(({ id }) => id).filter((id) => !left.has(id))

  function toggle(id: string) {
    const next = new Set(left)
    if (!next.delete(id)) {
      next.add(id)
    }
    setLeft(next)
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Replace all: ${hits} in ${counted(replacements.length, noun)}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Cancel replacing' }}
    >
      <ul className={classes.preview}>
        {replacements.slice(0, MAX_SHOWN).map(({ id, number, before, after }) => (
          <li key={id}>
            <label className={classes.change}>
              <input type="checkbox" checked={!left.has(id)} onChange={() => toggle(id)} />
              <span className={classes.number}>{number}</span>
              <span dir="auto">
                <WordDiff before={shownOf(before)} after={shownOf(after)} />
                {shownOf(after).trim() === '' && <span className={classes.emptied}> has no text then</span>}
              </span>
            </label>
          </li>
        ))}
      </ul>
      {replacements.length > MAX_SHOWN && <p>And {replacements.length - MAX_SHOWN} more.</p>}
      <Group justify="end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button data-autofocus disabled={chosen.length === 0} onClick={() => onReplace(chosen)}>
          Replace in {counted(chosen.length, noun)}
        </Button>
      </Group>
    </Modal>
  )
}
