import type { DraftSummary, Drafts } from '@holdfast/client'
import { useDraftSummary, useDrafts } from '@holdfast/client/react'
import { useEffect, useRef } from 'react'
import { alert, announce } from '../../components/announce.tsx'
import classes from './SummaryLine.module.css'
import { segmentOf } from './useSegments.ts'

/** How all segments together stand. */
export function inWords({ notSaved, needsAttention, saving, offline }: DraftSummary): string {
  if (notSaved === 0) {
    return 'All saved'
  }
  const parts = [
    needsAttention > 0 ? `${needsAttention} ${needsAttention === 1 ? 'needs' : 'need'} you` : null,
    offline > 0 ? 'kept on this computer' : null,
  ].filter((part) => part !== null)
  return saving === notSaved ? 'Saving…' : [`${notSaved} not saved`, ...parts].join(', ')
}

export function SummaryLine() {
  const drafts = useDrafts()
  const summary = useDraftSummary()
  const before = useRef(summary)

  useEffect(() => {
    const { notSaved, needsAttention } = before.current
    before.current = summary
    const why = reason(drafts)
    if (summary.needsAttention > needsAttention && why !== null) {
      alert(`${why} Your text is kept. F8 goes there.`)
    } else if (notSaved > 0 && summary.notSaved === 0) {
      announce('All saved')
    }
  }, [summary, drafts])

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => drafts.summary().notSaved > 0 && event.preventDefault()
    globalThis.addEventListener('beforeunload', warn)
    return () => globalThis.removeEventListener('beforeunload', warn)
  }, [drafts])

  return (
    <span className={classes.summary} data-state={stateOf(summary)} data-testid="summary">
      {inWords(summary)}
    </span>
  )
}

/** Why a segment needs the person, the worst first; null if none does. What is not a segment's tells it itself. */
function reason(drafts: Drafts): string | null {
  const all = drafts
    .all()
    .filter(({ name }) => segmentOf(name) !== null)
    .map((draft) => draft.snapshot())
  if (all.some(({ status }) => status === 'conflict')) {
    return 'Someone else edited a segment.'
  }
  if (all.some(({ status, error, dirty }) => status === 'gone' && dirty && error === null)) {
    return 'Someone else deleted a segment that you edited.'
  }
  return all.some(({ error }) => error !== null) ? 'A segment could not be saved.' : null
}

function stateOf({ notSaved, needsAttention }: DraftSummary): string {
  return needsAttention > 0 ? 'needs-you' : notSaved > 0 ? 'not-saved' : 'saved'
}
