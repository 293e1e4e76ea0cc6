import { Button } from '@mantine/core'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { storedPreference, storePreference } from '../../components/preferences.ts'
import { type Command, useShortcuts, withKeys } from '../../components/shortcuts.tsx'
import { RATES } from '../../playback/clock.ts'
import type { Playback } from '../../playback/Playback.ts'
import classes from './PlayControls.module.css'

const PAUSES = 'holdfast.pauseWhileTyping'

const BUTTONS: readonly (readonly [Command, string, string])[] = [
  ['playCaption', 'Play caption', 'Play this caption'],
  ['loopCaption', 'Repeat', 'Repeat this caption'],
  ['back', '−1 s', 'Back 1 second'],
  ['forward', '+1 s', 'Forward 1 second'],
  ['backFrame', '−1 frame', 'Back one frame'],
  ['forwardFrame', '+1 frame', 'Forward one frame'],
]

export interface PlayControlsProps {
  readonly playback: Playback
  readonly onCommand: (command: Command) => void
}

/** Buttons below the video, for the captions. */
export function PlayControls({ playback, onCommand }: PlayControlsProps) {
  const { clock } = playback
  const { playing, rate, looping } = useSyncExternalStore(clock.subscribe, clock.state)
  const { followed } = useSyncExternalStore(playback.subscribe, playback.saying)
  const shortcuts = useShortcuts()
  const [pauses, setPauses] = useState(storedPreference(PAUSES) === 'yes')
  useEffect(() => {
    playback.pausesForTyping = pauses
  }, [playback, pauses])

  return (
    <fieldset className={classes.controls} aria-label="Playback">
      {BUTTONS.map(([command, label, name]) => (
        <Button
          key={command}
          size="compact-xs"
          variant={command === 'loopCaption' && looping ? 'filled' : 'default'}
          aria-pressed={command === 'loopCaption' ? looping : undefined}
          aria-label={name}
          aria-keyshortcuts={shortcuts(command).aria}
          title={withKeys(name, shortcuts(command))}
          // The cursor stays in the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onCommand(command)}
        >
          {label}
        </Button>
      ))}
      <label className={classes.choice}>
        Speed
        <select
          className={classes.speed}
          value={rate}
          onChange={({ currentTarget }) => clock.setRate(Number(currentTarget.value))}
        >
          {RATES.map((one) => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
      </label>
      <label className={classes.choice}>
        <input
          type="checkbox"
          checked={pauses}
          onChange={({ currentTarget: { checked } }) => {
            setPauses(checked)
            storePreference(PAUSES, checked ? 'yes' : '')
          }}
        />
        Pause while typing
      </label>
      {playing && !followed && (
        <Button size="compact-xs" variant="light" onClick={() => playback.follow()}>
          Follow the video
        </Button>
      )}
    </fieldset>
  )
}
