import { cueOf, shownOf } from '../cue/block.ts'
import { formatTime } from '../cue/time.ts'
import { voiceTagOf } from '../cue/voice.ts'
import classes from './BlockDiff.module.css'
import { WordDiff } from './WordDiff.tsx'

const FACETS: readonly (readonly [string, (content: string) => string])[] = [
  ['identifier', (content) => cueOf(content)?.identifier ?? ''],
  ['times', (content) => timesOf(content)],
  ['settings', (content) => cueOf(content)?.settings ?? ''],
  ['voice', voiceTagOf],
]

function timesOf(content: string): string {
  const { start = 0, end = 0 } = cueOf(content) ?? {}
  return `${formatTime(start)} → ${formatTime(end)}`
}

/** Diff of a segment. The identifier, the times, the settings and the voice of a cue are shown only where they changed. */
export function BlockDiff({ before, after }: { before: string; after: string }) {
  if (cueOf(before) === null || cueOf(after) === null) {
    return <WordDiff before={before} after={after} />
  }
  return (
    <>
      {FACETS.filter(([, facetOf]) => facetOf(before) !== facetOf(after)).map(([name, facetOf]) => (
        <div key={name} className={classes.times}>
          <WordDiff before={facetOf(before)} after={facetOf(after)} />
        </div>
      ))}
      <WordDiff before={shownOf(before)} after={shownOf(after)} />
    </>
  )
}
