import { Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { ClosePanel } from '../../components/ClosePanel.tsx'
import type { Closing, ClosingOptions } from '../../cue/closing.ts'
import { counted } from '../../cue/noun.ts'
import classes from './GapsBar.module.css'

export interface GapsBarProps {
  /** Number of selected captions; 0 for all. */
  readonly selected: number
  /** The usual least gap, in milliseconds. */
  readonly gap: number
  /** New ends of the captions as they are now. */
  readonly closingOf: (options: ClosingOptions) => Closing
  readonly onCloseGaps: (options: ClosingOptions) => void
  readonly onClose: () => void
}

/** Form that closes overlaps and gaps, and says before it does how many. */
export function GapsBar({ selected, gap: usualGap, closingOf, onCloseGaps, onClose }: GapsBarProps) {
  const [gap, setGap] = useState(String(usualGap))
  const [upTo, setUpTo] = useState('500')
  const options = { gap: milliseconds(gap, 1_000), upTo: milliseconds(upTo, 10_000) }
  const isValid = options.gap !== null && options.upTo !== null
  const read = { gap: options.gap ?? 0, upTo: options.upTo ?? 0 }
  const closing = isValid ? closingOf(read) : null
  const count = closing?.ends.size ?? 0
  return (
    <form
      className={classes.bar}
      aria-label="Close gaps and overlaps"
      onSubmit={(event) => {
        event.preventDefault()
        if (count > 0) {
          onCloseGaps(read)
        }
      }}
    >
      <Text size="sm">
        Ends of {selected === 0 ? 'all captions' : `the selected ${counted(selected, 'caption')}`}: least gap
      </Text>
      <Milliseconds label="Least gap in milliseconds" value={gap} isInvalid={options.gap === null} onChange={setGap} />
      <Text size="sm">ms, gaps are closed up to</Text>
      <Milliseconds
        label="Gaps that are closed, up to milliseconds"
        value={upTo}
        isInvalid={options.upTo === null}
        onChange={setUpTo}
      />
      <Text size="sm">ms</Text>
      <Button type="submit" size="compact-sm" disabled={count === 0}>
        {count === 0 ? 'Close' : `Change ${counted(count, 'caption')}`}
      </Button>
      <ClosePanel label="Close this bar" onClose={onClose} />
      <p role="status" className={classes.preview}>
        {closing === null ? 'The least gap is 0 to 1000 ms, gaps are closed up to 10000 ms at most.' : inWords(closing)}
      </p>
    </form>
  )
}

interface MillisecondsProps {
  readonly label: string
  readonly value: string
  readonly isInvalid: boolean
  readonly onChange: (value: string) => void
}

function Milliseconds({ label, value, isInvalid, onChange }: MillisecondsProps) {
  return (
    <TextInput
      size="xs"
      w="4.5rem"
      aria-label={label}
      inputMode="numeric"
      error={isInvalid}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}

function milliseconds(typed: string, most: number): number | null {
  return /^\s*\d{1,5}\s*$/.test(typed) && Number(typed) <= most ? Number(typed) : null
}

function inWords({ ends, overlaps, narrow, wide, left }: Closing): string {
  const some = (count: number, one: string, many: string) =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  const parts = [
    ...some(overlaps, 'overlap', 'overlaps'),
    ...some(narrow, 'gap that is too small', 'gaps that are too small'),
    ...some(wide, 'gap to close', 'gaps to close'),
  ]
  const stays =
    left === 0
      ? ''
      : ` ${left} ${left === 1 ? 'overlap stays' : 'overlaps stay'}: both captions start at almost the same time.`
  return ends.size === 0 ? `There is nothing to close.${stays}` : `${parts.join(', ')}. No start moves.${stays}`
}
