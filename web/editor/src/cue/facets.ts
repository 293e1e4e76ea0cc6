/** Facets of a cue, each as it is spelled. */
interface Facets {
  readonly identifier: string | null
  readonly start: string
  readonly end: string
  readonly settings: string
  readonly text: string
  readonly indent: string
  readonly arrow: string
  readonly terminator: string
}

const TIMING = /^([ \t]*)([\d:.,]+)([ \t]*-->[ \t]*)([\d:.,]+)(.*)$/

/** True if two blocks are cues with the same text and other times. */
export function differsInTimesOnly(one: string, other: string): boolean {
  const [before, after] = [facetsOf(one), facetsOf(other)]
  return before !== null && after !== null && before.text === after.text && one !== other
}

/**
 * The block before it was split, with what others changed in its halves since; null if the halves no longer show how.
 *
 * @param whole the block before the split
 * @param halves the two blocks right after it
 * @param current the two blocks as they are now
 */
export function rejoined(
  whole: string,
  halves: readonly [string, string],
  current: readonly [string, string],
): string | null {
  const parts = facetsOf(whole)
  const [first, second, firstNow, secondNow] = [...halves, ...current].map(facetsOf)
  if (!parts || !first || !second || !firstNow || !secondNow) {
    return null
  }
  const between = parts.text.slice(first.text.length, parts.text.length - second.text.length)
  const isConcatenation = first.text + between + second.text === parts.text
  const isElsewhereChanged = secondNow.identifier !== second.identifier || secondNow.settings !== second.settings
  if (!isConcatenation || isElsewhereChanged) {
    return null
  }
  const end = secondNow.end === second.end ? parts.end : secondNow.end
  return blockOf({ ...firstNow, end, text: firstNow.text + between + secondNow.text })
}

function facetsOf(block: string): Facets | null {
  const terminator = block.includes('\r\n') ? '\r\n' : block.includes('\n') || !block.includes('\r') ? '\n' : '\r'
  const lines = block.split(/\r\n|\n|\r/)
  const at = lines.slice(0, 2).findIndex((line) => line.includes('-->'))
  const timing = TIMING.exec(lines[at] ?? '')
  if (timing === null) {
    return null
  }
  const [, indent = '', start = '', arrow = '', end = '', settings = ''] = timing
  const identifier = at === 0 ? null : (lines[0] ?? null)
  return { identifier, indent, start, arrow, end, settings, text: lines.slice(at + 1).join('\n'), terminator }
}

function blockOf({ identifier, indent, start, arrow, end, settings, text, terminator }: Facets): string {
  return [
    ...(identifier === null ? [] : [identifier]),
    `${indent}${start}${arrow}${end}${settings}`,
    ...(text === '' ? [] : text.split('\n')),
  ].join(terminator)
}
