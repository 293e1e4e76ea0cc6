/** Frames in a second that films have. */
export const FRAME_RATES: readonly number[] = [23.976, 24, 25, 29.97, 30, 50, 59.94, 60]

/** Frame rate where nothing else is known: that of European television. */
export const USUAL_FRAME_RATE = 25

/** The start of the frame that is nearest to a time, both in milliseconds. */
export function onFrame(time: number, rate: number): number {
  return Math.max(0, Math.round((Math.round((time * rate) / 1_000) * 1_000) / rate))
}

/** Time some frames later, or earlier if they are negative. Where the time lies between two frames, it goes to a frame. */
export function byFrames(time: number, frames: number, rate: number): number {
  const exact = (time * rate) / 1_000
  const nearest = Math.round(exact)
  // Times are whole milliseconds, so that a time on a frame can be half a millisecond beside it.
  const isOnFrame = Math.abs(exact - nearest) * (1_000 / rate) <= 0.5
  const from = isOnFrame ? nearest : frames > 0 ? Math.floor(exact) : Math.ceil(exact)
  return Math.max(0, Math.round(((from + frames) * 1_000) / rate))
}

/** The known rate that is nearest to a measured one; null if none is near. */
export function knownRate(measured: number): number | null {
  const nearest = FRAME_RATES.reduce((one, other) =>
    Math.abs(other - measured) < Math.abs(one - measured) ? other : one,
  )
  return Math.abs(nearest - measured) < 0.05 ? nearest : null
}
