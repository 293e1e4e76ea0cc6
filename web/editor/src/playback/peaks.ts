/** Values for each second: enough to see where a word begins. */
export const PEAKS_PER_SECOND = 100

const LOUDEST = 255
const SECONDS_AT_FIRST = 600

/** Loudness of a sound over its time, a byte for each hundredth of a second: an hour takes 360 kB. */
export class Peaks {
  private values: Uint8Array
  private known: number

  constructor(values: Uint8Array = new Uint8Array(0)) {
    this.values = values
    this.known = values.length
  }

  /** Number of values that are known. */
  get length(): number {
    return this.known
  }

  /** Raises the values of the time that samples take. Samples go from -1 to 1. */
  add(start: number, samples: Float32Array, sampleRate: number): void {
    const first = Math.max(0, Math.floor(start * PEAKS_PER_SECOND))
    const last = Math.floor((start + samples.length / sampleRate) * PEAKS_PER_SECOND)
    this.grow(last + 1)
    // There are forty-eight thousand samples in a second: nothing is made for each.
    for (let index = 0; index < samples.length; index++) {
      const at = Math.floor((start + index / sampleRate) * PEAKS_PER_SECOND)
      const value = Math.min(LOUDEST, Math.round(Math.abs(samples[index] ?? 0) * LOUDEST))
      if (at >= first && value > (this.values[at] ?? 0)) {
        this.values[at] = value
      }
    }
  }

  /** Sets values that were read elsewhere. */
  put(from: number, values: Uint8Array): void {
    this.grow(from + values.length)
    this.values.set(values, from)
  }

  /** Loudness between two times in seconds, from 0 to 1; null where it is not known yet. */
  between(from: number, to: number): number | null {
    const first = Math.floor(from * PEAKS_PER_SECOND)
    if (first < 0 || first >= this.known) {
      return null
    }
    const end = Math.min(this.known, Math.max(first + 1, Math.ceil(to * PEAKS_PER_SECOND)))
    let most = 0
    for (let at = first; at < end; at++) {
      most = Math.max(most, this.values[at] ?? 0)
    }
    return most / LOUDEST
  }

  slice(from: number, to = this.known): Uint8Array<ArrayBuffer> {
    return this.values.slice(from, to) as Uint8Array<ArrayBuffer>
  }

  private grow(length: number): void {
    if (length > this.values.length) {
      const room = Math.max(length, this.values.length * 2, SECONDS_AT_FIRST * PEAKS_PER_SECOND)
      const values = new Uint8Array(room)
      values.set(this.values)
      this.values = values
    }
    this.known = Math.max(this.known, length)
  }
}
