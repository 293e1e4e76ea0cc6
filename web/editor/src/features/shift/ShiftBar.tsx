import { Button, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ClosePanel } from '../../components/ClosePanel.tsx'
import { parseSeconds } from '../../cue/time.ts'
import classes from './ShiftBar.module.css'

/** Start of the first caption that a shift moves, in milliseconds; null for none. */
export interface Starts {
  readonly all: number | null
  /** From the selected caption on; undefined if none is selected. */
  readonly here: number | null | undefined
}

export interface ShiftBarProps {
  readonly starts: Starts
  readonly onShift: (milliseconds: number, from: 'all' | 'here') => void
  readonly onClose: () => void
}

/** Form that moves many cues in time at once. */
export function ShiftBar({ starts, onShift, onClose }: ShiftBarProps) {
  const [typed, setTyped] = useState('')
  const [from, setFrom] = useState<'all' | 'here'>('all')
  const [refused, setRefused] = useState<number | null>(null)
  const by = parseSeconds(typed)
  const start = starts[from] ?? 0

  function shift(milliseconds: number | null) {
    if (milliseconds === null || milliseconds === 0) {
      return
    }
    const isTooFar = start + milliseconds < 0
    setRefused(isTooFar ? start : null)
    if (!isTooFar) {
      onShift(milliseconds, from)
    }
  }

  return (
    <form
      className={classes.bar}
      aria-label="Shift times"
      onSubmit={(event) => {
        event.preventDefault()
        shift(by)
      }}
    >
      <Text size="sm">Shift</Text>
      <SegmentedControl
        size="xs"
        aria-label="Which captions"
        value={from}
        onChange={(next) => {
          setFrom(next === 'here' ? 'here' : 'all')
          setRefused(null)
        }}
        data={[
          { value: 'all', label: 'all' },
          { value: 'here', label: 'from here on', disabled: starts.here === undefined },
        ]}
      />
      <Text size="sm">by</Text>
      <TextInput
        size="xs"
        w="7rem"
        aria-label="Seconds, for instance 1.5 or -0.2"
        placeholder="-0.2"
        inputMode="decimal"
        autoFocus
        error={(typed !== '' && by === null) || refused !== null}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value)
          setRefused(null)
        }}
      />
      <Text size="sm">seconds</Text>
      <Button type="submit" size="compact-sm" disabled={by === null || by === 0}>
        Shift
      </Button>
      <ClosePanel label="Close shifting" onClose={onClose} />
      {refused !== null && (
        <div role="alert" className={classes.refused}>
          <Text size="sm">{refusalOf(refused, from)}</Text>
          {refused > 0 && (
            <Button size="compact-sm" variant="light" onClick={() => shift(-refused)}>
              Shift by -{inSeconds(refused)}
            </Button>
          )}
        </div>
      )}
    </form>
  )
}

function refusalOf(start: number, from: 'all' | 'here'): string {
  const first = from === 'all' ? 'The first caption' : 'The first of these captions'
  return start === 0
    ? `${first} starts at 0: captions cannot move back.`
    : `${first} starts at ${inSeconds(start)} s: captions can move back by ${inSeconds(start)} s at most.`
}

/** Seconds with one to three decimals. */
function inSeconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3).replace(/0{1,2}$/, '')
}
