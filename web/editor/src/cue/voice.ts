import { bodyOf, cueOf, withWritten } from './block.ts'
import { VOICE, voicedOf } from './voiceTag.ts'

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

/** The voice tag that is hidden from the text of a cue, as it is written; empty without one, or with several. */
export function voiceTagOf(content: string): string {
  return voicedOf(bodyOf(content)).before
}

/** The cue with another voice tag, as it is written; null if that is none. */
export function withVoiceTag(content: string, tag: string): string | null {
  const { said, after } = voicedOf(bodyOf(content))
  return VOICE.exec(tag)?.[0] === tag ? withWritten(content, tag + said + after) : null
}

const HUES = 12

/** Hue of a speaker's colour in degrees: the same for a name wherever, and whenever, it is shown. */
export function hueOf(name: string): number {
  let hash = 0
  for (const character of name) {
    hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  }
  return ((hash % HUES) * 360) / HUES
}
