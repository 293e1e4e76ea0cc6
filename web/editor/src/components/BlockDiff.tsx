import { type Cue, cueOf, shownOf } from '../cue/block.ts'
import { formatTime } from '../cue/time.ts'
import classes from './BlockDiff.module.css'
import { WordDiff } from './WordDiff.tsx'

const FACETS: readonly (readonly [string, (cue: Cue) => string])[] = [
  ['identifier', ({ identifier }) => identifier ?? ''],
  ['times', ({ start, end }) => `${formatTime(start)} → ${formatTime(end)}`],
  ['settings', ({ settings }) => settings],
]

/** Diff of a segment. The identifier, the times and the settings of a cue are shown only where they changed. */
export function BlockDiff({ before, after }: { before: string; after: string }) {
  const [from, to] = [cueOf(before), cueOf(after)]
  if (from === null || to === null) {
    return <WordDiff before={before} after={after} />
  }
  return (
    <>
      {FACETS.filter(([, facetOf]) => facetOf(from) !== facetOf(to)).map(([name, facetOf]) => (
        <div key={name} className={classes.times}>
          <WordDiff before={facetOf(from)} after={facetOf(to)} />
        </div>
      ))}
      <WordDiff before={shownOf(before)} after={shownOf(after)} />
    </>
  )
}
