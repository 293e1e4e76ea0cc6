import { cueOf, shownOf } from '../../cue/block.ts'
import type { Surroundings } from '../../cue/snap.ts'

/** Caption as the strip draws it. Times in milliseconds. */
export interface Region {
  readonly id: string
  /** From 1. */
  readonly number: number
  readonly start: number
  readonly end: number
  readonly words: string
}

interface Known {
  readonly content: string
  readonly parsed: Omit<Region, 'id' | 'number'> | null
}

/** Captions of a document in the order of their starts, to look up which are in view. */
export class Regions {
  /** The texts that were parsed: there may be ten thousand, and someone is typing in one. */
  private readonly known = new Map<string, Known>()
  private sorted: readonly Region[] = []
  private longest = 0

  get all(): readonly Region[] {
    return this.sorted
  }

  /** @param contents current text of each segment, by its id, in the order of the document */
  read(contents: ReadonlyMap<string, string>): void {
    const regions: Region[] = []
    for (const [id, content] of contents) {
      const parsed = this.parsed(id, content)
      if (parsed !== null) {
        regions.push({ id, number: regions.length + 1, ...parsed })
      }
    }
    for (const id of this.known.keys()) {
      if (!contents.has(id)) {
        this.known.delete(id)
      }
    }
    this.sorted = regions.sort((one, other) => one.start - other.start)
    this.longest = regions.reduce((most, { start, end }) => Math.max(most, end - start), 0)
  }

  find(id: string | null): Region | undefined {
    return this.sorted.find((region) => region.id === id)
  }

  /** The captions that are on between two times. */
  between(from: number, to: number): readonly Region[] {
    const found: Region[] = []
    for (let index = this.firstFrom(from - this.longest); index < this.sorted.length; index++) {
      const region = this.sorted[index]
      if (region === undefined || region.start > to) {
        break
      }
      if (Math.max(region.end, region.start) >= from) {
        found.push(region)
      }
    }
    return found
  }

  /** The caption before or after another one in time. */
  beside(id: string | null, by: 1 | -1): Region | undefined {
    return this.sorted[this.sorted.findIndex((region) => region.id === id) + by]
  }

  /** What a caption, or a new one at a time, lies between. */
  around(at: { readonly id: string } | { readonly time: number }, playhead: number | null): Surroundings {
    const index = 'id' in at ? this.sorted.findIndex(({ id }) => id === at.id) : this.firstFrom(at.time)
    const next = this.sorted['id' in at ? index + 1 : index]
    const before = this.sorted[index - 1]
    return { previousEnd: before?.end ?? null, nextStart: next?.start ?? null, playhead }
  }

  private parsed(id: string, content: string): Known['parsed'] {
    const known = this.known.get(id)
    if (known?.content === content) {
      return known.parsed
    }
    const cue = cueOf(content)
    const parsed = cue === null ? null : { start: cue.start, end: cue.end, words: wordsOf(content) }
    this.known.set(id, { content, parsed })
    return parsed
  }

  /** Index of the first caption that starts at a time or later. */
  private firstFrom(time: number): number {
    let [from, to] = [0, this.sorted.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.sorted[middle]?.start ?? 0) < time) {
        from = middle + 1
      } else {
        to = middle
      }
    }
    return from
  }
}

/** Words of a caption without tags, in one line. */
function wordsOf(content: string): string {
  return shownOf(content)
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
