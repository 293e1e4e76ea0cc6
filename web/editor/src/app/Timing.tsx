import { type CSSProperties, type KeyboardEvent, type PointerEvent, Suspense, useDeferredValue, useState } from 'react'
import type { SegmentJson } from '../api/types.ts'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { storedPreference, storePreference } from '../components/preferences.ts'
import { useContents } from '../features/playback/useContents.ts'
import type { TimingStripProps } from '../features/timing/TimingStrip.tsx'
import { TimingStrip } from './commands/later.tsx'
import type { DocumentEdits } from './commands/useDocumentEdits.ts'
import classes from './Timing.module.css'

export interface TimingProps
  extends Pick<
    TimingStripProps,
    'film' | 'playback' | 'current' | 'selected' | 'gap' | 'readOnly' | 'onSelect' | 'onOpen' | 'onCommand'
  > {
  readonly rows: readonly SegmentJson[]
  readonly edits: DocumentEdits
}

/** Timing strip below the video and the list, where there is a film. Its person sets its height. */
export function Timing(props: TimingProps) {
  return props.film.source === null ? null : <Panel {...props} />
}

const HEIGHT = 'holdfast.timingHeight'
const HIDDEN = 'holdfast.timingHidden'
const USUAL = 180
const LEAST = 110
const MOST = 480
const STEP = 20

function Panel({ rows, edits, ...strip }: TimingProps) {
  const [height, setHeight] = useState(() => bounded(Number(storedPreference(HEIGHT)) || USUAL))
  const [isHidden, setIsHidden] = useState(storedPreference(HIDDEN) === 'yes')
  // The letter that is typed is painted first, the strip after it.
  const contents = useDeferredValue(useContents(rows))

  function resize(next: number) {
    setHeight(bounded(next))
    storePreference(HEIGHT, String(bounded(next)))
  }

  function hide(next: boolean) {
    setIsHidden(next)
    storePreference(HIDDEN, next ? 'yes' : '')
  }

  return (
    <section
      className={classes.panel}
      aria-label="Timing"
      data-hidden={isHidden || undefined}
      style={{ '--height': `${height}px` } as CSSProperties}
    >
      {!isHidden && <Divider height={height} onResize={resize} />}
      <button
        type="button"
        className={classes.hide}
        aria-expanded={!isHidden}
        aria-label={isHidden ? 'Show the timing' : 'Hide the timing'}
        onClick={() => hide(!isHidden)}
      >
        {isHidden ? 'Show the timing' : 'Hide'}
      </button>
      {!isHidden && (
        <ErrorBoundary what="The timing" resetKey={strip.film.source}>
          <Suspense>
            <TimingStrip
              {...strip}
              contents={contents}
              onHold={edits.hold}
              onTimes={edits.retime}
              onInsert={edits.insertSpan}
              onNudge={(id, edge, { by, isLarge }) =>
                edits.nudge(edge, isLarge ? { milliseconds: by * 100 } : { frames: by }, id)
              }
            />
          </Suspense>
        </ErrorBoundary>
      )}
    </section>
  )
}

interface DividerProps {
  readonly height: number
  readonly onResize: (height: number) => void
}

/** Edge above the strip, which sets its height: by dragging it, or with the arrow keys. */
function Divider({ height, onResize }: DividerProps) {
  const [from, setFrom] = useState<{ y: number; height: number } | null>(null)

  function begin(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture?.(event.pointerId)
    setFrom({ y: event.clientY, height })
  }

  function press(event: KeyboardEvent) {
    const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key]
    if (by !== undefined) {
      event.preventDefault()
      onResize(height + by)
    }
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      role="separator"
      tabIndex={0}
      aria-label="Height of the timing"
      aria-orientation="horizontal"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={height}
      className={classes.divider}
      onPointerDown={begin}
      onPointerMove={({ clientY }) => from !== null && onResize(from.height + from.y - clientY)}
      onPointerUp={() => setFrom(null)}
      onPointerCancel={() => setFrom(null)}
      onKeyDown={press}
    />
  )
}

function bounded(height: number): number {
  return Math.round(Math.min(MOST, Math.max(LEAST, height)))
}
