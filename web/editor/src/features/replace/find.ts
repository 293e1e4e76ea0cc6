import { bodyOf, cueOf, shownOf, withTyped } from '../../cue/block.ts'
import { type Run, wordsBetweenTags } from '../../cue/spelling.ts'

export interface Text {
  readonly id: string
  readonly content: string
}

export interface Found {
  readonly id: string
  readonly count: number
}

/** The texts that contain the words. */
export function find(texts: readonly Text[], wanted: string, matchCase: boolean): readonly Found[] {
  const pattern = patternOf(wanted, matchCase)
  return pattern === null
    ? []
    : texts.flatMap(({ id, content }) => {
        const count = hitsIn(content, pattern).length
        return count === 0 ? [] : [{ id, count }]
      })
}

/** The content with the words replaced wherever a person reads them. Times, identifiers and tags of cues stay. */
export function replaced(content: string, wanted: string, by: string, matchCase: boolean): string {
  const pattern = patternOf(wanted, matchCase)
  if (pattern === null) {
    return content
  }
  if (cueOf(content) === null) {
    const body = readableOf(content)
    return content.slice(0, content.length - body.length) + body.replace(pattern, () => by)
  }
  // From the last, so that the places of the others stay; one by one, so that what is between them stays as it is written.
  return hitsIn(content, pattern).reduceRight((next, { at, length }) => {
    const shown = shownOf(next)
    return withTyped(next, next, shown.slice(0, at) + by + shown.slice(at + length))
  }, content)
}

interface Hit {
  readonly at: number
  readonly length: number
}

/** Places of the words in what is shown of a block. */
function hitsIn(content: string, pattern: RegExp): readonly Hit[] {
  const runs: readonly Run[] =
    cueOf(content) === null ? [{ at: 0, words: readableOf(content) }] : wordsBetweenTags(bodyOf(content))
  return runs.flatMap(({ at, words }) =>
    [...words.matchAll(pattern)].map((hit) => ({ at: at + hit.index, length: hit[0].length })),
  )
}

/** Text of a block that is no cue, or none that this page can read: the lines after its times, if it has any. */
function readableOf(content: string): string {
  const head = /^(?:[^\r\n]*(?:\r\n|\r|\n))?[^\r\n]*-->[^\r\n]*(?:\r\n|\r|\n|$)/.exec(content)
  return head === null ? content : content.slice(head[0].length)
}

function patternOf(wanted: string, matchCase: boolean): RegExp | null {
  return wanted === '' ? null : new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), matchCase ? 'gu' : 'giu')
}
