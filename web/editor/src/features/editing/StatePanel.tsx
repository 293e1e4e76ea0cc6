import { OfflineError, type Versioned } from '@holdfast/client'
import type { UseDraft } from '@holdfast/client/react'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { nameOf } from '../../api/author.ts'
import { Action } from '../../components/Action.tsx'
import { ago } from '../../components/ago.ts'
import { BlockDiff } from '../../components/BlockDiff.tsx'
import { explain, whyNotSaved } from '../../components/problem.ts'
import { cueOf, withText } from '../../cue/block.ts'
import type { Noun } from '../../cue/noun.ts'
import { both } from '../../cue/words.ts'
import classes from './StatePanel.module.css'

export interface StatePanelProps {
  readonly draft: UseDraft<string>
  readonly id: string
  readonly noun: Noun
}

/** State of a segment's save in words, with its actions. */
export function StatePanel({ draft, id, noun }: StatePanelProps) {
  return (
    <div id={`state-${id}`} className={classes.panel} data-status={draft.status}>
      {draft.recovered && draft.status !== 'gone' && (
        <Line>
          Your unsaved text from an earlier visit is back.
          {draft.status === 'editing' && <Action onClick={draft.save}>Save</Action>}
          <Action onClick={draft.discard}>Discard</Action>
        </Line>
      )}
      <State draft={draft} noun={noun} />
      {draft.dirty && !draft.kept && (
        <Line>This could not be kept on this computer: keep this page open until it is saved.</Line>
      )}
    </div>
  )
}

type StateProps = Omit<StatePanelProps, 'id'>

function State({ draft, noun }: StateProps) {
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
          Saved, merged with {possessive(draft.mergedWith)} change
          <Action onClick={draft.undoMerge}>Undo merge</Action>
        </Line>
      )
    case 'stale':
      return <Stale draft={draft} noun={noun} />
    case 'conflict':
      return <Conflict draft={draft} noun={noun} />
    case 'gone':
      return <Gone draft={draft} noun={noun} />
    case 'offline':
      return (
        <Line>
          {keptText(draft)} The server cannot be reached.
          <Action onClick={draft.save}>Retry</Action>
        </Line>
      )
    case 'error':
      return (
        <Line>
          {keptText(draft)} {whyNotSaved(draft.error)}
          <Action onClick={draft.save}>Retry</Action>
        </Line>
      )
  }
}

function Stale({ draft: { theirs, base, dirty, save }, noun }: StateProps) {
  if (theirs === null) {
    return null
  }
  return (
    <>
      <Line>
        {nameOf(theirs.by)} just changed this {noun}
        <When version={theirs} />
        <Action onClick={save}>{dirty ? 'Combine now' : 'Show'}</Action>
      </Line>
      <Side title="Their change" before={base?.value ?? ''} after={theirs.value} />
    </>
  )
}

function Conflict({ draft, noun }: StateProps) {
  const { theirs, base, draft: mine, resolve } = draft
  if (theirs === null) {
    return null
  }
  return (
    <section aria-label="Conflict" className={classes.conflict}>
      <Line>
        <strong>
          {nameOf(theirs.by)} changed this {noun} while you were typing. Nothing is lost: choose.
        </strong>
      </Line>
      <div className={classes.sides}>
        <Side
          title={`Theirs, by ${nameOf(theirs.by)}${theirs.at === undefined ? '' : `, ${ago(theirs.at)}`}`}
          before={base?.value ?? ''}
          after={theirs.value}
        />
        <Side title="Yours" before={base?.value ?? ''} after={mine ?? ''} />
      </div>
      <div className={classes.actions}>
        <Button size="compact-sm" onClick={() => resolve('mine')}>
          Keep mine
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => resolve('theirs')}>
          Take theirs
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => resolve({ value: bothTexts(theirs.value, mine ?? '') })}
        >
          Keep both
        </Button>
      </div>
    </section>
  )
}

function Gone({ draft, noun }: StateProps) {
  const { gone, dirty, beforeMerge, error, resolve, undoMerge } = draft
  return (
    <Line>
      This {noun} was deleted{gone?.by ? ` by ${nameOf(gone.by, 'someone else')}` : ''}
      {error !== null &&
        `. ${error instanceof OfflineError ? 'It is not known whether it was restored' : 'It was not restored'}: ${explain(error)}`}
      {dirty ? (
        <>
          <Action onClick={() => resolve('mine')}>Restore with my text</Action>
          <Action onClick={() => resolve('theirs')}>Drop</Action>
        </>
      ) : (
        beforeMerge !== null && <Action onClick={undoMerge}>Undo</Action>
      )}
    </Line>
  )
}

/** One side of a conflict, as a diff against the base. */
function Side({ title, before, after }: { title: string; before: string; after: string }) {
  return (
    <div className={classes.side}>
      <span className={classes.title}>{title}</span>
      <BlockDiff before={before} after={after} />
    </div>
  )
}

/** Words of both people, with the person's own times. */
function bothTexts(theirs: string, mine: string): string {
  const [theirCue, ownCue] = [cueOf(theirs), cueOf(mine)]
  return theirCue === null || ownCue === null ? both(theirs, mine) : withText(mine, both(theirCue.text, ownCue.text))
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

function possessive(name: string | null): string {
  return `${nameOf(name, 'someone else')}’s`
}
