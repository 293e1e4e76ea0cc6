import { Button } from '@mantine/core'
import { useState } from 'react'
import { BlockDiff } from '../../components/BlockDiff.tsx'
import type { Correction } from '../../cue/corrections.ts'
import { counted } from '../../cue/noun.ts'
import classes from './ChecksPanel.module.css'

export interface CorrectionsProps {
  readonly corrections: readonly Correction[]
  readonly numberOf: (id: string) => number | undefined
  readonly onCorrect: (ids: readonly string[]) => void
  readonly onCancel: () => void
}

/** Corrections that are shown; a person looks through no more. */
const MAX_SHOWN = 200

/** List of what corrections would change, before they do. What is not ticked stays. */
export function Corrections({ corrections, numberOf, onCorrect, onCancel }: CorrectionsProps) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = corrections.map(({ id }) => id).filter((id) => !left.has(id))

  function toggle(id: string) {
    const next = new Set(left)
    if (!next.delete(id)) {
      next.add(id)
    }
    setLeft(next)
  }

  return (
    <section aria-label="Corrections">
      <div className={classes.actions}>
        <Button size="compact-sm" disabled={chosen.length === 0} onClick={() => onCorrect(chosen)}>
          Correct {counted(chosen.length, 'caption')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
      <ul className={classes.list}>
        {corrections.slice(0, MAX_SHOWN).map(({ id, before, after }) => (
          <li key={id}>
            <label className={classes.correction}>
              <input type="checkbox" checked={!left.has(id)} onChange={() => toggle(id)} />
              <span className={classes.time}>{numberOf(id)}</span>
              <div dir="auto">
                <BlockDiff before={before} after={after} />
              </div>
            </label>
          </li>
        ))}
      </ul>
      {corrections.length > MAX_SHOWN && <p>And {corrections.length - MAX_SHOWN} more.</p>}
    </section>
  )
}
