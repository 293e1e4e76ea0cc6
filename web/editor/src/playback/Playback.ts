import { cueOf } from '../cue/block.ts'
import { CaptionTimes } from './captionTimes.ts'
import { MediaClock } from './clock.ts'
import { TimeView } from './TimeView.ts'

/** Milliseconds without typing after which the video goes on. */
const RESUMED_AFTER = 1_000

/** Milliseconds without a change of a text after which the captions are read again: there may be ten thousand. */
const READ_AFTER = 250

/** Captions that are said now, the one that began last first. The list follows them until its person scrolls or types. */
export interface Said {
  readonly ids: readonly string[]
  readonly followed: boolean
}

/** Video and captions together: what is said at the playhead, and if the list goes along. */
export class Playback {
  readonly clock = new MediaClock()
  readonly times: TimeView
  /** Pauses the video while its person types. */
  pausesForTyping = false
  private contents: ReadonlyMap<string, string> = new Map()
  private captions: CaptionTimes | null = null
  private said: Said = { ids: [], followed: true }
  private typing: ReturnType<typeof setTimeout> | undefined
  private reading: ReturnType<typeof setTimeout> | undefined
  private wasPlaying = false
  private readonly listeners = new Set<() => void>()

  /** @param document whose frame rate this computer remembers */
  constructor(document = '') {
    this.times = new TimeView(document)
    this.clock.subscribe(this.update)
  }

  /** Calls a listener when something else is said, or when the list stops to follow. Returns a function that ends this. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly saying = (): Said => this.said

  /** Sets the current text of each caption, by its id. */
  setContents(contents: ReadonlyMap<string, string>): void {
    this.contents = contents
    clearTimeout(this.reading)
    this.reading = setTimeout(
      () => {
        this.captions = new CaptionTimes(this.contents)
        this.update()
      },
      this.captions === null ? 0 : READ_AFTER,
    )
  }

  /** Moves the playhead to the start of a caption, as it is typed. */
  seekTo(id: string): void {
    const cue = cueOf(this.contents.get(id) ?? '')
    if (cue !== null) {
      this.clock.seek(cue.start)
    }
  }

  /** The person scrolls: the list stays where they look. */
  leave(): void {
    if (this.clock.state().playing) {
      this.show({ ...this.said, followed: false })
    }
  }

  /** True if the video plays, or goes on once its person does not type any more. */
  plays(): boolean {
    return this.clock.state().playing || this.typing !== undefined
  }

  follow(): void {
    this.show({ ...this.said, followed: true })
  }

  /** The person types: the list stays with them, and the video may wait for them. */
  type(): void {
    this.leave()
    if (this.pausesForTyping && (this.typing !== undefined || this.clock.state().playing)) {
      this.clock.pause()
      clearTimeout(this.typing)
      this.typing = setTimeout(() => {
        this.typing = undefined
        this.wasPlaying = true // it goes on, and the list stays
        this.clock.resume()
      }, RESUMED_AFTER)
    }
  }

  /** Ends what waits. */
  stop(): void {
    clearTimeout(this.reading)
    clearTimeout(this.typing)
    this.typing = undefined
  }

  private readonly update = (): void => {
    const { available, playing } = this.clock.state()
    const begins = playing && !this.wasPlaying
    if (begins) {
      clearTimeout(this.typing) // the person did not wait
      this.typing = undefined
    }
    this.wasPlaying = playing
    const time = available ? this.clock.time() : undefined
    this.show({
      ids: time === undefined ? [] : (this.captions?.at(time) ?? []),
      followed: this.said.followed || begins,
    })
  }

  private show(said: Said): void {
    const { ids, followed } = this.said
    if (said.followed !== followed || said.ids.length !== ids.length || said.ids.some((id, at) => id !== ids[at])) {
      this.said = said
      for (const listener of this.listeners) {
        listener()
      }
    }
  }
}
