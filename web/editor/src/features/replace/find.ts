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
        const count = [...bodyOf(content).matchAll(pattern)].length
        return count === 0 ? [] : [{ id, count }]
      })
}

/** The content with every occurrence replaced, but for times and identifiers of cues. */
export function replaced(content: string, wanted: string, by: string, matchCase: boolean): string {
  const pattern = patternOf(wanted, matchCase)
  const body = bodyOf(content)
  return pattern === null ? content : content.slice(0, content.length - body.length) + body.replace(pattern, () => by)
}

/** Text of a block that people read: in a cue, the lines after its times. */
function bodyOf(content: string): string {
  const head = /^(?:[^\r\n]*(?:\r\n|\r|\n))?[^\r\n]*-->[^\r\n]*(?:\r\n|\r|\n|$)/.exec(content)
  return head === null ? content : content.slice(head[0].length)
}

function patternOf(wanted: string, matchCase: boolean): RegExp | null {
  return wanted === '' ? null : new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), matchCase ? 'gu' : 'giu')
}
