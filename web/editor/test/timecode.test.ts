import { describe, expect, test } from 'vitest'
import { FRAME_RATES, onFrame } from '../src/cue/frames.ts'
import { formatTimecode, parseTimecode, spellingOf } from '../src/cue/timecode.ts'

describe('a timecode', () => {
  test.each([
    [0, 25, '00:00:00:00'],
    [40, 25, '00:00:00:01'],
    [3_723_960, 25, '01:02:03:24'],
    [999, 25, '00:00:01:00'],
    [1_959, 23.976, '00:00:01:23'],
    [1_990, 23.976, '00:00:02:00'],
    [59_990, 29.97, '00:01:00:00'],
  ])('%d ms at %d frames is %s', (time, rate, timecode) => {
    expect(formatTimecode(time, rate)).toBe(timecode)
  })

  test.each(FRAME_RATES)('at %d frames is read as it was written', (rate) => {
    for (let second = 0; second < 3; second++) {
      for (let frame = 0; frame < Math.ceil(rate); frame++) {
        const written = `00:00:0${second}:${String(frame).padStart(2, '0')}`
        const time = parseTimecode(written, rate)
        expect(formatTimecode(time ?? -1, rate)).toBe(written)
      }
    }
    expect(formatTimecode(onFrame(61_234, rate), rate)).toMatch(/^00:01:01:\d\d$/)
  })

  test('is read with fewer parts, and refused where it is none', () => {
    expect(parseTimecode('1:2:03', 25)).toBe(62_120)
    expect(parseTimecode('3:12', 25)).toBe(3_480)
    expect(parseTimecode('00:00:01;02', 29.97)).toBe(1_067)
    for (const wrong of ['', '12', '00:00:01:25', '00:60:00:00', '00:00:61:00', 'a:b']) {
      expect(parseTimecode(wrong, 25)).toBeNull()
    }
  })

  test('is the spelling where it was chosen; milliseconds can be typed, too', () => {
    const timecodes = spellingOf({ timecodes: true, frameRate: 25 })
    expect(timecodes.format(1_040)).toBe('00:00:01:01')
    expect(timecodes.parse('1.5')).toBe(1_500)
    expect(timecodes.parse('00:00:01:12')).toBe(1_480)
    expect(spellingOf({ timecodes: false, frameRate: 25 }).format(1_040)).toBe('00:01.040')
  })
})
