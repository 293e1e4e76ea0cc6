import { Button } from '@mantine/core'
import { useState } from 'react'
import { ClosePanel } from '../../components/ClosePanel.tsx'
import { type Command, useShortcuts, withKeys } from '../../components/shortcuts.tsx'
import { counted, type Noun } from '../../cue/noun.ts'
import { LINES, type Placement, SIDES } from '../../cue/placement.ts'
import type { TimeMap } from '../../cue/retime.ts'
import classes from './SelectionBar.module.css'
import { SpeakerForm } from './SpeakerForm.tsx'
import { FrameRateForm, ShiftForm, type Starts, StretchForm } from './TimeForms.tsx'

export interface SelectionBarProps {
  readonly noun: Noun
  /** Number of selected segments, and how many of them are captions. */
  readonly count: number
  readonly cues: number
  /** Starts of the first and the last selected caption, as they are typed. */
  readonly starts: Starts
  /** Names of the speakers in the document. */
  readonly speakers: readonly string[]
  readonly readOnly: boolean
  readonly onCommand: (command: Command) => void
  readonly onShift: (by: number) => void
  readonly onRetime: (map: TimeMap) => void
  readonly onSpeaker: (name: string) => void
  readonly onPlace: (placement: Placement) => void
  readonly onClear: () => void
}

type Form = 'shift' | 'stretch' | 'rate' | 'speaker' | 'place'

const FORMS: Readonly<Record<Form, string>> = {
  shift: 'Shift…',
  stretch: 'Stretch…',
  rate: 'Frame rate…',
  speaker: 'Speaker…',
  place: 'Position…',
}
const COMMANDS: readonly (readonly [Command, string])[] = [
  ['italic', 'Italic'],
  ['bold', 'Bold'],
  ['join', 'Join'],
]

/** Bar with what can be done to the selected segments at once. */
export function SelectionBar(props: SelectionBarProps) {
  const { noun, count, cues, readOnly, onCommand, onClear } = props
  const [form, setForm] = useState<Form | null>(null)
  const shortcuts = useShortcuts()
  const command = (name: Command, label: string) => (
    <Button
      key={name}
      size="compact-sm"
      variant="default"
      aria-keyshortcuts={shortcuts(name).aria}
      title={withKeys(label, shortcuts(name))}
      onClick={() => onCommand(name)}
    >
      {label}
    </Button>
  )
  return (
    <section className={classes.bar} aria-label="Selection">
      <div className={`${classes.line} ${classes.actions}`}>
        <span className={classes.count}>{counted(count, noun)} selected</span>
        {!readOnly &&
          cues > 0 &&
          (Object.keys(FORMS) as Form[]).map((one) => (
            <Button
              key={one}
              size="compact-sm"
              variant={form === one ? 'filled' : 'default'}
              aria-expanded={form === one}
              onClick={() => setForm(form === one ? null : one)}
            >
              {FORMS[one]}
            </Button>
          ))}
        {!readOnly && cues > 0 && COMMANDS.map(([name, label]) => command(name, label))}
        {!readOnly && command('delete', 'Delete')}
        {command('selectAll', 'Select all')}
        <ClosePanel label="Clear the selection" onClose={onClear} />
      </div>
      {!readOnly && cues > 0 && form !== null && (
        <div className={classes.line}>
          <SelectionForm form={form} {...props} />
        </div>
      )}
    </section>
  )
}

function SelectionForm({
  form,
  starts,
  speakers,
  onShift,
  onRetime,
  onSpeaker,
  onPlace,
}: SelectionBarProps & { form: Form }) {
  switch (form) {
    case 'shift':
      return <ShiftForm starts={starts} onShift={onShift} />
    case 'stretch':
      return <StretchForm key={`${starts.first} ${starts.last}`} starts={starts} onRetime={onRetime} />
    case 'rate':
      return <FrameRateForm onRetime={onRetime} />
    case 'speaker':
      return <SpeakerForm speakers={speakers} onSpeaker={onSpeaker} />
    case 'place':
      return <Places onPlace={onPlace} />
  }
}

function Places({ onPlace }: Pick<SelectionBarProps, 'onPlace'>) {
  return (
    <>
      <span className={classes.label}>Place on the picture</span>
      <fieldset className={classes.places} aria-label="Place on the picture">
        {LINES.flatMap((line) =>
          SIDES.map((side) => (
            <button
              key={`${line} ${side}`}
              type="button"
              className={classes.place}
              aria-label={`${line} ${side}`}
              title={`${line} ${side}`}
              onClick={() => onPlace({ line, side })}
            />
          )),
        )}
      </fieldset>
    </>
  )
}
