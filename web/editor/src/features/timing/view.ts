/** Part of the film that the strip shows. */
export interface View {
  readonly pixelsPerSecond: number
  /** Length of the film and its captions in milliseconds. */
  readonly duration: number
}

export const MIN_ZOOM = 5
export const MAX_ZOOM = 500
export const USUAL_ZOOM = 80

export function xOf(time: number, { pixelsPerSecond }: View): number {
  return (time / 1_000) * pixelsPerSecond
}

export function timeAt(x: number, { pixelsPerSecond }: View): number {
  return (x / pixelsPerSecond) * 1_000
}

/** The zoom within its bounds. */
export function bounded(pixelsPerSecond: number): number {
  return Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, pixelsPerSecond))
}

/** Scroll position that keeps a time at its place on the screen when the zoom changes. */
export function scrolledTo(time: number, offset: number, view: View): number {
  return Math.max(0, xOf(time, view) - offset)
}

/** Pixels between two labels of the axis, at least. */
const LABEL_WIDTH = 80
const STEPS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000]

/** Mark of the axis. */
export interface Tick {
  readonly time: number
  readonly hasLabel: boolean
}

/** Marks of the axis between two times, each fifth with a label. */
export function ticksOf(from: number, to: number, view: View): readonly Tick[] {
  const step = STEPS.find((one) => xOf(one, view) >= LABEL_WIDTH) ?? STEPS.at(-1) ?? 1
  const small = step / 5
  const ticks: Tick[] = []
  for (let index = Math.max(0, Math.floor(from / small)); index * small <= to; index++) {
    ticks.push({ time: index * small, hasLabel: index % 5 === 0 })
  }
  return ticks
}
