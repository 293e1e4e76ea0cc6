/** Word for a segment in the texts that people read. */
export type Noun = 'caption' | 'paragraph' | 'block'

/** Word for a segment of this kind; a header, a style or a note is a block. */
export function nounOf(kind: string): Noun {
  return kind === 'cue' ? 'caption' : kind === 'text' ? 'paragraph' : 'block'
}

/** The word in the number that fits a count. */
export function counted(count: number, noun: Noun): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
