import type { DraftSummary, Drafts } from '@holdfast/client'
import { useDraftSummary, useDrafts } from '@holdfast/client/react'
import { useEffect, useRef } from 'react'
import { isDraftOf, segmentOfDraft, titleDraftName } from '../../api/draftNames.ts'
import { alert, announce } from '../../components/announce.tsx'
import type { Noun } from '../../cue/noun.ts'
import classes from './SummaryLine.module.css'

/**
 * DraftSummary of all drafts of the page in words.
 *
 * @param besides names of drafts that are no text of the open document
 */
export function inWords(
  { notSaved, needsAttention, saving, offline, unkept }: DraftSummary,
  besides: readonly string[],
): string {
  if (notSaved === 0) {
    return 'All saved'
  }
  if (saving === notSaved) {
    return 'Saving…'
  }
  return [
    `${notSaved} not saved${besides.length > 0 ? ` (${besides.join(', ')})` : ''}`,
    ...(needsAttention > 0 ? [`${needsAttention} ${needsAttention === 1 ? 'needs' : 'need'} a decision`] : []),
    ...(offline > 0 && unkept === 0 ? ['kept on this computer'] : []),
  ].join(', ')
}

export function SummaryLine({ document, noun }: { document: string; noun: Noun }) {
  const drafts = useDrafts()
  const summary = useDraftSummary()
  const before = useRef(summary)

  useEffect(() => {
    const { notSaved, needsAttention } = before.current
    before.current = summary
    const why = urgentReason(drafts, noun)
    if (summary.needsAttention > needsAttention && why !== null) {
      alert(`${why} Your text is kept. F8 goes there.`)
    } else if (notSaved > 0 && summary.notSaved === 0) {
      announce('All saved')
    }
  }, [summary, drafts, noun])

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => drafts.summary().notSaved > 0 && event.preventDefault()
    globalThis.addEventListener('beforeunload', warn)
    return () => globalThis.removeEventListener('beforeunload', warn)
  }, [drafts])

  return (
    <span className={classes.summary} data-state={stateOf(summary)} data-testid="summary">
      {inWords(summary, besides(drafts, document))}
    </span>
  )
}

function besides(drafts: Drafts, document: string): readonly string[] {
  const unsaved = drafts.all().filter((draft) => draft.snapshot().dirty)
  const isTitleUnsaved = unsaved.some(({ name }) => name === titleDraftName(document))
  const elsewhere = unsaved.filter(({ name }) => !isDraftOf(document, name)).length
  return [...(isTitleUnsaved ? ['the title'] : []), ...(elsewhere > 0 ? [`${elsewhere} elsewhere`] : [])]
}

/** Reason for an alert about the segments, the worst one; null without any. A title shows its own alert. */
function urgentReason(drafts: Drafts, noun: Noun): string | null {
  const all = drafts
    .all()
    .filter(({ name }) => segmentOfDraft(name) !== null)
    .map((draft) => draft.snapshot())
  if (all.some(({ status }) => status === 'conflict')) {
    return `Someone else changed a ${noun} while you were typing.`
  }
  if (all.some(({ status, error, dirty }) => status === 'gone' && dirty && error === null)) {
    return `Someone else deleted a ${noun} that you edited.`
  }
  return all.some(({ error }) => error !== null) ? `A ${noun} could not be saved.` : null
}

function stateOf({ notSaved, needsAttention }: DraftSummary): string {
  return needsAttention > 0 ? 'needs-you' : notSaved > 0 ? 'not-saved' : 'saved'
}
