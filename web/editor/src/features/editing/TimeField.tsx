import { useLayoutEffect, useRef, useState } from 'react'
import { type Command, useShortcuts } from '../../components/shortcuts.tsx'
import { byFrames } from '../../cue/frames.ts'
import type { TimeView } from '../../playback/TimeView.ts'
import { useTimeSpelling } from '../../playback/useTimeSpelling.ts'
import classes from './SegmentRow.module.css'

export interface TimeFieldProps {
  readonly label: string
  /** Milliseconds. */
  readonly value: number
  /** Spelling of the time, and the frame rate of its film. */
  readonly view: TimeView
  readonly readOnly?: boolean
  /** Command that sets the time. */
  readonly command: Command
  readonly onChange: (value: number) => void
  readonly onSave: () => void
  /** Called when the field gets or loses the focus: the time in it must not change meanwhile. */
  readonly onHold: (held: boolean) => void
}

const STEP = 100

/** Input of a time, which the arrow keys move; with Shift by a frame. While something is typed in it, undo is the browser's. */
export function TimeField({ label, value, view, readOnly, command, onChange, onSave, onHold }: TimeFieldProps) {
  const shortcut = useShortcuts()(command).aria
  const [typed, setTyped] = useState<string | null>(null)
  const { format, parse } = useTimeSpelling(view)
  const read = typed === null ? value : parse(typed)

  function applyTyped() {
    if (typed !== null && read !== null && read !== value) {
      onChange(read)
    }
  }

  /** The time one step further, or a frame with Shift. */
  function stepped(time: number, by: 1 | -1, isFrame: boolean): number {
    return isFrame ? byFrames(time, by, view.get().frameRate) : Math.max(0, time + by * STEP)
  }

  function save() {
    applyTyped()
    setTyped(null)
    onSave()
  }

  useOnLeave(applyTyped)

  return (
    <input
      className={classes.time}
      aria-label={label}
      aria-invalid={read === null || undefined}
      aria-keyshortcuts={readOnly ? undefined : shortcut}
      inputMode="decimal"
      size={9}
      readOnly={readOnly}
      data-document-undo={typed === null || undefined}
      value={typed ?? format(value)}
      onChange={({ currentTarget }) => setTyped(currentTarget.value === format(value) ? null : currentTarget.value)}
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
        if (event.key === 'Escape' && typed !== null) {
          event.stopPropagation() // only this is put back
          setTyped(null)
        } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault()
          setTyped(null)
          onChange(stepped(read ?? value, event.key === 'ArrowUp' ? 1 : -1, event.shiftKey))
        }
      }}
    />
  )
}

const LEAVING = ['beforeunload', 'pagehide']

/** Calls the latest function when the page is left, before others look for unsaved drafts, and on unmounting. */
function useOnLeave(leave: () => void): void {
  const latest = useRef(leave)
  useLayoutEffect(() => {
    latest.current = leave
  })
  // In a layout effect: the typed time is in the draft before the draft is released.
  useLayoutEffect(() => {
    const onLeave = () => latest.current()
    for (const event of LEAVING) {
      globalThis.addEventListener(event, onLeave, { capture: true })
    }
    return () => {
      for (const event of LEAVING) {
        globalThis.removeEventListener(event, onLeave, { capture: true })
      }
      onLeave()
    }
  }, [])
}
