import { type KeyboardEvent, useState } from 'react'
import type { Command } from '../../../components/shortcuts.tsx'
import { type Chord, chordOf, isComposed, writesCharacter } from './chord.ts'
import { isReserved, isUsable } from './defaults.ts'
import type { KeyBindings } from './KeyBindings.ts'
import classes from './KeysDialog.module.css'
import { spelled } from './spelling.ts'

/** Keys that were pressed, and the command that has them already. */
export interface Recorded {
  readonly chord: Chord
  readonly by: Command | undefined
}

export interface RecorderProps {
  readonly keys: KeyBindings
  readonly onRecord: (recorded: Recorded) => void
  readonly onCancel: () => void
}

/** Field that records the next keys. Escape, or leaving it, cancels. */
export function Recorder({ keys, onRecord, onCancel }: RecorderProps) {
  const [refusal, setRefusal] = useState('')

  function press(event: KeyboardEvent<HTMLButtonElement>) {
    const { nativeEvent } = event
    const chord = chordOf(nativeEvent)
    if (event.key === 'Tab' && chord === 'Tab') {
      return
    }
    event.preventDefault()
    event.stopPropagation()
    if (chord === 'Escape') {
      onCancel()
    } else if (chord !== null || isComposed(nativeEvent)) {
      const why = chord === null ? WRITES : refusalOf(chord, nativeEvent, keys)
      setRefusal(why)
      if (chord !== null && why === '') {
        onRecord({ chord, by: keys.commandOf(chord) })
      }
    }
  }

  return (
    <>
      <button type="button" className={classes.recorder} ref={focus} onKeyDown={press} onBlur={onCancel}>
        Press the new keys, or Esc
      </button>
      <span role="status">{refusal}</span>
    </>
  )
}

function focus(button: HTMLButtonElement | null): void {
  button?.focus()
}

const WRITES = 'These keys write a character. Add Ctrl, Alt or Command.'

function refusalOf(chord: Chord, press: globalThis.KeyboardEvent, { platform }: KeyBindings): string {
  if (writesCharacter(press, platform)) {
    return WRITES
  }
  if (isReserved(chord, platform)) {
    return `${spelled(chord, platform)} belongs to the browser, the system or the text. Choose other keys.`
  }
  return isUsable(chord) ? '' : 'These keys are needed in the text. Add Ctrl, Alt or Command.'
}
