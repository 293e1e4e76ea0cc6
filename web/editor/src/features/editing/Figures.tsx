import type { Cue } from '../../cue/block.ts'
import { charactersPerLine, charactersPerSecond, DEFAULT_PROFILE, levelOf, type Profile } from '../../cue/checks.ts'

export interface FiguresProps {
  readonly cue: Cue
  readonly profile?: Profile
}

/** Duration of a caption, its reading speed and the length of its longest line, on a scale up to their limits. */
export function Figures({ cue, profile = DEFAULT_PROFILE }: FiguresProps) {
  const speed = charactersPerSecond(cue)
  const longest = charactersPerLine(cue)
  return (
    <>
      <span title="Duration">{((cue.end - cue.start) / 1000).toFixed(1)} s</span>
      <span title="Characters per second" data-level={levelOf(speed, profile.charactersPerSecond)}>
        {speed > profile.charactersPerSecond ? Math.ceil(speed) : Math.round(speed)} cps
      </span>
      <span
        title="Characters in the longest line, and at most"
        data-level={levelOf(longest, profile.charactersPerLine)}
      >
        {longest}/{profile.charactersPerLine}
      </span>
    </>
  )
}
