import { type RefObject, useEffect, useRef } from 'react'
import type { SegmentJson } from '../../api/types.ts'
import { cueOf } from '../../cue/block.ts'

export interface WaveformOptions {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly container: RefObject<HTMLElement | null>
  readonly source: string | null
  /** Of the file, in bytes, if it is known. */
  readonly size: number | null
  readonly rows: readonly SegmentJson[]
  readonly onCue: (id: string) => void
}

/** Larger files would have to be decoded into more memory than a page should take. */
const MAX_SIZE = 250_000_000
const SECONDS_AROUND = 60
const PIXELS_PER_SECOND = 60

/** Draws the sound, and the cues near the playhead as regions. Loaded only where there is something to draw. */
export function useWaveform({ video, container, source, size, rows, onCue }: WaveformOptions): void {
  const latest = useRef({ rows, onCue })
  const redraw = useRef<() => void>(() => {})

  useEffect(() => {
    latest.current = { rows, onCue }
    redraw.current()
  }, [rows, onCue])

  useEffect(() => {
    const media = video.current
    const target = container.current
    if (source === null || media === null || target === null || (size ?? 0) > MAX_SIZE) {
      return
    }
    let stopped = false
    let stop = () => {}
    void draw(media, target)
      .then((destroy) => {
        stop = destroy
        if (stopped) {
          destroy()
        }
      })
      .catch(() => {
        target.hidden = true // no sound that could be drawn: the video plays without
      })
    return () => {
      stopped = true
      redraw.current = () => {}
      stop()
    }

    async function draw(element: HTMLVideoElement, into: HTMLElement): Promise<() => void> {
      const [{ default: WaveSurfer }, { default: Regions }] = await Promise.all([
        import('wavesurfer.js'),
        import('wavesurfer.js/plugins/regions'),
      ])
      const regions = Regions.create()
      const wave = WaveSurfer.create({
        container: into,
        media: element,
        height: 72,
        minPxPerSec: PIXELS_PER_SECOND,
        autoScroll: true,
        waveColor: '#86a8ad',
        progressColor: '#0b7285',
        plugins: [regions],
      })
      regions.on('region-clicked', ({ id }) => latest.current.onCue(id))
      let drawn = Number.NaN
      const around = (force: boolean) => {
        const time = element.currentTime
        if (!force && Math.abs(time - drawn) < SECONDS_AROUND / 2) {
          return
        }
        drawn = time
        regions.clearRegions()
        for (const { id, start, end } of near(latest.current.rows, time)) {
          regions.addRegion({ id, start, end, drag: false, resize: false, color: 'rgba(11, 114, 133, 0.16)' })
        }
      }
      wave.on('ready', () => around(true))
      wave.on('timeupdate', () => around(false))
      redraw.current = () => wave.getDuration() > 0 && around(true)
      return () => wave.destroy()
    }
  }, [video, container, source, size])
}

/** The cues near a time, in seconds. */
function near(rows: readonly SegmentJson[], time: number): { id: string; start: number; end: number }[] {
  return rows.flatMap(({ id, content }) => {
    const cue = cueOf(content)
    const start = (cue?.start ?? 0) / 1_000
    const end = (cue?.end ?? 0) / 1_000
    return cue !== null && end > time - SECONDS_AROUND && start < time + SECONDS_AROUND ? [{ id, start, end }] : []
  })
}
