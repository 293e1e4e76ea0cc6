import { bodyOf, cueOf, withWritten } from './block.ts'

/** The voice tag that a cue's text begins with (WebVTT §4.2.2), with its classes and its name. */
const VOICE = /^<v((?:\.[^\s<>&.]+)*)(?:[ \t]+([^<>]*))?>/

/** Name of the speaker that a cue's text begins with; empty without one. */
export function speakerOf(content: string): string {
  const name = VOICE.exec(bodyOf(content))?.[2]?.trim() ?? ''
  return name.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** The cue said by another speaker; by none if the name is empty. Any other block stays. */
export function withSpeaker(content: string, name: string): string {
  if (cueOf(content) === null) {
    return content
  }
  const body = bodyOf(content)
  const [tag = '', classes = ''] = VOICE.exec(body) ?? []
  const rest = body.slice(tag.length)
  if (name.trim() === '') {
    return tag === '' ? content : withWritten(content, rest.replace(/<\/v>(?![\s\S]*<\/?v\b)/, ''))
  }
  const written = name
    .trim()
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
  return withWritten(content, `<v${classes} ${written}>${rest}`)
}

/** The names of all speakers, each once, the most frequent first. */
export function speakersOf(contents: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const name of contents.map(speakerOf).filter((one) => one !== '')) {
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].sort(([, one], [, other]) => other - one).map(([name]) => name)
}
