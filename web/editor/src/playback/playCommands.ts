import type { Command } from '../components/shortcuts.tsx'
import { byFrames, USUAL_FRAME_RATE } from '../cue/frames.ts'
import { type MediaClock, RATES, type Range } from './clock.ts'

/** Commands of the video. */
export type PlayCommand = Extract<
  Command,
  'play' | `${string}Caption` | `back${string}` | `forward${string}` | 'slower' | 'faster'
>

/**
 * Functions of the commands of the video.
 *
 * @param current times of the current caption, as they are typed; nothing if there is none
 * @param frameRate frames in a second of the film
 */
export function playCommands(
  clock: MediaClock,
  current: () => Range | null | undefined,
  frameRate: () => number = () => USUAL_FRAME_RATE,
): Readonly<Record<PlayCommand, () => void>> {
  function withCurrent(play: (range: Range) => void) {
    const range = current()
    if (range) {
      play(range)
    }
  }

  function step(frames: 1 | -1) {
    clock.seek(byFrames(clock.time() ?? 0, frames, frameRate()))
  }

  /** The next speed of the list, in one direction. */
  function turnSpeed(by: 1 | -1) {
    const { rate } = clock.state()
    const further = RATES.filter((other) => (other - rate) * by > 0)
    clock.setRate((by > 0 ? further[0] : further.at(-1)) ?? rate)
  }

  return {
    play: () => clock.toggle(),
    playCaption: () => withCurrent((range) => clock.playRange(range)),
    loopCaption: () =>
      clock.state().looping ? clock.stopLoop() : withCurrent((range) => clock.playRange(range, true)),
    playFromCaption: () => withCurrent(({ start }) => clock.playFrom(start)),
    backSeconds: () => clock.seekBy(-5_000),
    forwardSeconds: () => clock.seekBy(5_000),
    back: () => clock.seekBy(-1_000),
    forward: () => clock.seekBy(1_000),
    backTenth: () => clock.seekBy(-100),
    forwardTenth: () => clock.seekBy(100),
    backFrame: () => step(-1),
    forwardFrame: () => step(1),
    slower: () => turnSpeed(-1),
    faster: () => turnSpeed(1),
  }
}
