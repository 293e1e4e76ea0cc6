import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { storedPreference, storePreference } from '../../components/preferences.ts'
import type { Command } from '../../components/shortcuts.tsx'
import type { Edge, Span } from '../../cue/snap.ts'
import type { Film } from '../../playback/film.ts'
import type { Playback } from '../../playback/Playback.ts'
import { useTimeSpelling } from '../../playback/useTimeSpelling.ts'
import { drawStrip } from './drawStrip.ts'
import { Regions } from './regions.ts'
import { type NudgeKey, StripRegion } from './StripRegion.tsx'
import { StripTools } from './StripTools.tsx'
import classes from './TimingStrip.module.css'
import { useDrag } from './useDrag.ts'
import { stateInWords, usePeaks } from './usePeaks.ts'
import { useStripView } from './useStripView.ts'
import { xOf } from './view.ts'

export interface TimingStripProps {
  readonly film: Film
  /** Current text of each caption, by its id. */
  readonly contents: ReadonlyMap<string, string>
  readonly playback: Playback
  readonly current: string | null
  readonly selected: ReadonlySet<string>
  /** The least gap between two captions, in milliseconds. */
  readonly gap: number
  readonly readOnly: boolean
  /** Makes a caption the current one, and lets the list show it. */
  readonly onSelect: (id: string) => void
  /** Puts the cursor into a caption, and the playhead to its start. */
  readonly onOpen: (id: string) => void
  readonly onHold: (id: string) => () => void
  readonly onTimes: (id: string, times: Partial<Span>) => void
  readonly onNudge: (id: string, edge: Edge, key: NudgeKey) => void
  readonly onInsert: (span: Span) => void
  readonly onCommand: (command: Command) => void
}

const FREE = 'holdfast.freeTimes'
/** Milliseconds after the last caption. */
const ROOM = 10_000
const ZOOM_KEYS: Readonly<Record<string, number>> = { '+': 1.5, '=': 1.5, '-': 1 / 1.5 }

/** Strip of the film's time: the waveform, with the captions to drag. Only those in view are rendered. */
export function TimingStrip(props: TimingStripProps) {
  const { film, contents, playback, current, selected, gap, readOnly, onSelect, onOpen, onNudge } = props
  const { clock, times } = playback
  const scroller = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const playhead = useRef<HTMLDivElement>(null)
  const focusNext = useRef<string | null>(null)
  const [snaps, setSnaps] = useState(storedPreference(FREE) !== 'yes')
  const [regions] = useState(() => new Regions())
  const known = useMemo(() => {
    regions.read(contents)
    return regions.all
  }, [regions, contents])
  const state = useSyncExternalStore(times.subscribe, times.get)
  const { format } = useTimeSpelling(times)
  const said = useSyncExternalStore(playback.subscribe, playback.saying).ids
  const length = useSyncExternalStore(clock.subscribe, clock.duration)
  const reading = usePeaks(film)
  const duration = Math.max(length ?? 0, (known.at(-1)?.end ?? 0) + ROOM)

  const picture = useRef<() => void>(() => {})
  const strip = useStripView(scroller, playhead, clock, duration, () => picture.current())
  const { view } = strip
  const draw = useCallback(() => {
    if (canvas.current !== null && scroller.current !== null) {
      drawStrip(canvas.current, {
        view,
        scrollLeft: scroller.current.scrollLeft,
        peaks: reading?.peaks ?? null,
        format,
      })
    }
  }, [view, reading, format])
  useLayoutEffect(() => {
    picture.current = draw
    draw()
  }, [draw])
  useOnTheme(picture)

  useEffect(() => {
    if (reading?.frameRate) {
      times.measured(reading.frameRate)
    }
  }, [times, reading?.frameRate])

  const { preview, handlers } = useDrag({
    view,
    regions,
    frameRate: state.frameRate,
    gap,
    snaps,
    readOnly,
    playhead: () => clock.time() ?? null,
    onHold: props.onHold,
    onTimes: props.onTimes,
    onInsert: props.onInsert,
    onSelect,
    onOpen,
    onSeek: (time) => clock.seek(time),
  })

  const isDragged = preview !== null
  const own = regions.find(current)
  const show = useRef(strip.show)
  useLayoutEffect(() => {
    show.current = strip.show
  })
  useEffect(() => {
    const region = regions.find(current)
    if (region !== undefined && !isDragged) {
      show.current(region.start, region.end)
    }
  }, [regions, current, isDragged])
  useEffect(() => {
    const button = scroller.current?.querySelector<HTMLElement>(
      `[data-region="${CSS.escape(focusNext.current ?? '')}"] > button`,
    )
    if (button) {
      focusNext.current = null
      button.focus({ preventScroll: true })
    }
  })

  function beside(id: string, by: 1 | -1) {
    const next = regions.beside(id, by)
    if (next !== undefined) {
      focusNext.current = next.id
      onSelect(next.id)
      strip.show(next.start, next.end)
    }
  }

  function press(event: KeyboardEvent) {
    const factor = ZOOM_KEYS[event.key]
    if (factor !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault()
      strip.zoom(view.pixelsPerSecond * factor)
    }
  }

  useWheel(scroller, strip.zoom, view.pixelsPerSecond, strip.onLeave)

  const inView = regions.between(strip.from, strip.to)
  const stop = inView.some(({ id }) => id === own?.id) ? own?.id : inView[0]?.id
  const message = stateInWords(reading, film)
  return (
    <>
      <StripTools
        pixelsPerSecond={view.pixelsPerSecond}
        onZoom={(next) => strip.zoom(next)}
        snaps={snaps}
        onSnaps={(next) => {
          setSnaps(next)
          storePreference(FREE, next ? '' : 'yes')
        }}
        times={times}
        state={state}
        readOnly={readOnly}
        onCommand={props.onCommand}
      />
      <section
        ref={scroller}
        className={classes.scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrolled by keyboard, too
        tabIndex={0}
        aria-label="Timeline"
        onScroll={strip.onScroll}
        onKeyDown={press}
      >
        <div className={classes.track} style={{ width: xOf(duration, view) }} {...handlers}>
          <canvas ref={canvas} className={classes.canvas} />
          {inView.map((region) => (
            <StripRegion
              key={region.id}
              region={region}
              start={preview?.id === region.id ? preview.start : region.start}
              end={preview?.id === region.id ? preview.end : region.end}
              pixelsPerSecond={view.pixelsPerSecond}
              duration={duration}
              current={region.id === current}
              selected={selected.has(region.id)}
              said={said.includes(region.id)}
              overlaps={(regions.around(region, null).previousEnd ?? 0) > region.start}
              isStop={region.id === stop}
              readOnly={readOnly}
              format={format}
              onOpen={onOpen}
              onBeside={beside}
              onNudge={onNudge}
            />
          ))}
          {preview !== null && (
            <div
              className={preview.id === null ? classes.drawn : classes.times}
              style={{ left: xOf(preview.start, view), width: Math.max(2, xOf(preview.end - preview.start, view)) }}
            >
              <span>
                {format(preview.start)} – {format(preview.end)}
              </span>
            </div>
          )}
          <div ref={playhead} className={classes.playhead} />
        </div>
      </section>
      {message !== '' && (
        <p role="status" className={classes.message}>
          {message}
        </p>
      )}
    </>
  )
}

/** Draws anew in the colours of another theme. */
function useOnTheme(draw: { readonly current: () => void }): void {
  useEffect(() => {
    const observer = new MutationObserver(() => draw.current())
    observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] })
    return () => observer.disconnect()
  }, [draw])
}

/** The wheel scrolls along the time; with Ctrl it zooms at the pointer. */
function useWheel(
  scroller: { readonly current: HTMLElement | null },
  zoom: (pixelsPerSecond: number, offset: number) => void,
  pixelsPerSecond: number,
  onScroll: () => void,
): void {
  const latest = useRef({ zoom, pixelsPerSecond, onScroll })
  useLayoutEffect(() => {
    latest.current = { zoom, pixelsPerSecond, onScroll }
  })
  useEffect(() => {
    const element = scroller.current
    function turn(event: WheelEvent) {
      if (element === null) {
        return
      }
      if (event.ctrlKey) {
        event.preventDefault() // else the browser zooms the page
        const offset = event.clientX - element.getBoundingClientRect().left
        latest.current.zoom(latest.current.pixelsPerSecond * 2 ** (-event.deltaY / 300), offset)
      } else {
        latest.current.onScroll()
        if (Math.abs(event.deltaY) > Math.abs(event.deltaX)) {
          event.preventDefault()
          element.scrollLeft += event.deltaY
        }
      }
    }
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  }, [scroller])
}
