import { cueOf } from '../cue/block.ts'

interface Span {
  readonly id: string
  readonly start: number
  readonly end: number
}

/** Captions by their times, to look up which are on at a moment. Times in milliseconds. */
export class CaptionTimes {
  private readonly spans: readonly Span[]
  /** The latest end of each span and of those before it: where it has passed, none of them is on. */
  private readonly latestEnds: readonly number[]

  /** @param contents current text of each caption, by its id */
  constructor(contents: ReadonlyMap<string, string>) {
    this.spans = [...contents]
      .flatMap(([id, content]) => {
        const cue = cueOf(content)
        return cue !== null && cue.end > cue.start ? [{ id, start: cue.start, end: cue.end }] : []
      })
      .sort((one, other) => one.start - other.start)
    let latest = 0
    this.latestEnds = this.spans.map(({ end }) => {
      latest = Math.max(latest, end)
      return latest
    })
  }

  /** Ids of the captions that are on, the one that began last first. */
  at(time: number): readonly string[] {
    const found: string[] = []
    for (let index = this.lastBegun(time); index >= 0 && (this.latestEnds[index] ?? 0) > time; index--) {
      const span = this.spans[index]
      if (span !== undefined && span.end > time) {
        found.push(span.id)
      }
    }
    return found
  }

  /** Index of the last span that has begun; -1 if none has. */
  private lastBegun(time: number): number {
    let from = 0
    let to = this.spans.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.spans[middle]?.start ?? 0) <= time) {
        from = middle + 1
      } else {
        to = middle
      }
    }
    return from - 1
  }
}
