import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import classes from './SelectionBar.module.css'

export interface SpeakerFormProps {
  readonly speakers: readonly string[]
  /** Called with the name, which is empty for no speaker. */
  readonly onSpeaker: (name: string) => void
}

/** Form that says who speaks the selected captions: a name of this document, or a new one. */
export function SpeakerForm({ speakers, onSpeaker }: SpeakerFormProps) {
  const [name, setName] = useState('')
  const id = useId()
  return (
    <form
      className={classes.line}
      aria-label="Speaker of the selected captions"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') {
          onSpeaker(name.trim())
        }
      }}
    >
      <label className={classes.label}>
        Speaker
        <input
          className={`${classes.field} ${classes.name}`}
          list={id}
          autoComplete="off"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
      </label>
      <datalist id={id}>
        {speakers.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Button type="submit" size="compact-sm" disabled={name.trim() === ''}>
        Set speaker
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => onSpeaker('')}>
        No speaker
      </Button>
    </form>
  )
}
