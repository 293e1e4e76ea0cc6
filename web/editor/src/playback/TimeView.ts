import { storedPreference, storePreference } from '../components/preferences.ts'
import { FRAME_RATES, knownRate, USUAL_FRAME_RATE } from '../cue/frames.ts'

/** Spelling of times that a person chose for a document. */
export interface TimeViewState {
  /** Frames in a second. */
  readonly frameRate: number
  /** The person chose the frame rate; else it is the film's, if that is known, or the usual one. */
  readonly isChosen: boolean
  /** Times are written as HH:MM:SS:FF. */
  readonly timecodes: boolean
}

const FRAME_RATE = 'holdfast.frameRate.'
const TIMECODES = 'holdfast.timecodes'

/** Frame rate of a document's film and the spelling of its times. This computer remembers both. */
export class TimeView {
  private readonly document: string
  private state: TimeViewState
  private readonly listeners = new Set<() => void>()

  constructor(document: string) {
    this.document = document
    const chosen = Number(storedPreference(FRAME_RATE + document))
    const isChosen = FRAME_RATES.includes(chosen)
    this.state = {
      frameRate: isChosen ? chosen : USUAL_FRAME_RATE,
      isChosen,
      timecodes: storedPreference(TIMECODES) === 'yes',
    }
  }

  /** Calls a listener at each change. Returns a function that ends this. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly get = (): TimeViewState => this.state

  /** Sets the frame rate that the person chose. */
  choose(frameRate: number): void {
    storePreference(FRAME_RATE + this.document, String(frameRate))
    this.set({ frameRate, isChosen: true })
  }

  /** Takes the frame rate that was measured in the film, unless the person chose another. */
  measured(frameRate: number): void {
    const known = knownRate(frameRate)
    if (known !== null && !this.state.isChosen) {
      this.set({ frameRate: known })
    }
  }

  showTimecodes(timecodes: boolean): void {
    storePreference(TIMECODES, timecodes ? 'yes' : '')
    this.set({ timecodes })
  }

  private set(change: Partial<TimeViewState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of this.listeners) {
      listener()
    }
  }
}
