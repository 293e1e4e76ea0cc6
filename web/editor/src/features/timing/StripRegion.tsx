import { type KeyboardEvent, memo } from 'react'
import type { Edge, Span } from '../../cue/snap.ts'
import type { Region } from './regions.ts'
import classes from './TimingStrip.module.css'

export interface StripRegionProps {
  readonly region: Region
  /** Times to draw it at: its own, or those that it is dragged to. */
  readonly start: number
  readonly end: number
  readonly pixelsPerSecond: number
  /** Length of the strip in milliseconds. */
  readonly duration: number
  readonly current: boolean
  readonly selected: boolean
  readonly said: boolean
  /** It begins before the one before it has ended. */
  readonly overlaps: boolean
  /** It is the one that Tab goes to. */
  readonly isStop: boolean
  readonly readOnly: boolean
  readonly format: (time: number) => string
  readonly onOpen: (id: string) => void
  readonly onBeside: (id: string, by: 1 | -1) => void
  readonly onNudge: (id: string, edge: Edge, key: NudgeKey) => void
}

export interface NudgeKey {
  readonly by: 1 | -1
  /** By 0.1 seconds, not by a frame. */
  readonly isLarge: boolean
}

const EDGES: readonly Edge[] = ['start', 'end']
const MIN_WIDTH_OF_WORDS = 26

/** Caption in the strip, with its number and words. The current one has its edges as sliders. */
export const StripRegion = memo(function StripRegion(props: StripRegionProps) {
  const { region, start, end, pixelsPerSecond, current, selected, said, overlaps, isStop, readOnly, format } = props
  const { id, number, words } = region
  const width = Math.max(2, ((end - start) / 1_000) * pixelsPerSecond)
  return (
    <div
      className={classes.region}
      data-region={id}
      data-current={current || undefined}
      data-selected={selected || undefined}
      data-said={said || undefined}
      style={{ left: (start / 1_000) * pixelsPerSecond, width }}
    >
      <button
        type="button"
        className={classes.name}
        tabIndex={isStop ? 0 : -1}
        aria-current={current || undefined}
        aria-label={`Caption ${number}, ${format(start)} to ${format(end)}${overlaps ? ', overlaps the one before' : ''}: ${words}`}
        title={`${number}  ${format(start)} – ${format(end)}\n${words}`}
        onKeyDown={(event) => moveFocus(event, props)}
        // The pointer drags; a click of the keyboard has no press before it.
        onClick={({ detail }) => detail === 0 && props.onOpen(id)}
      >
        {width >= MIN_WIDTH_OF_WORDS && (
          <>
            <span className={classes.number}>
              {overlaps && '△ '}
              {said && '▶ '}
              {number}
            </span>{' '}
            <span dir="auto">{words}</span>
          </>
        )}
      </button>
      {!readOnly && EDGES.map((edge) => <Handle key={edge} {...props} edge={edge} span={{ start, end }} />)}
    </div>
  )
})

function moveFocus(event: KeyboardEvent, { region, onBeside }: StripRegionProps): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null
  if (by !== null && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault()
    onBeside(region.id, by)
  }
}

type HandleProps = StripRegionProps & { readonly edge: Edge; readonly span: Span }

/** Edge of a caption. Only those of the current one can have the focus: a strip has hundreds. */
function Handle({ region, edge, span, current, duration, format, onNudge }: HandleProps) {
  const common = { className: classes.edge, 'data-edge': edge }
  if (!current) {
    return <div {...common} aria-hidden="true" />
  }
  return (
    <div
      {...common}
      role="slider"
      tabIndex={0}
      aria-label={`${edge === 'start' ? 'Start' : 'End'} of caption ${region.number}`}
      aria-valuemin={edge === 'start' ? 0 : span.start}
      aria-valuemax={edge === 'start' ? span.end : Math.max(span.end, duration)}
      aria-valuenow={span[edge]}
      aria-valuetext={format(span[edge])}
      onKeyDown={(event) => {
        const by = STEPS[event.key]
        if (by !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
          event.preventDefault()
          onNudge(region.id, edge, { by, isLarge: event.shiftKey || event.key.startsWith('Page') })
        }
      }}
    />
  )
}

const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageDown: -1,
}
