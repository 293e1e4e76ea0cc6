import type { Peaks } from '../../playback/peaks.ts'
import { ticksOf, timeAt, type View, xOf } from './view.ts'

/** Height of the time axis in pixels. */
export const AXIS = 18

export interface Picture {
  readonly view: View
  readonly scrollLeft: number
  readonly peaks: Peaks | null
  readonly format: (time: number) => string
}

/** Draws the axis and the waveform of the part of the film that is in view. */
export function drawStrip(canvas: HTMLCanvasElement, { view, scrollLeft, peaks, format }: Picture): void {
  const context = canvas.getContext('2d')
  const { clientWidth: width, clientHeight: height } = canvas
  if (context === null || width === 0) {
    return
  }
  const ratio = globalThis.devicePixelRatio || 1
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  const style = getComputedStyle(canvas)
  context.fillStyle = style.color
  drawWave(context, { view, scrollLeft, peaks, format }, width, height)
  context.fillStyle = style.borderTopColor
  context.font = `11px ${style.fontFamily}`
  for (const { time, hasLabel } of ticksOf(timeAt(scrollLeft, view), timeAt(scrollLeft + width, view), view)) {
    const x = Math.round(xOf(time, view) - scrollLeft)
    context.fillRect(x, hasLabel ? AXIS - 8 : AXIS - 4, 1, hasLabel ? 8 : 4)
    if (hasLabel) {
      context.fillText(labelOf(format(time)), x + 3, 11)
    }
  }
}

function drawWave(context: CanvasRenderingContext2D, picture: Picture, width: number, height: number): void {
  const { view, scrollLeft, peaks } = picture
  const middle = AXIS + (height - AXIS) / 2
  for (let x = 0; peaks !== null && x < width; x++) {
    const from = timeAt(scrollLeft + x, view) / 1_000
    const value = peaks.between(from, from + 1 / view.pixelsPerSecond)
    if (value !== null) {
      const half = Math.max(0.5, (value * (height - AXIS - 4)) / 2)
      context.fillRect(x, middle - half, 1, half * 2)
    }
  }
}

/** Time without milliseconds that are zero. */
function labelOf(written: string): string {
  return written.replace(/\.000$|(?<=\.\d)00$/, '')
}
