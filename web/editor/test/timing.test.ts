import { beforeEach, describe, expect, test, vi } from 'vitest'
import { TapTimes } from '../src/app/commands/TapTimes.ts'
import { closingOf } from '../src/cue/closing.ts'
import { byFrames, FRAME_RATES, knownRate, onFrame } from '../src/cue/frames.ts'
import { movedBy, type Snapping, snapped, targetsOf, withEdge } from '../src/cue/snap.ts'
import { whyNotPlayed } from '../src/features/playback/unplayable.ts'
import { Regions } from '../src/features/timing/regions.ts'
import { changedOf } from '../src/features/timing/useDrag.ts'
import { bounded, MAX_ZOOM, MIN_ZOOM, scrolledTo, ticksOf, timeAt, xOf } from '../src/features/timing/view.ts'
import type { MediaClock } from '../src/playback/clock.ts'
import { Peaks } from '../src/playback/peaks.ts'
import { TimeView } from '../src/playback/TimeView.ts'

describe('frames', () => {
  test.each(FRAME_RATES)('%d in a second: each step forward is undone by one back', (rate) => {
    let time = onFrame(61_234, rate)
    for (let step = 0; step < 500; step++) {
      const next = byFrames(time, 1, rate)
      expect(next).toBeGreaterThan(time)
      expect(byFrames(next, -1, rate)).toBe(time)
      expect(onFrame(next, rate)).toBe(next)
      time = next
    }
    expect(Math.abs(time - onFrame(61_234, rate) - (500 * 1_000) / rate)).toBeLessThanOrEqual(1)
  })

  test('a time between two frames goes to the next one, or the one before', () => {
    expect(byFrames(1_010, 1, 25)).toBe(1_040)
    expect(byFrames(1_010, -1, 25)).toBe(1_000)
    expect(byFrames(0, -1, 25)).toBe(0)
  })

  test('a measured rate is a known one, or none', () => {
    expect(knownRate(23.9761)).toBe(23.976)
    expect(knownRate(29.969)).toBe(29.97)
    expect(knownRate(15)).toBeNull()
  })
})

describe('snapping', () => {
  const snapping = (targets: readonly number[]): Snapping => ({ targets, within: 100, frameRate: 25 })
  const span = { start: 3_000, end: 5_000 }

  test('draws to the nearest target within reach, else to a frame', () => {
    expect(snapped(1_040, snapping([1_000, 1_083]))).toBe(1_000)
    expect(snapped(1_045, snapping([1_000, 1_083]))).toBe(1_083)
    expect(snapped(1_211, snapping([1_000]))).toBe(1_200)
  })

  test('has the neighbours with and without the least gap, and the playhead', () => {
    const around = { previousEnd: 2_000, nextStart: 6_000, playhead: 4_321 }
    expect(targetsOf('start', around, 83)).toEqual([2_083, 2_000, 4_321])
    expect(targetsOf('end', around, 83)).toEqual([5_917, 6_000, 4_321])
    expect(targetsOf('end', { previousEnd: null, nextStart: 40, playhead: null }, 83)).toEqual([40])
  })

  test('an edge never crosses the other one, nor the begin of the film', () => {
    expect(withEdge(span, 'end', 1_000, 25, null)).toEqual({ start: 3_000, end: 3_040 })
    expect(withEdge(span, 'start', 9_000, 25, null)).toEqual({ start: 4_960, end: 5_000 })
    expect(withEdge(span, 'start', -500, 25, null)).toEqual({ start: 0, end: 5_000 })
    expect(withEdge(span, 'end', 5_003.4, 25, null).end).toBe(5_003)
  })

  test('a moved caption is as long as before, and the nearer edge is drawn', () => {
    const both = { start: snapping([2_083]), end: snapping([5_917]) }
    expect(movedBy(span, -890, both)).toEqual({ start: 2_083, end: 4_083 })
    expect(movedBy(span, 880, both)).toEqual({ start: 3_917, end: 5_917 })
    expect(movedBy(span, 211, both)).toEqual({ start: 3_200, end: 5_200 })
    expect(movedBy(span, 211, null)).toEqual({ start: 3_211, end: 5_211 })
    expect(movedBy(span, -9_000, null)).toEqual({ start: 0, end: 2_000 })
  })

  test('only the times that a drag changed are set', () => {
    expect(changedOf(span, { start: 3_000, end: 5_400 })).toEqual({ end: 5_400 })
    expect(changedOf(span, { start: 2_000, end: 4_000 })).toEqual({ start: 2_000, end: 4_000 })
    expect(changedOf(span, span)).toEqual({})
  })
})

describe('closing gaps', () => {
  const all = [
    { id: 'overlapping', start: 0, end: 3_500 },
    { id: 'narrow', start: 3_000, end: 5_980 },
    { id: 'wide', start: 6_000, end: 8_700 },
    { id: 'far', start: 9_000, end: 10_000 },
    { id: 'twin', start: 20_000, end: 22_000 },
    { id: 'other twin', start: 20_010, end: 22_000 },
  ]
  const options = { gap: 83, upTo: 500 }

  test('moves ends only, to the least gap before the next start', () => {
    const { ends, ...counts } = closingOf(all, () => true, options)
    expect([...ends]).toEqual([
      ['overlapping', 2_917],
      ['narrow', 5_917],
      ['wide', 8_917],
    ])
    expect(counts).toEqual({ overlaps: 1, narrow: 1, wide: 1, left: 1 })
  })

  test('leaves gaps alone without a bound for them, and captions that are not chosen', () => {
    expect([...closingOf(all, () => true, { gap: 83, upTo: 0 }).ends.keys()]).toEqual(['overlapping', 'narrow'])
    expect([...closingOf(all, (id) => id === 'wide', options).ends.keys()]).toEqual(['wide'])
  })

  test('done twice, it changes nothing more', () => {
    const { ends } = closingOf(all, () => true, options)
    const closed = all.map((one) => ({ ...one, end: ends.get(one.id) ?? one.end }))
    expect(closingOf(closed, () => true, options).ends.size).toBe(0)
  })

  test('finds the neighbour by time, whatever the order of the document', () => {
    expect(closingOf([...all].reverse(), () => true, options).ends.get('overlapping')).toBe(2_917)
  })
})

describe('the captions of the strip', () => {
  const cue = (start: number, end: number, text = 'words') => `00:${two(start)}.000 --> 00:${two(end)}.000\n${text}`
  const two = (value: number) => String(value).padStart(2, '0')
  const regions = () => {
    const all = new Regions()
    all.read(
      new Map([
        ['header', 'WEBVTT'],
        ['late', cue(20, 22)],
        ['long', cue(1, 30, '<v Ana>Two\nlines</v>')],
        ['early', cue(3, 4)],
      ]),
    )
    return all
  }

  test('are those that are on between two times, in the order of time, with their numbers', () => {
    expect(
      regions()
        .between(3_500, 3_600)
        .map(({ id, number }) => [id, number]),
    ).toEqual([
      ['long', 2],
      ['early', 3],
    ])
    expect(
      regions()
        .between(10_000, 11_000)
        .map(({ id }) => id),
    ).toEqual(['long'])
    expect(regions().between(31_000, 40_000)).toEqual([])
  })

  test('have words without tags, in one line', () => {
    expect(regions().find('long')?.words).toBe('Two lines')
  })

  test('have neighbours in time', () => {
    const all = regions()
    expect(all.around({ id: 'early' }, 7)).toEqual({ previousEnd: 30_000, nextStart: 20_000, playhead: 7 })
    expect(all.around({ time: 3_500 }, null)).toEqual({ previousEnd: 4_000, nextStart: 20_000, playhead: null })
    expect(all.beside('late', 1)).toBeUndefined()
    expect(all.beside('late', -1)?.id).toBe('early')
  })
})

describe('the view', () => {
  const view = { pixelsPerSecond: 80, duration: 60_000 }

  test('maps times to places and back, and keeps a time in its place while it zooms', () => {
    expect(timeAt(xOf(12_345, view), view)).toBeCloseTo(12_345)
    expect(scrolledTo(10_000, 200, { ...view, pixelsPerSecond: 160 })).toBe(1_400)
    expect(bounded(1)).toBe(MIN_ZOOM)
    expect(bounded(10_000)).toBe(MAX_ZOOM)
  })

  test.each([MIN_ZOOM, 20, 80, 300, MAX_ZOOM])('has labels that do not touch at %d pixels per second', (zoom) => {
    const at = { pixelsPerSecond: zoom, duration: 600_000 }
    const labels = ticksOf(0, 600_000, at).filter(({ hasLabel }) => hasLabel)
    expect(labels.length).toBeGreaterThan(5)
    expect(xOf((labels[1]?.time ?? 0) - (labels[0]?.time ?? 0), at)).toBeGreaterThanOrEqual(80)
  })
})

describe('the peaks of a sound', () => {
  test('are the loudest samples of each hundredth of a second, wherever a piece begins', () => {
    const peaks = new Peaks()
    const samples = new Float32Array(800).fill(0.1)
    samples[100] = -0.5
    peaks.add(0, samples.subarray(0, 500), 8_000)
    peaks.add(500 / 8_000, samples.subarray(500), 8_000)
    expect(peaks.between(0.01, 0.02)).toBeCloseTo(0.5, 1)
    expect(peaks.between(0.03, 0.06)).toBeCloseTo(0.1, 1)
    expect(peaks.between(5, 6)).toBeNull()
  })

  test('arrive in parts', () => {
    const peaks = new Peaks()
    peaks.put(0, new Uint8Array([255, 0]))
    peaks.put(2, new Uint8Array([51]))
    expect([peaks.between(0, 0.01), peaks.between(0.01, 0.02), peaks.between(0.02, 0.03)]).toEqual([1, 0, 0.2])
    expect([...peaks.slice(1)]).toEqual([0, 51])
  })
})

describe('the frame rate of a document', () => {
  beforeEach(() => localStorage.clear())

  test('is that of the film until the person chooses one, which is remembered', () => {
    const view = new TimeView('film')
    expect(view.get().frameRate).toBe(25)
    view.measured(23.9759)
    expect(view.get().frameRate).toBe(23.976)
    view.measured(12)
    expect(view.get().frameRate).toBe(23.976)
    view.choose(30)
    view.measured(25)
    expect(view.get().frameRate).toBe(30)
    expect(new TimeView('film').get().frameRate).toBe(30)
    expect(new TimeView('other').get().frameRate).toBe(25)
  })
})

describe('a tap in time', () => {
  let time: number
  let playing: boolean
  const clock = { time: () => time, state: () => ({ playing }) } as unknown as MediaClock
  const release = vi.fn()
  const done = vi.fn()
  const letGo = () => globalThis.dispatchEvent(new KeyboardEvent('keyup'))

  beforeEach(() => {
    time = 1_000
    playing = true
    release.mockClear()
    done.mockClear()
  })

  test('lasts from the press to the release, and keys that repeat do not begin it again', () => {
    const tap = new TapTimes()
    tap.begin(clock, release, done)
    time = 1_500
    const repeated = vi.fn()
    tap.begin(clock, repeated, done)
    expect(repeated).toHaveBeenCalledTimes(1)
    time = 2_000
    letGo()
    letGo()
    expect(done.mock.calls).toEqual([[{ start: 1_000, end: 2_000 }]])
    expect(release).toHaveBeenCalledTimes(1)
  })

  test('does nothing where it is too short, or where the film stands', () => {
    const tap = new TapTimes()
    tap.begin(clock, release, done)
    time = 1_050
    letGo()
    playing = false
    tap.begin(clock, release, done)
    time = 3_000
    letGo()
    expect(done).not.toHaveBeenCalled()
    expect(release).toHaveBeenCalledTimes(2)
  })
})

describe('a film that cannot be played', () => {
  test.each([
    ['https://www.youtube.com/watch?v=1', /youtube\.com shows its films in its own player/],
    ['https://vimeo.com/1', /own player/],
    ['https://notyoutube.com/a.mp4', /The film at notyoutube\.com cannot be played/],
    ['https://cdn.example.org/live.m3u8?x=1', /playlist of a stream/],
    ['https://cdn.example.org/a.mp4', /Check the address, or choose the film as a file/],
  ])('%s', (address, words) => {
    expect(whyNotPlayed(address, false)).toMatch(words)
  })

  test('a file', () => {
    expect(whyNotPlayed('film.mov', true)).toMatch(/cannot play film\.mov.*Convert it/)
  })
})
