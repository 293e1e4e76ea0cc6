import { Button, Modal, Table, Text } from '@mantine/core'
import { useState } from 'react'
import type { Command } from '../../../components/shortcuts.tsx'
import type { Noun } from '../../../cue/noun.ts'
import { ALL_COMMANDS, labelOf } from '../commands.ts'
import { ChordKeys } from './ChordKeys.tsx'
import type { Chord } from './chord.ts'
import type { Bindings } from './defaults.ts'
import type { KeyBindings } from './KeyBindings.ts'
import classes from './KeysDialog.module.css'
import { type Recorded, Recorder } from './Recorder.tsx'
import { spelled } from './spelling.ts'

export interface KeysDialogProps {
  readonly noun: Noun
  readonly keys: KeyBindings
  readonly bindings: Bindings
  readonly opened: boolean
  readonly onClose: () => void
}

/** Dialog of all keys, where the person can change them. */
export function KeysDialog({ noun, keys, bindings, opened, onClose }: KeysDialogProps) {
  const [recording, setRecording] = useState<Command | null>(null)
  const [taken, setTaken] = useState<{ command: Command; chord: Chord; by: Command } | null>(null)

  function close() {
    setRecording(null)
    setTaken(null)
    onClose()
  }

  function record(command: Command, { chord, by }: Recorded) {
    setRecording(null)
    if (by === undefined || by === command) {
      keys.change(command, chord)
    } else {
      setTaken({ command, chord, by })
    }
  }

  return (
    <Modal opened={opened} onClose={close} title="Keyboard" centered size="lg" closeOnEscape={recording === null}>
      <Table className={classes.keys}>
        <Table.Tbody>
          {ALL_COMMANDS.map((command) => (
            <Table.Tr key={command}>
              <Table.Td>{labelOf(command, noun)}</Table.Td>
              <Table.Td>
                {recording === command ? (
                  <Recorder
                    keys={keys}
                    onRecord={(recorded) => record(command, recorded)}
                    onCancel={() => setRecording(null)}
                  />
                ) : (
                  <Chords chords={bindings[command]} keys={keys} />
                )}
                {taken?.command === command && (
                  <div role="alert" className={classes.taken}>
                    <Text size="sm">
                      {spelled(taken.chord, keys.platform)} is “{labelOf(taken.by, noun)}”.
                    </Text>
                    <Button
                      size="compact-xs"
                      variant="light"
                      onClick={() => {
                        keys.change(command, taken.chord)
                        setTaken(null)
                      }}
                    >
                      Use it here instead
                    </Button>
                    <Button size="compact-xs" variant="default" onClick={() => setTaken(null)}>
                      Cancel
                    </Button>
                  </div>
                )}
              </Table.Td>
              <Table.Td className={classes.actions}>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={`Change the keys of ${labelOf(command, noun)}`}
                  onClick={() => {
                    setTaken(null)
                    setRecording(command)
                  }}
                >
                  Change
                </Button>
                {keys.isChanged(command) && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={`Reset the keys of ${labelOf(command, noun)}`}
                    onClick={() => keys.reset(command)}
                  >
                    Reset
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Button variant="default" size="compact-sm" onClick={() => keys.reset()}>
        Reset all keys
      </Button>
    </Modal>
  )
}

function Chords({ chords, keys }: { readonly chords: readonly Chord[]; readonly keys: KeyBindings }) {
  return chords.length === 0 ? (
    <Text size="sm" c="dimmed">
      none
    </Text>
  ) : (
    <span className={classes.chords}>
      {chords.map((chord) => (
        <ChordKeys key={chord} chord={chord} platform={keys.platform} />
      ))}
    </span>
  )
}
