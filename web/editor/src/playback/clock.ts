/** The parts of an audio or video element that the clock uses. */
export type Media = Pick<
  HTMLMediaElement,
  'currentTime' | 'duration' | 'paused' | 'playbackRate' | 'preservesPitch' | 'play' | 'pause' | keyof EventTarget
>

/** Milliseconds. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** State of the clock, a new object at each change. */
export interface ClockState {
  readonly available: boolean
  readonly playing: boolean
  /** 1 is the usual speed. */
  readonly rate: number
  readonly looping: boolean
}

/** Speeds to choose from. */
export const RATES: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2]

/** So much before its end, a range is over: the next frame of the page would be the other caption's. */
const LEEWAY = 8

const EVENTS = ['play', 'pause', 'ended', 'timeupdate', 'seeking', 'seeked', 'loadedmetadata', 'emptied'] as const

/**
 * Clock of the video: the only place of the editor that reads its time and sets it. The controls of the browser and a click on the
 * waveform set it too, and the clock hears of it. All times are in milliseconds.
 */
export class MediaClock {
  private media: Media | null = null
  private range: (Range & { readonly loops: boolean }) | null = null
  private rate = 1
  private frame: number | undefined
  private shown: ClockState = { available: false, playing: false, rate: 1, looping: false }
  private readonly listeners = new Set<() => void>()

  /** Takes its time from a video. Returns a function that ends this. */
  attach(media: Media): () => void {
    this.media = media
    media.preservesPitch = true
    media.playbackRate = this.rate
    for (const event of EVENTS) {
      media.addEventListener(event, this.tick)
    }
    this.tick()
    return () => {
      for (const event of EVENTS) {
        media.removeEventListener(event, this.tick)
      }
      this.media = null
      this.range = null
      this.tick()
    }
  }

  /** Calls a listener at each change of the state and of the time. Returns a function that ends this. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly state = (): ClockState => this.shown

  /** Position of the playhead; undefined without a video. */
  time(): number | undefined {
    return this.media === null ? undefined : Math.round(this.media.currentTime * 1_000)
  }

  /** Length of the video; undefined while it is not known. */
  readonly duration = (): number | undefined => {
    const seconds = this.media?.duration
    return seconds !== undefined && Number.isFinite(seconds) ? Math.round(seconds * 1_000) : undefined
  }

  /** Moves the playhead, at most to an end of the video. A caption that is played goes no further. */
  seek(time: number): void {
    this.range = null
    this.moveTo(time)
  }

  /** Moves the playhead by some time, back if it is negative. */
  seekBy(time: number): void {
    this.seek((this.time() ?? 0) + time)
  }

  toggle(): void {
    if (this.media?.paused === false) {
      this.pause()
    } else {
      this.resume()
    }
  }

  pause(): void {
    this.media?.pause()
  }

  /** Plays from the playhead. */
  resume(): void {
    // Rejected where the browser refuses to play, or where a pause comes first: the video shows that itself.
    this.media?.play()?.catch(() => {})
  }

  /** Plays from some time on. */
  playFrom(time: number): void {
    this.seek(time)
    this.resume()
  }

  /** Plays a range and stops at its end, or begins again there. */
  playRange({ start, end }: Range, loops = false): void {
    this.range = { start, end, loops }
    this.moveTo(start)
    this.resume()
  }

  /** Lets a range that is repeated come to its end. */
  stopLoop(): void {
    this.range = this.range && { ...this.range, loops: false }
    this.tick()
  }

  setRate(rate: number): void {
    this.rate = rate
    if (this.media !== null) {
      this.media.playbackRate = rate
    }
    this.tick()
  }

  private moveTo(time: number): void {
    if (this.media !== null) {
      const last = Number.isFinite(this.media.duration) ? this.media.duration : Number.POSITIVE_INFINITY
      this.media.currentTime = Math.min(Math.max(0, time / 1_000), last)
      this.tick()
    }
  }

  private readonly tick = (): void => {
    this.keepInRange()
    const playing = this.media?.paused === false
    const state = {
      available: this.media !== null,
      playing,
      rate: this.rate,
      looping: this.range?.loops === true,
    }
    const { shown } = this
    if (Object.keys(state).some((key) => state[key as keyof ClockState] !== shown[key as keyof ClockState])) {
      this.shown = state
    }
    cancelAnimationFrame(this.frame ?? 0)
    // Events of the time come four times a second, which is too rare to mark a caption or to stop at its end.
    this.frame = playing ? requestAnimationFrame(this.tick) : undefined
    for (const listener of this.listeners) {
      listener()
    }
  }

  private keepInRange(): void {
    const { media, range } = this
    const time = this.time()
    if (media === null || range === null || time === undefined) {
      return
    }
    if (time < range.start - LEEWAY) {
      this.range = null // somebody moved the playhead
    } else if (time >= range.end - LEEWAY * this.rate) {
      if (range.loops) {
        media.currentTime = range.start / 1_000
      } else {
        this.range = null
        media.pause()
      }
    }
  }
}
