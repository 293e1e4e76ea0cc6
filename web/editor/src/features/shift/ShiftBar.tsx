import { Button, CloseButton, SegmentedControl, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import classes from './ShiftBar.module.css'

export interface ShiftBarProps {
  /** A caption is selected, from which on can be shifted. */
  readonly selected: boolean
  readonly onShift: (milliseconds: number, from: 'all' | 'here') => void
  readonly onClose: () => void
}

/** Form that moves many cues in time at once. */
export function ShiftBar({ selected, onShift, onClose }: ShiftBarProps) {
  const [typed, setTyped] = useState('')
  const [from, setFrom] = useState<'all' | 'here'>('all')
  const by = millisecondsOf(typed)
  return (
    <form
      className={classes.bar}
      aria-label="Shift times"
      onSubmit={(event) => {
        event.preventDefault()
        if (by !== null && by !== 0) {
          onShift(by, from)
        }
      }}
    >
      <Text size="sm">Shift</Text>
      <SegmentedControl
        size="xs"
        aria-label="Which captions"
        value={from}
        onChange={(next) => setFrom(next === 'here' ? 'here' : 'all')}
        data={[
          { value: 'all', label: 'all' },
          { value: 'here', label: 'from here on', disabled: !selected },
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
        error={typed !== '' && by === null}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Text size="sm">seconds</Text>
      <Button type="submit" size="compact-sm" disabled={by === null || by === 0}>
        Shift
      </Button>
      <CloseButton aria-label="Close shifting" onClick={onClose} />
    </form>
  )
}

function millisecondsOf(typed: string): number | null {
  const text = typed.trim().replace(',', '.').replace('−', '-')
  return /^[+-]?\d{1,6}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1_000) : null
}
