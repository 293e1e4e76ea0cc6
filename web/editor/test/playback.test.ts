import { beforeEach, describe, expect, test, vi } from 'vitest'
import { CaptionTimes } from '../src/playback/captionTimes.ts'
import { type Media, MediaClock } from '../src/playback/clock.ts'
import { Playback } from '../src/playback/Playback.ts'
import { playCommands } from '../src/playback/playCommands.ts'

/** Video of 20 seconds that plays as far as a test says. */
class FakeMedia extends EventTarget implements Media {
  duration = 20
  playbackRate = 1
  preservesPitch = false
  paused = true
  private position = 0

  get currentTime() {
    return this.position
  }

  set currentTime(seconds: number) {
    this.position = seconds
    this.dispatchEvent(new Event('seeking'))
  }

  async play() {
    this.paused = false
    this.dispatchEvent(new Event('play'))
  }

  pause() {
    this.paused = true
    this.dispatchEvent(new Event('pause'))
  }

  /** Plays until a time. */
  reach(seconds: number) {
    this.position = seconds
    this.dispatchEvent(new Event('timeupdate'))
  }
}

const cue = (start: string, end: string) => `00:${start} --> 00:${end}\nwords`

let media: FakeMedia
let playback: Playback
let detach: () => void

beforeEach(() => {
  vi.useFakeTimers()
  media = new FakeMedia()
  playback = new Playback()
  detach = playback.clock.attach(media)
  playback.setContents(
    new Map([
      ['one', cue('01.000', '03.000')],
      ['two', cue('03.000', '05.000')],
      ['over', cue('04.000', '09.000')],
    ]),
  )
  vi.runAllTimers()
  return () => {
    playback.stop()
    detach()
    vi.useRealTimers()
  }
})

describe('the captions at a moment are', () => {
  test.each([
    [999, []],
    [1_000, ['one']],
    [2_999, ['one']],
    [3_000, ['two']],
    [4_500, ['over', 'two']],
    [8_999, ['over']],
    [9_000, []],
  ])('at %d ms %j', (time, ids) => {
    playback.clock.seek(time)
    expect(playback.saying().ids).toEqual(ids)
  })

  test('those whose times hold it, for any times', () => {
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647
      return seed % below
    }
    for (let round = 0; round < 200; round++) {
      const spans = Array.from({ length: random(30) }, (_, index) => {
        const start = random(60)
        return { id: String(index), start, end: start + random(20) }
      })
      const two = (value: number) => String(value % 60).padStart(2, '0')
      const clock = (value: number) => `0${Math.floor(value / 60)}:${two(value)}.000`
      const times = new CaptionTimes(
        new Map(spans.map(({ id, start, end }) => [id, `${clock(start)} --> ${clock(end)}\nwords`])),
      )
      for (let second = 0; second < 80; second++) {
        const expected = spans.filter(({ start, end }) => start <= second && second < end).map(({ id }) => id)
        expect([...times.at(second * 1_000)].sort()).toEqual(expected.sort())
      }
    }
  })

  test('none without a video', () => {
    playback.clock.seek(1_500)
    detach()
    expect(playback.saying().ids).toEqual([])
    expect(playback.clock.time()).toBeUndefined()
  })

  test('those of texts that changed since', () => {
    playback.clock.seek(3_500)
    playback.setContents(new Map([['two', cue('06.000', '07.000')]]))
    vi.runAllTimers()
    expect(playback.saying().ids).toEqual([])
  })
})

describe('the clock', () => {
  test('plays a caption and stops at its end', () => {
    playback.clock.playRange({ start: 1_000, end: 3_000 })
    expect([media.currentTime, media.paused]).toEqual([1, false])

    media.reach(2.9)
    expect(media.paused).toBe(false)
    media.reach(3)
    expect(media.paused).toBe(true)

    playback.clock.resume()
    media.reach(4)
    expect(media.paused).toBe(false)
  })

  test('repeats a caption until that is ended', () => {
    playback.clock.playRange({ start: 1_000, end: 3_000 }, true)
    expect(playback.clock.state().looping).toBe(true)
    media.reach(3)
    expect([media.currentTime, media.paused]).toEqual([1, false])

    playback.clock.stopLoop()
    expect(playback.clock.state().looping).toBe(false)
    media.reach(3)
    expect(media.paused).toBe(true)
  })

  test.each([
    ['back', 500],
    ['further', 12_000],
  ])('plays on where the playhead was moved %s meanwhile', (_, time) => {
    playback.clock.playRange({ start: 1_000, end: 3_000 }, true)
    playback.clock.seek(time)
    media.reach(13)
    expect([media.currentTime, media.paused]).toEqual([13, false])
  })

  test('stays within the video', () => {
    playback.clock.seekBy(-5_000)
    expect(media.currentTime).toBe(0)
    playback.clock.seek(99_000)
    expect(media.currentTime).toBe(20)
  })

  test('keeps the pitch, and the speed for the next video', () => {
    const clock = new MediaClock()
    clock.setRate(1.5)
    clock.attach(media)
    expect([media.preservesPitch, media.playbackRate]).toEqual([true, 1.5])
  })

  test('does nothing without a video', () => {
    const clock = new MediaClock()
    clock.toggle()
    clock.seek(1_000)
    clock.playRange({ start: 0, end: 1_000 })
    expect(clock.time()).toBeUndefined()
    expect(clock.state()).toEqual({ available: false, playing: false, rate: 1, looping: false })
  })
})

describe('a command', () => {
  const run = (command: keyof ReturnType<typeof playCommands>) =>
    playCommands(playback.clock, () => ({ start: 1_000, end: 3_000 }))[command]()

  test.each([
    ['backSeconds', 5_000],
    ['forwardSeconds', 15_000],
    ['back', 9_000],
    ['forward', 11_000],
    ['backTenth', 9_900],
    ['forwardTenth', 10_100],
    ['backFrame', 9_960],
    ['forwardFrame', 10_040],
  ] as const)('%s moves the playhead from 10 s to %d ms', (command, time) => {
    playback.clock.seek(10_000)
    run(command)
    expect(playback.clock.time()).toBe(time)
  })

  test('plays slower and faster, from half to twice the speed', () => {
    const rates = (command: 'slower' | 'faster') =>
      Array.from({ length: 4 }, () => {
        run(command)
        return playback.clock.state().rate
      })
    expect(rates('faster')).toEqual([1.25, 1.5, 2, 2])
    expect([...rates('slower'), ...rates('slower')]).toEqual([1.5, 1.25, 1, 0.75, 0.5, 0.5, 0.5, 0.5])
  })

  test('repeats the caption, and ends that', () => {
    run('loopCaption')
    expect(playback.clock.state()).toMatchObject({ looping: true, playing: true })
    run('loopCaption')
    expect(playback.clock.state()).toMatchObject({ looping: false, playing: true })
  })

  test('plays from the caption on', () => {
    run('playFromCaption')
    media.reach(4)
    expect(media.paused).toBe(false)
  })
})

describe('the list', () => {
  test('follows from the start of playing until its person scrolls, and again at wish', () => {
    playback.clock.resume()
    expect(playback.saying().followed).toBe(true)
    playback.leave()
    media.reach(3.5)
    expect(playback.saying().followed).toBe(false)
    playback.follow()
    expect(playback.saying().followed).toBe(true)
  })

  test('follows anew when the video is started again', () => {
    playback.clock.resume()
    playback.leave()
    playback.clock.pause()
    playback.clock.resume()
    expect(playback.saying().followed).toBe(true)
  })

  test('stays with typing, which does not pause the video', () => {
    playback.clock.resume()
    playback.type()
    expect(playback.saying().followed).toBe(false)
    expect(media.paused).toBe(false)
  })
})

describe('with a pause while typing, the video', () => {
  beforeEach(() => {
    playback.pausesForTyping = true
  })

  test('waits, and goes on a second after the last key, without a jump of the list', () => {
    playback.clock.resume()
    playback.type()
    vi.advanceTimersByTime(900)
    playback.type()
    vi.advanceTimersByTime(900)
    expect(media.paused).toBe(true)
    vi.advanceTimersByTime(200)
    expect(media.paused).toBe(false)
    expect(playback.saying().followed).toBe(false)
  })

  test('is not started by typing', () => {
    playback.type()
    vi.advanceTimersByTime(2_000)
    expect(media.paused).toBe(true)
  })

  test('stays paused if its person pauses it meanwhile', () => {
    playback.clock.resume()
    playback.type()
    playback.clock.toggle()
    playback.clock.toggle()
    vi.advanceTimersByTime(2_000)
    expect(media.paused).toBe(true)
  })
})
