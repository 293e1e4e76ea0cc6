import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ofFrameRates, ofTwoPoints, type TimeMap } from '../../cue/retime.ts'
import { formatTime, parseSeconds, parseTime } from '../../cue/time.ts'
import classes from './SelectionBar.module.css'

/** Starts of the first and the last of the selected captions, and the earliest of all. Milliseconds. */
export interface Starts {
  readonly first: number
  readonly last: number
  readonly earliest: number
}

/** Form that moves the selected captions in time. */
export function ShiftForm({ starts, onShift }: { readonly starts: Starts; readonly onShift: (by: number) => void }) {
  const [typed, setTyped] = useState('')
  const by = parseSeconds(typed)
  const isTooFar = by !== null && starts.earliest + by < 0
  return (
    <Form
      label="Shift the selected captions"
      action="Shift"
      onSubmit={by === null || by === 0 || isTooFar ? undefined : () => onShift(by)}
      refusal={
        isTooFar ? `The first of them starts at ${formatTime(starts.earliest)}: they cannot move back that far.` : ''
      }
    >
      <Field
        label="By seconds, for instance 1.5 or -0.2"
        value={typed}
        isInvalid={typed !== '' && by === null}
        onChange={setTyped}
      />
    </Form>
  )
}

interface RetimeProps {
  readonly onRetime: (map: TimeMap) => void
}

/** Form that gives the first and the last selected caption their right starts, and moves those between them alike. */
export function StretchForm({ starts, onRetime }: RetimeProps & { readonly starts: Starts }) {
  const [first, setFirst] = useState(formatTime(starts.first))
  const [last, setLast] = useState(formatTime(starts.last))
  const [from, to] = [parseTime(first), parseTime(last)]
  const map = from === null || to === null ? null : ofTwoPoints([starts.first, starts.last], [from, to])
  const isSame = from === starts.first && to === starts.last
  return (
    <Form
      label="Stretch the selected captions"
      action="Stretch"
      onSubmit={map === null || isSame ? undefined : () => onRetime(map)}
      refusal={map === null && from !== null && to !== null ? refusalOf(starts) : ''}
    >
      <Field label="The first starts at" value={first} isInvalid={from === null} onChange={setFirst} />
      <Field label="the last starts at" value={last} isInvalid={to === null} onChange={setLast} />
    </Form>
  )
}

function refusalOf({ first, last }: Starts): string {
  return first === last
    ? 'Select two captions or more: the first and the last one get their right starts.'
    : 'The last one has to start after the first one.'
}

const RATES = [23.976, 24, 25, 29.97, 30, 50, 59.94, 60] as const

/** Form that fits the selected captions to a film that runs at another frame rate. */
export function FrameRateForm({ onRetime }: RetimeProps) {
  const [from, setFrom] = useState(23.976)
  const [to, setTo] = useState(25)
  return (
    <Form
      label="Frame rate of the selected captions"
      action="Convert"
      onSubmit={from === to ? undefined : () => onRetime(ofFrameRates(from, to))}
      refusal=""
    >
      <Rate label="Made for" value={from} onChange={setFrom} />
      <Rate label="frames per second, the film has" value={to} onChange={setTo} />
    </Form>
  )
}

interface FormProps {
  readonly label: string
  readonly action: string
  /** Undefined while what is typed cannot be done. */
  readonly onSubmit: (() => void) | undefined
  /** Reason why it cannot be done; empty without one. */
  readonly refusal: string
  readonly children: ReactNode
}

function Form({ label, action, onSubmit, refusal, children }: FormProps) {
  return (
    <form
      className={classes.line}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit?.()
      }}
    >
      {children}
      <Button type="submit" size="compact-sm" disabled={onSubmit === undefined}>
        {action}
      </Button>
      {refusal !== '' && (
        <p role="status" className={classes.refused}>
          {refusal}
        </p>
      )}
    </form>
  )
}

interface FieldProps {
  readonly label: string
  readonly value: string
  readonly isInvalid: boolean
  readonly onChange: (value: string) => void
}

function Field({ label, value, isInvalid, onChange }: FieldProps) {
  return (
    <label className={classes.label}>
      {label}
      <input
        className={`${classes.field} ${classes.time}`}
        inputMode="decimal"
        aria-invalid={isInvalid || undefined}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </label>
  )
}

interface RateProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}

function Rate({ label, value, onChange }: RateProps) {
  return (
    <label className={classes.label}>
      {label}
      <select
        className={classes.field}
        value={value}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {RATES.map((rate) => (
          <option key={rate} value={rate}>
            {rate}
          </option>
        ))}
      </select>
    </label>
  )
}
