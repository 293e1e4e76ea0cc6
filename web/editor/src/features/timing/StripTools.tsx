import { Button } from '@mantine/core'
import type { PointerEvent } from 'react'
import { type Command, useShortcuts, withKeys } from '../../components/shortcuts.tsx'
import { FRAME_RATES } from '../../cue/frames.ts'
import type { TimeView, TimeViewState } from '../../playback/TimeView.ts'
import classes from './TimingStrip.module.css'
import { bounded, MAX_ZOOM, MIN_ZOOM } from './view.ts'

export interface StripToolsProps {
  readonly pixelsPerSecond: number
  readonly onZoom: (pixelsPerSecond: number) => void
  readonly snaps: boolean
  readonly onSnaps: (snaps: boolean) => void
  readonly times: TimeView
  readonly state: TimeViewState
  readonly readOnly: boolean
  readonly onCommand: (command: Command) => void
}

const ZOOM_STEP = 1.5

/** Buttons above the strip: zoom, snapping, frame rate, and what is done to the times. */
export function StripTools({ pixelsPerSecond, onZoom, snaps, onSnaps, times, state, ...rest }: StripToolsProps) {
  const { readOnly, onCommand } = rest
  const shortcuts = useShortcuts()
  const zoomBy = (factor: number) => onZoom(bounded(pixelsPerSecond * factor))
  return (
    <fieldset className={classes.tools} aria-label="Timing tools">
      <Button
        size="compact-xs"
        variant="default"
        aria-label="Zoom out"
        title="Zoom out (−)"
        onClick={() => zoomBy(1 / ZOOM_STEP)}
      >
        −
      </Button>
      <input
        type="range"
        className={classes.zoom}
        aria-label="Zoom"
        aria-valuetext={`${Math.round(pixelsPerSecond)} pixels per second`}
        // The scale is logarithmic: each step changes the zoom by the same share.
        min={Math.log2(MIN_ZOOM)}
        max={Math.log2(MAX_ZOOM)}
        step="any"
        value={Math.log2(pixelsPerSecond)}
        onChange={({ currentTarget }) => onZoom(2 ** Number(currentTarget.value))}
      />
      <Button
        size="compact-xs"
        variant="default"
        aria-label="Zoom in"
        title="Zoom in (+)"
        onClick={() => zoomBy(ZOOM_STEP)}
      >
        +
      </Button>
      {!readOnly && (
        <>
          <label
            className={classes.choice}
            title="Drags stop at neighbours, at the least gap, at the playhead and at frames. Hold Shift to drag freely."
          >
            <input type="checkbox" checked={snaps} onChange={({ currentTarget }) => onSnaps(currentTarget.checked)} />
            Snap
          </label>
          <Button
            size="compact-xs"
            variant="default"
            aria-keyshortcuts={shortcuts('tapTimes').aria}
            title={withKeys('Hold while this caption is said: it gets the times of that', shortcuts('tapTimes'))}
            className={classes.hold}
            // The cursor stays in the text.
            onMouseDown={(event) => event.preventDefault()}
            onPointerDown={(event: PointerEvent) => event.button === 0 && onCommand('tapTimes')}
            onKeyDown={({ key, repeat }) => !repeat && (key === ' ' || key === 'Enter') && onCommand('tapTimes')}
          >
            Hold while said
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            aria-keyshortcuts={shortcuts('closeGaps').aria}
            title={withKeys('Close gaps and overlaps', shortcuts('closeGaps'))}
            onClick={() => onCommand('closeGaps')}
          >
            Close gaps…
          </Button>
        </>
      )}
      <label className={classes.choice}>
        Frames per second
        <select
          className={classes.select}
          value={state.frameRate}
          onChange={({ currentTarget }) => times.choose(Number(currentTarget.value))}
        >
          {FRAME_RATES.map((rate) => (
            <option key={rate} value={rate}>
              {rate}
            </option>
          ))}
        </select>
      </label>
      <label className={classes.choice} title="Times as HH:MM:SS:FF, with the frame within the second">
        <input
          type="checkbox"
          checked={state.timecodes}
          onChange={({ currentTarget }) => times.showTimecodes(currentTarget.checked)}
        />
        Timecodes
      </label>
    </fieldset>
  )
}
