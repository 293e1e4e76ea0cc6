import { canKeepBoth, OfflineError, type Versioned } from '@holdfast/client'
import type { UseDraft } from '@holdfast/client/react'
import type { ReactNode } from 'react'
import { nameOf } from '../../api/author.ts'
import { versionedOf } from '../../api/segmentList.ts'
import { Action } from '../../components/Action.tsx'
import { ago } from '../../components/ago.ts'
import { BlockDiff } from '../../components/BlockDiff.tsx'
import { PersonName } from '../../components/PersonName.tsx'
import { explain, whyNotSaved } from '../../components/problem.ts'
import type { Noun } from '../../cue/noun.ts'
import { Author } from './Author.tsx'
import { ConflictCard } from './ConflictCard.tsx'
import { AddWordsThere, successorOf, useNumbers } from './MovedText.tsx'
import classes from './StatePanel.module.css'
import type { SegmentDrafts } from './segmentDraft.ts'

export interface StatePanelProps {
  readonly draft: UseDraft<string>
  readonly drafts: SegmentDrafts
  readonly id: string
  readonly noun: Noun
}

/** State of a segment's save in words, with its actions. */
export function StatePanel(props: StatePanelProps) {
  const { draft, id } = props
  return (
    <div id={`state-${id}`} className={classes.panel} data-status={draft.status}>
      {draft.recovered && draft.status !== 'gone' && (
        <Line>
          Your unsaved text from an earlier visit is back.
          {draft.status === 'editing' && (
            <Action onClick={draft.save} command="save">
              Save
            </Action>
          )}
          <Action onClick={draft.discard}>Discard</Action>
        </Line>
      )}
      <State {...props} />
      {draft.dirty && !draft.kept && (
        <Line>This could not be kept on this computer: keep this page open until it is saved.</Line>
      )}
    </div>
  )
}

function State(props: StatePanelProps) {
  const { draft } = props
  switch (draft.status) {
    case 'clean':
      return draft.beforeMerge === null ? null : (
        <Line>
          Your text was replaced.
          <Action onClick={draft.undoMerge}>Undo</Action>
        </Line>
      )
    case 'editing':
      return <Line>Not saved yet</Line>
    case 'saving':
      return <Line>Saving…</Line>
    case 'saved':
      return (
        <Line>
          Saved
          {draft.beforeMerge !== null && <Action onClick={draft.undoMerge}>Bring back what I had typed</Action>}
        </Line>
      )
    case 'merged':
      return (
        <Line>
          {'Saved, merged with a change by '}
          <PersonName name={nameOf(draft.mergedWith, 'someone else')} verified={draft.mergedWithVerified} />
          <Action onClick={draft.undoMerge}>Undo merge</Action>
        </Line>
      )
    case 'stale':
      return <Stale {...props} />
    case 'conflict':
      return <ConflictCard {...props} />
    case 'gone':
      return <Gone {...props} />
    case 'offline':
      return (
        <Line>
          {keptText(draft)} The server cannot be reached.
          <Action onClick={draft.save} command="save">
            Retry
          </Action>
        </Line>
      )
    case 'error':
      return (
        <Line>
          {keptText(draft)} {whyNotSaved(draft.error)}
          <Action onClick={draft.save} command="save">
            Retry
          </Action>
        </Line>
      )
  }
}

function Stale({ draft: { theirs, base, dirty, save }, drafts, noun }: StatePanelProps) {
  if (theirs === null) {
    return null
  }
  return (
    <>
      <Line>
        <span>
          <Author drafts={drafts} version={theirs} as="subject" /> just changed this {noun}
        </span>
        <When version={theirs} />
        <Action onClick={save} command="save">
          {dirty ? 'Combine now' : 'Show'}
        </Action>
      </Line>
      <Side title="Their change" before={base?.value ?? ''} after={theirs.value} />
    </>
  )
}

function Gone(props: StatePanelProps) {
  const { draft, drafts, id, noun } = props
  const { gone, dirty, beforeMerge, undoMerge, resolve, parts } = draft
  const isDisputed = dirty && parts?.some(({ conflict }) => conflict) === true
  const numbers = useNumbers(drafts)
  if (
    drafts.list.some((segment) => segment.id === id && !segment.deleted && versionedOf(segment).etag === gone?.etag)
  ) {
    return <DocumentGone {...props} />
  }
  const to = successorOf(drafts, id, gone?.successor)
  const actions = dirty ? (
    <>
      {to === null ? (
        <>
          <Action onClick={() => resolve('mine')}>Restore with my text</Action>
          {isDisputed && canKeepBoth(parts ?? []) && <Action onClick={() => resolve('both')}>Restore with both</Action>}
        </>
      ) : (
        <AddWordsThere {...props} to={to} />
      )}
      <Action onClick={() => resolve('theirs')}>Drop</Action>
    </>
  ) : (
    beforeMerge !== null && <Action onClick={undoMerge}>Undo</Action>
  )
  if (to !== null) {
    const isAbove = numbers.get(to.id) === (numbers.get(id) ?? 0) - 1
    return (
      <Line>
        <span>
          {gone && <Author drafts={drafts} version={gone} as="subject" />} joined this {noun} with{' '}
          {isAbove ? 'the one above' : `${noun} ${numbers.get(to.id)}`}.
        </span>
        {actions}
      </Line>
    )
  }
  return (
    <>
      <Line>
        <span>
          This {noun} was deleted
          <ByAuthor {...props} />
          {whyNotRestored(draft)}
        </span>
        {actions}
      </Line>
      {isDisputed && (
        <Side title="Changed before it was deleted" before={draft.base?.value ?? ''} after={gone?.last ?? ''} />
      )}
    </>
  )
}

/** The tag is still that of the segment: it was not deleted itself, but with its document, which brings it back. */
function DocumentGone(props: StatePanelProps) {
  const { draft, noun } = props
  const { dirty, beforeMerge, undoMerge, resolve } = draft
  return (
    <Line>
      <span>
        The document of this {noun} was deleted
        <ByAuthor {...props} />.{dirty && ' Your words are kept, and are saved when it is restored.'}
      </span>
      {dirty ? (
        <Action onClick={() => resolve('theirs')}>Drop</Action>
      ) : (
        beforeMerge !== null && <Action onClick={undoMerge}>Undo</Action>
      )}
    </Line>
  )
}

/** Author of a deletion, if the server names one. */
function ByAuthor({ draft: { gone }, drafts }: StatePanelProps) {
  return gone?.by ? (
    <>
      {' by '}
      <Author drafts={drafts} version={gone} as="object" />
    </>
  ) : null
}

function whyNotRestored({ error }: UseDraft<string>): string {
  if (error === null) {
    return ''
  }
  return `. ${error instanceof OfflineError ? 'It is not known whether it was restored' : 'It was not restored'}: ${explain(error)}`
}

/** A change, as a diff against the base. */
function Side({ title, before, after }: { title: string; before: string; after: string }) {
  return (
    <div className={classes.side}>
      <span className={classes.title}>{title}</span>
      <BlockDiff before={before} after={after} />
    </div>
  )
}

function Line({ children }: { children: ReactNode }) {
  return <p className={classes.line}>{children}</p>
}

function When({ version }: { version: Versioned<string> }) {
  return version.at === undefined ? null : <span className={classes.when}>{ago(version.at)}</span>
}

function keptText({ kept }: UseDraft<string>): string {
  return kept ? 'Kept on this computer.' : 'Not saved.'
}
