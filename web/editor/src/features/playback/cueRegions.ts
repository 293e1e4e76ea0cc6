import type RegionsPlugin from 'wavesurfer.js/plugins/regions'
import { cueOf } from '../../cue/block.ts'

type Regions = InstanceType<typeof RegionsPlugin>

interface Span {
  readonly content: string
  /** Seconds; the end not after the start where there is nothing to draw. */
  readonly start: number
  readonly end: number
}

const SECONDS_AROUND = 60
const HALF_A_MILLISECOND = 0.0005

/** Regions of the cues near the playhead, drawn over the waveform. */
export class CueRegions {
  /** The cue that is being dragged, whose region is not redrawn. */
  dragged: string | null = null
  private readonly regions: Regions
  private readonly spans = new Map<string, Span>()
  private contents: ReadonlyMap<string, string> | null = null
  private drawnAt = Number.NaN

  constructor(regions: Regions) {
    this.regions = regions
  }

  /** Redraws the regions if texts changed, or the playhead moved far enough. Time in seconds. */
  draw(contents: ReadonlyMap<string, string>, time: number, movable: boolean): void {
    if (contents === this.contents && Math.abs(time - this.drawnAt) < SECONDS_AROUND / 2) {
      return
    }
    this.read(contents)
    this.drawnAt = time
    const wanted = new Map(
      [...this.spans].filter(([, { start, end }]) => {
        return end > start && end > time - SECONDS_AROUND && start < time + SECONDS_AROUND
      }),
    )
    for (const region of this.regions.getRegions()) {
      const next = wanted.get(region.id)
      wanted.delete(region.id)
      if (next === undefined) {
        region.remove()
      } else if (region.id !== this.dragged && isElsewhere(region, next)) {
        region.setOptions({ start: next.start, end: next.end })
      }
    }
    for (const [id, { start, end }] of wanted) {
      this.regions.addRegion({ id, start, end, drag: movable, resize: movable, color: 'rgba(11, 114, 133, 0.16)' })
    }
  }

  /** Parses only changed texts: there may be ten thousand, and someone is typing. */
  private read(contents: ReadonlyMap<string, string>): void {
    if (contents === this.contents) {
      return
    }
    this.contents = contents
    for (const id of this.spans.keys()) {
      if (!contents.has(id)) {
        this.spans.delete(id)
      }
    }
    for (const [id, content] of contents) {
      if (this.spans.get(id)?.content !== content) {
        const { start, end } = cueOf(content) ?? { start: 0, end: 0 }
        this.spans.set(id, { content, start: start / 1_000, end: end / 1_000 })
      }
    }
  }
}

function isElsewhere(one: { start: number; end: number }, other: { start: number; end: number }): boolean {
  return Math.abs(one.start - other.start) > HALF_A_MILLISECOND || Math.abs(one.end - other.end) > HALF_A_MILLISECOND
}
