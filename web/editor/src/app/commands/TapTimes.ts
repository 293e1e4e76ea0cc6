import { announce } from '../../components/announce.tsx'
import type { Span } from '../../cue/snap.ts'
import type { MediaClock } from '../../playback/clock.ts'

/** Shorter, it was a press and no tap. Milliseconds. */
const SHORTEST = 120

const ENDS = ['keyup', 'pointerup', 'pointercancel', 'blur'] as const

/** A tap in time: something is held while a caption is said, and the caption gets the times of that. */
export class TapTimes {
  private isHeld = false

  /**
   * Begins a tap, which ends when any key or pointer is released. Does nothing while one is under way: keys repeat.
   *
   * @param release called at the end, in any case, after `done`
   * @param done called with the times of the film at the begin and at the end
   */
  begin(clock: MediaClock, release: () => void, done: (span: Span) => void): void {
    const start = clock.time()
    if (this.isHeld || start === undefined || !clock.state().playing) {
      release()
      if (!this.isHeld) {
        announce('Play the film, then hold this while the caption is said.')
      }
      return
    }
    this.isHeld = true
    const finish = () => {
      for (const event of ENDS) {
        globalThis.removeEventListener(event, finish)
      }
      this.isHeld = false
      const end = clock.time()
      if (end !== undefined && end - start >= SHORTEST) {
        done({ start, end })
      } else {
        announce('Hold it while the caption is said. Nothing was changed.')
      }
      release()
    }
    for (const event of ENDS) {
      globalThis.addEventListener(event, finish)
    }
  }
}
