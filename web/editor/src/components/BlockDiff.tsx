import { cueOf, shownOf } from '../cue/block.ts'
import { formatTime } from '../cue/time.ts'
import classes from './BlockDiff.module.css'
import { WordDiff } from './WordDiff.tsx'

/** Diff of a segment. The times of a cue are shown only where they changed. */
export function BlockDiff({ before, after }: { before: string; after: string }) {
  const [from, to] = [cueOf(before), cueOf(after)]
  if (from === null || to === null) {
    return <WordDiff before={before} after={after} />
  }
  const moved = from.start !== to.start || from.end !== to.end
  return (
    <>
      {moved && (
        <div className={classes.times}>
          <WordDiff before={timesOf(from)} after={timesOf(to)} />
        </div>
      )}
      <WordDiff before={shownOf(before)} after={shownOf(after)} />
    </>
  )
}

function timesOf({ start, end }: { start: number; end: number }): string {
  return `${formatTime(start)} → ${formatTime(end)}`
}
