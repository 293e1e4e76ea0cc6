import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { announce } from '../../components/announce.tsx'
import { type Edge, movedBy, type Snapping, type Span, snapped, targetsOf, withEdge } from '../../cue/snap.ts'
import type { Regions } from './regions.ts'
import { timeAt, type View } from './view.ts'

/** Pixels from which a press is a drag. */
const THRESHOLD = 3
/** Pixels within which a neighbour draws. */
const DRAWN_WITHIN = 8

export interface DragOptions {
  readonly view: View
  readonly regions: Regions
  readonly frameRate: number
  /** The least gap to a neighbour, in milliseconds. */
  readonly gap: number
  readonly snaps: boolean
  readonly readOnly: boolean
  readonly playhead: () => number | null
  /** Called when a caption is dragged. Returns a function that ends it. */
  readonly onHold: (id: string) => () => void
  /** Called with the times that the person changed, and with no other. */
  readonly onTimes: (id: string, times: Partial<Span>) => void
  readonly onInsert: (span: Span) => void
  readonly onSelect: (id: string) => void
  /** Called for a click on a caption, and one beside all captions. */
  readonly onOpen: (id: string) => void
  readonly onSeek: (time: number) => void
}

/** Times that are dragged. The caption is null while a new one is drawn. */
export interface Preview extends Span {
  readonly id: string | null
}

interface Press {
  readonly id: string | null
  readonly edge: Edge | null
  readonly from: number
  /** Horizontal place on the screen, in pixels. */
  readonly x: number
  readonly before: Span
  readonly release: () => void
}

/** Dragging of captions and of their edges in the strip, and drawing of new ones. The result is what a typed time is. */
export function useDrag(options: DragOptions) {
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const press = useRef<Press | null>(null)
  const [preview, setPreview] = useState<Preview | null>(null)
  const now = useRef<Preview | null>(null)

  function show(next: Preview | null) {
    now.current = next
    setPreview(next)
  }

  function finish() {
    press.current?.release()
    press.current = null
    show(null)
  }

  useEffect(() => {
    const cancel = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && press.current !== null) {
        event.preventDefault()
        event.stopPropagation()
        press.current.release()
        press.current = null
        now.current = null
        setPreview(null)
      }
    }
    globalThis.addEventListener('keydown', cancel, { capture: true })
    return () => {
      globalThis.removeEventListener('keydown', cancel, { capture: true })
      press.current?.release()
    }
  }, [])

  function down(event: PointerEvent<HTMLElement>) {
    const { view, regions } = latest.current
    if (event.button !== 0 || !(event.target instanceof Element)) {
      return
    }
    const region = regions.find(event.target.closest<HTMLElement>('[data-region]')?.dataset.region ?? null)
    const edge = event.target.closest<HTMLElement>('[data-edge]')?.dataset.edge
    const from = timeIn(event, view)
    press.current = {
      id: region?.id ?? null,
      edge: edge === 'start' || edge === 'end' ? edge : null,
      from,
      x: event.clientX,
      before: region === undefined ? { start: from, end: from } : { start: region.start, end: region.end },
      release: () => {},
    }
  }

  function move(event: PointerEvent<HTMLElement>) {
    const { view, readOnly } = latest.current
    const begun = press.current
    if (begun === null || readOnly || (begun.id === null && event.pointerType === 'touch')) {
      return
    }
    if (now.current === null) {
      if (Math.abs(event.clientX - begun.x) < THRESHOLD) {
        return
      }
      begin(event, begun)
    }
    const to = timeIn(event, view)
    const snaps = latest.current.snaps && !event.shiftKey
    show({ id: begun.id, ...dragged(begun, to, snaps, latest.current) })
  }

  function begin(event: PointerEvent<HTMLElement>, begun: Press) {
    event.currentTarget.setPointerCapture?.(event.pointerId)
    if (begun.id !== null) {
      press.current = { ...begun, release: latest.current.onHold(begun.id) }
      latest.current.onSelect(begun.id)
    }
  }

  function up(event: PointerEvent<HTMLElement>) {
    const begun = press.current
    const { view, regions, onTimes, onInsert, onOpen, onSeek } = latest.current
    const done = now.current
    if (begun === null) {
      return
    }
    if (done === null) {
      finish()
      if (begun.id === null) {
        onSeek(timeIn(event, view))
      } else if (begun.edge === null) {
        onOpen(begun.id)
      }
      return
    }
    if (done.id === null) {
      onInsert({ start: done.start, end: done.end })
    } else if (regions.find(done.id) === undefined) {
      announce('The caption was deleted meanwhile.')
    } else {
      onTimes(done.id, changedOf(begun.before, done))
    }
    finish()
  }

  return { preview, handlers: { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: finish } }
}

/** The times that differ from those before. */
export function changedOf(before: Span, { start, end }: Span): Partial<Span> {
  return { ...(start === before.start ? {} : { start }), ...(end === before.end ? {} : { end }) }
}

function dragged(begun: Press, to: number, snaps: boolean, options: DragOptions): Span {
  const { frameRate, regions } = options
  const at = begun.id === null ? { time: begun.from } : { id: begun.id }
  const around = regions.around(at, options.playhead())
  const snapping = (edge: Edge): Snapping => ({
    targets: targetsOf(edge, around, options.gap),
    within: timeAt(DRAWN_WITHIN, options.view),
    frameRate,
  })
  if (begun.id === null) {
    const place = (time: number, edge: Edge) => Math.round(snaps ? snapped(time, snapping(edge)) : Math.max(0, time))
    const start = place(Math.min(begun.from, to), 'start')
    return { start, end: Math.max(place(Math.max(begun.from, to), 'end'), start + Math.ceil(1_000 / frameRate)) }
  }
  if (begun.edge !== null) {
    const time = begun.before[begun.edge] + to - begun.from
    return withEdge(begun.before, begun.edge, time, frameRate, snaps ? snapping(begun.edge) : null)
  }
  const both = { start: snapping('start'), end: snapping('end') }
  return movedBy(begun.before, to - begun.from, snaps ? both : null)
}

/** Time at the pointer, over the element that is as wide as the film. */
function timeIn({ clientX, currentTarget }: PointerEvent<HTMLElement>, view: View): number {
  return Math.max(0, timeAt(clientX - currentTarget.getBoundingClientRect().left, view))
}
