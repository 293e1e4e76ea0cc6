import { useLayoutEffect, useRef, useState } from 'react'
import { formatTime, parseTime } from '../../cue/time.ts'
import classes from './SegmentRow.module.css'

export interface TimeFieldProps {
  readonly label: string
  /** Milliseconds. */
  readonly value: number
  readonly readOnly?: boolean
  readonly onChange: (value: number) => void
  readonly onSave: () => void
  /** Whether the person is in the field, so that the time in it stays the one that they change. */
  readonly onHold: (held: boolean) => void
}

const STEP = 100

/** A time that is typed as people type it, or moved by the arrow keys. */
export function TimeField({ label, value, readOnly, onChange, onSave, onHold }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const read = typed === null ? value : parseTime(typed)

  function take() {
    if (typed !== null && read !== null && read !== value) {
      onChange(read)
    }
  }

  function save() {
    take()
    setTyped(null)
    onSave()
  }

  useLeaving(take)

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
      onFocus={() => onHold(true)}
      onBlur={() => {
        save()
        onHold(false)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !readOnly) {
          save()
        }
        if (readOnly || event.altKey || event.ctrlKey || event.metaKey) {
          return
        }
        if (event.key === 'Escape') {
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

const LEAVING = ['beforeunload', 'pagehide']

/** Calls what it was given last when the page is left, before anything asks what is not saved, or the component goes. */
function useLeaving(leave: () => void): void {
  const latest = useRef(leave)
  useLayoutEffect(() => {
    latest.current = leave
  })
  // In a layout effect: what is typed is in the draft before the draft is let go.
  useLayoutEffect(() => {
    const left = () => latest.current()
    for (const event of LEAVING) {
      globalThis.addEventListener(event, left, { capture: true })
    }
    return () => {
      for (const event of LEAVING) {
        globalThis.removeEventListener(event, left, { capture: true })
      }
      left()
    }
  }, [])
}
