import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { MediaClock } from '../../playback/clock.ts'
import { bounded, scrolledTo, timeAt, USUAL_ZOOM, type View, xOf } from './view.ts'

/** Regions are rendered anew after so many pixels of scrolling. */
const CHUNK = 256
/** Place of the playhead, and of a caption that is shown, in the width of the strip. */
const PLACE = 0.15

export interface StripView {
  readonly view: View
  /** Times between which captions are rendered. */
  readonly from: number
  readonly to: number
  /** Sets the zoom; the time at a place on the screen stays there, that of the playhead or of the middle without one. */
  readonly zoom: (pixelsPerSecond: number, offset?: number) => void
  /** Scrolls until a span is in view. */
  readonly show: (start: number, end: number) => void
  readonly onScroll: () => void
  /** The person scrolls: the strip stays where they look. */
  readonly onLeave: () => void
}

/**
 * Part of the film that is in view: zoom and scroll position, which follow the playhead until the person scrolls.
 *
 * @param draw called when the picture behind the captions has to be drawn
 */
export function useStripView(
  scroller: RefObject<HTMLElement | null>,
  playhead: RefObject<HTMLElement | null>,
  clock: MediaClock,
  duration: number,
  draw: () => void,
): StripView {
  const [pixelsPerSecond, setZoom] = useState(USUAL_ZOOM)
  const [chunk, setChunk] = useState(0)
  const [width, setWidth] = useState(0)
  const view = { pixelsPerSecond, duration }
  const latest = useRef({ view, draw })
  const anchor = useRef<{ time: number; offset: number } | null>(null)
  const follows = useRef(true)
  useLayoutEffect(() => {
    latest.current = { view, draw }
  })

  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || typeof ResizeObserver === 'undefined') {
      return
    }
    const observer = new ResizeObserver(() => {
      setWidth(element.clientWidth)
      latest.current.draw()
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  useLayoutEffect(() => {
    if (scroller.current !== null && anchor.current !== null) {
      scroller.current.scrollLeft = scrolledTo(anchor.current.time, anchor.current.offset, {
        pixelsPerSecond,
        duration,
      })
      anchor.current = null
    }
    latest.current.draw()
  }, [scroller, pixelsPerSecond, duration])

  useEffect(() => {
    let last: number | undefined
    let wasPlaying = false
    function tick() {
      const [element, line, time] = [scroller.current, playhead.current, clock.time()]
      const { playing } = clock.state()
      follows.current ||= playing && !wasPlaying
      wasPlaying = playing
      if (element === null || line === null || time === undefined) {
        return
      }
      const x = xOf(time, latest.current.view)
      line.style.transform = `translateX(${x}px)`
      const isInView = x >= element.scrollLeft && x <= element.scrollLeft + element.clientWidth - 16
      follows.current ||= isInView
      if (time !== last && !isInView && (follows.current || !playing)) {
        element.scrollLeft = Math.max(0, x - element.clientWidth * PLACE)
      }
      last = time
    }
    tick()
    return clock.subscribe(tick)
  }, [scroller, playhead, clock])
  useLayoutEffect(() => {
    if (playhead.current !== null) {
      playhead.current.style.transform = `translateX(${xOf(clock.time() ?? 0, { pixelsPerSecond, duration })}px)`
    }
  }, [playhead, clock, pixelsPerSecond, duration])

  function zoom(next: number, offset?: number) {
    const element = scroller.current
    if (element === null) {
      return
    }
    const x = xOf(clock.time() ?? 0, view) - element.scrollLeft
    const isInView = x >= 0 && x <= element.clientWidth
    const place = offset ?? (isInView ? x : element.clientWidth / 2)
    anchor.current = { time: timeAt(element.scrollLeft + place, view), offset: place }
    setZoom(bounded(next))
  }

  function show(start: number, end: number) {
    const element = scroller.current
    if (element === null) {
      return
    }
    const [left, right] = [xOf(start, view), xOf(end, view)]
    if (left < element.scrollLeft || right > element.scrollLeft + element.clientWidth) {
      element.scrollLeft = Math.max(0, left - element.clientWidth * PLACE)
    }
  }

  function onScroll() {
    setChunk(Math.floor((scroller.current?.scrollLeft ?? 0) / CHUNK))
    latest.current.draw()
  }

  return {
    view,
    from: timeAt((chunk - 1) * CHUNK, view),
    to: timeAt((chunk + 2) * CHUNK + width, view),
    zoom,
    show,
    onScroll,
    onLeave: () => {
      follows.current = false
    },
  }
}
