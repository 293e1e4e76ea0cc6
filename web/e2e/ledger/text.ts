const CAPTIONS = 8
const WORDS = 6

/** Captions of ten seconds with six words each. */
export function firstText(): string {
  const cues = Array.from({ length: CAPTIONS }, (_, cue) => {
    const words = Array.from({ length: WORDS }, (_, word) => `w${cue * WORDS + word + 1}x`)
    const time = (seconds: number) =>
      `00:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.000`
    const settings = cue % 3 === 0 ? ' line:80%' : ''
    return `${time(60 + cue * 12)} --> ${time(70 + cue * 12)}${settings}\n${words.join(' ')}\n`
  })
  return `WEBVTT\n\n${cues.join('\n')}`
}
