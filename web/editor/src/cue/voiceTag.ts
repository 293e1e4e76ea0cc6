/** The voice tag that a cue's text begins with (WebVTT §4.2.2), with its classes and its name. */
export const VOICE = /^<v((?:\.[^\s<>&.]+)*)(?:[ \t]+([^<>]*))?>/

const END = '</v>'

/** Written text of a cue as what one voice says, and the tags around it. They are empty where several voices speak, or none. */
export interface Voiced {
  readonly before: string
  readonly said: string
  readonly after: string
}

export function voicedOf(written: string): Voiced {
  const [before = ''] = VOICE.exec(written) ?? []
  const rest = written.slice(before.length)
  const end = rest.endsWith(END) ? END : ''
  const said = rest.slice(0, rest.length - end.length)
  return before === '' || /<\/?v[\s.>]/.test(said)
    ? { before: '', said: written, after: '' }
    : { before, said, after: end }
}
