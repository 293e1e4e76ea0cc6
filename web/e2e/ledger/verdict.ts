import type { Action } from './actions.ts'
import { type Counts, countsOf } from './counts.ts'
import { type Ending, Fates } from './fates.ts'
import { historyOf } from './history.ts'
import { Judge, type Violation } from './judge.ts'
import { type CommitJson, commitsOf, firstCaptions } from './log.ts'

export interface Verdict {
  /** Each broken promise, with the history that led to it. Empty is good. */
  readonly violations: readonly string[]
  readonly counts: Counts
}

/** Judges a log and what is left at the end by what people did. */
export function verdictOf(actions: readonly Action[], log: readonly CommitJson[], ending: Ending): Verdict {
  const ordered = [...actions].sort((one, other) => one.at - other.at)
  const commits = commitsOf(log)
  const judge = new Judge(ordered, firstCaptions(log))
  for (const commit of commits) {
    judge.judge(commit)
  }
  const fates = new Fates(ordered, commits, judge.past, ending)
  const violations = [...grouped(judge.violations), ...fates.violations].map((violation) =>
    historyOf(violation, commits, ordered, judge.past.familyOf(violation.segment)),
  )
  const counts = {
    ...countsOf(ordered.map((action) => (action.kind === 'choose' ? `chose ${action.button}` : action.kind))),
    commits: commits.length,
    ...countsOf(fates.words.map((fate) => `words ${fate}`)),
    ...countsOf(fates.values.map((fate) => `times and names ${fate}`)),
  }
  return { violations, counts }
}

/** Violations of a caption by one commit in one, so that their history is told once. */
function grouped(violations: readonly Violation[]): readonly Violation[] {
  const groups = new Map<string, Violation>()
  for (const violation of violations) {
    const name = `${violation.revision} ${violation.segment}`
    const known = groups.get(name)
    groups.set(name, known === undefined ? violation : { ...known, text: `${known.text}\n${violation.text}` })
  }
  return [...groups.values()]
}
