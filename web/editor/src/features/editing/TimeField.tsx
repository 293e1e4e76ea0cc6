import { useState } from 'react'
import { formatTime, parseTime } from '../../cue/time.ts'
import classes from './SegmentRow.module.css'

export interface TimeFieldProps {
  readonly label: string
  /** Milliseconds. */
  readonly value: number
  readonly readOnly?: boolean
  readonly onChange: (value: number) => void
  readonly onDone: () => void
}

const STEP = 100

/** A time that is typed as people type it, or moved by the arrow keys. */
export function TimeField({ label, value, readOnly, onChange, onDone }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const read = typed === null ? value : parseTime(typed)

  function leave() {
    if (typed !== null && read !== null && read !== value) {
      onChange(read)
    }
    setTyped(null)
    onDone()
  }

  return (
    <input
      className={classes.time}
      aria-label={label}
      aria-invalid={read === null || undefined}
      inputMode="decimal"
      size={9}
      readOnly={readOnly}
      value={typed ?? formatTime(value)}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={leave}
      onKeyDown={(event) => {
        if (readOnly || event.altKey || event.ctrlKey || event.metaKey) {
          return
        }
        if (event.key === 'Enter') {
          leave()
        } else if (event.key === 'Escape') {
          setTyped(null)
        } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault()
          setTyped(null)
          onChange(Math.max(0, (read ?? value) + (event.key === 'ArrowUp' ? STEP : -STEP)))
        }
      }}
    />
  )
}
