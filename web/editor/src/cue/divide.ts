import { bodyOf, cueOf, withoutName, withTimes, withWritten } from './block.ts'
import { paragraphsOf } from './flaws.ts'

/** The blocks that a block becomes at its empty lines; one at most if it cannot be divided. */
export function dividedBlock(content: string, kind: string): readonly string[] {
  const cue = cueOf(content)
  if (cue !== null) {
    return dividedCue(content, cue.start, cue.end)
  }
  const parts = paragraphsOf(content.replace(/\r\n|\r/g, '\n'))
  return kind === 'note' ? parts.map((part, index) => (index === 0 ? part : `NOTE\n${part}`)) : parts
}

/** Cues that follow one another, each as long as its share of the text. The first keeps the identifier, all the settings. */
function dividedCue(content: string, start: number, end: number): readonly string[] {
  const texts = balanced(paragraphsOf(bodyOf(content).replace(/\r\n|\r/g, '\n')))
  const total = texts.reduce((sum, text) => sum + text.length, 0)
  if (end - start < texts.length) {
    return [content]
  }
  const times = [start]
  let length = 0
  for (const [index, text] of texts.entries()) {
    length += text.length
    const time = Math.round(start + ((end - start) * length) / total)
    times.push(Math.min(Math.max(time, (times[index] ?? 0) + 1), end - (texts.length - 1 - index)))
  }
  return texts.map((text, index) => {
    const block = withTimes(withWritten(content, text), { start: times[index], end: times[index + 1] })
    return index === 0 ? block : withoutName(block)
  })
}

const TAG = /<(\/?)(c|i|b|u|ruby|rt|v|lang)(?=[.\s>])[^<>]*>/g

/** The texts, with each span that is open at the end of one closed there and opened again in the next. */
function balanced(texts: readonly string[]): readonly string[] {
  let open: readonly { readonly name: string; readonly tag: string }[] = []
  return texts.map((text) => {
    const before = open.map(({ tag }) => tag).join('')
    for (const [tag, slash, name = ''] of text.matchAll(TAG)) {
      const ended = open.findLastIndex((one) => one.name === name)
      open = slash === '' ? [...open, { name, tag }] : ended < 0 ? open : open.slice(0, ended)
    }
    const after = [...open].reverse().map(({ name }) => `</${name}>`)
    return before + text + after.join('')
  })
}
