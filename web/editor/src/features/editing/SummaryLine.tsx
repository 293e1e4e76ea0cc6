import { type DraftSnapshot, type Drafts, RequestError } from '@holdfast/client'
import { useDraftSummary, useDrafts } from '@holdfast/client/react'
import { useEffect, useRef } from 'react'
import { isDraftOf, segmentOfDraft, titleDraftName } from '../../api/draftNames.ts'
import { alert, announce } from '../../components/announce.tsx'
import { useShortcuts } from '../../components/shortcuts.tsx'
import type { Noun } from '../../cue/noun.ts'
import classes from './SummaryLine.module.css'

/** Counts over the drafts of one document, those included that only the storage has. */
interface Counts {
  readonly notSaved: number
  readonly saving: number
  readonly offline: number
  readonly unkept: number
  /** Texts that wait for a decision of the person. */
  readonly undecided: number
  readonly isTitleUnsaved: boolean
  readonly isTitleUndecided: boolean
}

function countsOf(drafts: Drafts, document: string): Counts {
  const own = drafts.all().filter(({ name }) => isDraftOf(document, name))
  const states = own.map((draft) => ({ name: draft.name, ...draft.snapshot() }))
  const title = states.find(({ name }) => name === titleDraftName(document))
  const count = (is: (state: DraftSnapshot<unknown>) => boolean) => states.filter(is).length
  return {
    notSaved: count(isUnsaved),
    saving: count(({ status }) => status === 'saving'),
    offline: count((state) => state.status === 'offline' || isSignedOut(state)),
    unkept: count(({ dirty, kept }) => dirty && !kept),
    undecided: count(isUndecided) - (title !== undefined && isUndecided(title) ? 1 : 0),
    isTitleUnsaved: title?.dirty === true,
    isTitleUndecided: title !== undefined && isUndecided(title),
  }
}

function isUnsaved(state: DraftSnapshot<unknown>): boolean {
  return (
    state.dirty || state.status === 'saving' || state.status === 'offline' || isUndecided(state) || isSignedOut(state)
  )
}

/** A conflict, a deletion, a text that cannot be saved as it is, or a refused save. A save that only needs the person to sign in is repeated by itself. */
function isUndecided(state: DraftSnapshot<unknown>): boolean {
  const { status, dirty, waits } = state
  return waits || status === 'conflict' || (status === 'gone' && dirty) || (status === 'error' && !isSignedOut(state))
}

function isSignedOut({ status, error }: DraftSnapshot<unknown>): boolean {
  return status === 'error' && error instanceof RequestError && error.status === 401
}

/** Counts in words, without those that wait for a decision if there are no others. */
function inWords({ notSaved, saving, offline, unkept, isTitleUnsaved, ...counts }: Counts): readonly string[] {
  const undecided = counts.undecided + (counts.isTitleUndecided ? 1 : 0)
  if (notSaved === 0) {
    return ['All saved']
  }
  if (saving === notSaved) {
    return ['Saving…']
  }
  return [
    ...(notSaved > undecided ? [`${notSaved} not saved${isTitleUnsaved ? titleOf(notSaved) : ''}`] : []),
    ...(offline > 0 && unkept === 0 ? ['kept on this computer'] : []),
  ]
}

function titleOf(notSaved: number): string {
  return notSaved === 1 ? ' (the title)' : ' (one is the title)'
}

/** Words for the texts that wait for a decision; empty without any. */
function decisionsInWords({ undecided, isTitleUndecided }: Counts, noun: Noun): string {
  if (undecided === 0) {
    return isTitleUndecided ? 'The title needs a decision' : ''
  }
  const texts = `${undecided} ${undecided === 1 ? noun : `${noun}s`}`
  return isTitleUndecided
    ? `The title and ${texts} need a decision`
    : `${texts} ${undecided === 1 ? 'needs' : 'need'} a decision`
}

export interface SummaryLineProps {
  readonly document: string
  readonly noun: Noun
  /** Number of the document's texts that are kept on this computer and not open on this page. */
  readonly left?: number
  /** Goes to the next text that needs a decision. */
  readonly onNext: () => void
}

/** State of a document's drafts in words, with a link to the next one that needs a decision. */
export function SummaryLine({ document, noun, left = 0, onNext }: SummaryLineProps) {
  const drafts = useDrafts()
  const summary = useDraftSummary()
  const before = useRef(summary)
  const toNext = useShortcuts()('nextConflict')
  const counts = withLeft(countsOf(drafts, document), left)
  const decisions = decisionsInWords(counts, noun)

  useEffect(() => {
    const { notSaved, needsAttention } = before.current
    before.current = summary
    const why = urgentReason(drafts, noun)
    if (summary.needsAttention > needsAttention && why !== null) {
      alert(`${why} Your text is kept.${toNext.spelled === undefined ? '' : ` ${toNext.spelled} goes there.`}`)
    } else if (notSaved > 0 && summary.notSaved === 0) {
      announce('All saved')
    }
  }, [summary, drafts, noun, toNext.spelled])

  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => drafts.summary().notSaved > 0 && event.preventDefault()
    globalThis.addEventListener('beforeunload', warn)
    return () => globalThis.removeEventListener('beforeunload', warn)
  }, [drafts])

  return (
    <span className={classes.summary} data-state={stateOf(counts, decisions)} data-testid="summary">
      {inWords(counts).join(', ')}
      {left > 0 && (
        <>
          {' '}
          <a className={classes.next} href="#/">
            Show
          </a>
        </>
      )}
      {decisions !== '' && (
        <>
          {inWords(counts).length > 0 && ', '}
          <button type="button" className={classes.next} aria-keyshortcuts={toNext.aria} onClick={onNext}>
            {decisions}
          </button>
        </>
      )}
    </span>
  )
}

function withLeft(counts: Counts, left: number): Counts {
  return { ...counts, notSaved: counts.notSaved + left, offline: counts.offline + left }
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

function stateOf({ notSaved }: Counts, decisions: string): string {
  return decisions !== '' ? 'needs-you' : notSaved > 0 ? 'not-saved' : 'saved'
}
