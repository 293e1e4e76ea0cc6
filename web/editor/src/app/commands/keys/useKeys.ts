import { useEffect, useRef } from 'react'
import type { Command } from '../../../components/shortcuts.tsx'
import { type Chord, chordOf, writesCharacter } from './chord.ts'
import type { KeyBindings } from './KeyBindings.ts'

/** Result of a command that leaves the key to the browser. */
export const LEAVE_TO_BROWSER = Symbol('leave to the browser')

const TEXT_FIELDS = 'input, textarea, select, [contenteditable=""], [contenteditable="true"]'

/** Runs the commands whose keys are pressed. A press that writes a character into a text field is left to it. */
export function useKeys(keys: KeyBindings, run: (command: Command, chord: Chord) => unknown): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const chord = chordOf(event)
      const command = chord === null ? undefined : keys.commandOf(chord)
      if (
        chord === null ||
        command === undefined ||
        event.defaultPrevented ||
        (isTyping(event) && writesCharacter(event, keys.platform))
      ) {
        return
      }
      if (latest.current(command, chord) !== LEAVE_TO_BROWSER && command !== 'close') {
        event.preventDefault()
      }
    }
    globalThis.addEventListener('keydown', press)
    return () => globalThis.removeEventListener('keydown', press)
  }, [keys])
}

function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.matches(TEXT_FIELDS)
}
