import type { Summary } from '@holdfast/client'
import { useDraftSummary } from '@holdfast/client/react'
import { useEffect, useRef } from 'react'
import { alert, announce } from '../../components/announce.tsx'
import classes from './SummaryLine.module.css'

/** How all segments together stand. */
export function inWords({ notSaved, needsYou, saving, offline }: Summary): string {
  if (notSaved === 0) {
    return 'All saved'
  }
  const parts = [
    needsYou > 0 ? `${needsYou} ${needsYou === 1 ? 'needs' : 'need'} you` : null,
    offline > 0 ? 'kept on this computer' : null,
  ].filter((part) => part !== null)
  return saving === notSaved ? 'Saving…' : [`${notSaved} not saved`, ...parts].join(', ')
}

export function SummaryLine() {
  const summary = useDraftSummary()
  const before = useRef(summary)

  useEffect(() => {
    const { notSaved, needsYou } = before.current
    before.current = summary
    if (summary.needsYou > needsYou) {
      alert('Someone else edited this segment, or it could not be saved. Your text is kept. Press F8 to go there.')
    } else if (notSaved > 0 && summary.notSaved === 0) {
      announce('All saved')
    }
  }, [summary])

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => summary.notSaved > 0 && event.preventDefault()
    globalThis.addEventListener('beforeunload', warn)
    return () => globalThis.removeEventListener('beforeunload', warn)
  }, [summary.notSaved])

  return (
    <span className={classes.summary} data-state={stateOf(summary)} data-testid="summary">
      {inWords(summary)}
    </span>
  )
}

function stateOf({ notSaved, needsYou }: Summary): string {
  return needsYou > 0 ? 'needs-you' : notSaved > 0 ? 'not-saved' : 'saved'
}
