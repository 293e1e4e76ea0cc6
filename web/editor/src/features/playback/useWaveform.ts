import { type RefObject, useEffect, useRef } from 'react'
import type { MediaClock } from '../../playback/clock.ts'
import { CueRegions } from './cueRegions.ts'

/** Milliseconds. */
export interface Times {
  readonly start: number
  readonly end: number
}

export interface WaveformOptions {
  readonly video: RefObject<HTMLVideoElement | null>
  readonly container: RefObject<HTMLElement | null>
  readonly clock: MediaClock
  readonly source: string | null
  /** Size of the file in bytes; null if it is not known. */
  readonly size: number | null
  readonly contents: ReadonlyMap<string, string>
  readonly onCue: (id: string) => void
  readonly onHold?: (id: string) => () => void
  readonly onTimes?: (id: string, times: Times) => void
}

/** Larger files would have to be decoded into more memory than a page should take. */
const MAX_SIZE = 250_000_000
const PIXELS_PER_SECOND = 60

/** Waveform of the sound, with the cues near the playhead as regions. Its code is loaded only where it is drawn. */
export function useWaveform(options: WaveformOptions): void {
  const { video, container, source, size } = options
  const latest = useRef(options)
  const redraw = useRef<() => void>(() => {})

  useEffect(() => {
    latest.current = options
    redraw.current()
  })

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
      const cues = new CueRegions(regions)
      let releaseCue: (() => void) | undefined
      const release = () => {
        cues.dragged = null
        releaseCue?.()
        releaseCue = undefined
      }
      regions.on('region-removed', ({ id }) => cues.dragged === id && release())
      regions.on('region-update', ({ id }) => {
        if (cues.dragged !== id) {
          release()
          cues.dragged = id
          releaseCue = latest.current.onHold?.(id)
        }
      })
      regions.on('region-updated', ({ id, start, end }) => {
        if (cues.dragged === id) {
          latest.current.onTimes?.(id, { start: Math.round(start * 1_000), end: Math.round(end * 1_000) })
          release()
        }
      })
      const draw = () =>
        cues.draw(
          latest.current.contents,
          (latest.current.clock.time() ?? 0) / 1_000,
          latest.current.onTimes !== undefined,
        )
      wave.on('ready', draw)
      wave.on('timeupdate', draw)
      redraw.current = () => wave.getDuration() > 0 && draw()
      return () => {
        release()
        wave.destroy()
      }
    }
  }, [video, container, source, size])
}
