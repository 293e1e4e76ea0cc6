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
import { both } from '../../cue/words.ts'
import classes from './StatePanel.module.css'

/** How a segment's saving stands, in words, and what can be done about it. */
export function StatePanel({ draft, id }: { draft: UseDraft<string>; id: string }) {
  return (
    <div id={`state-${id}`} className={classes.panel} data-status={draft.status}>
      {draft.recovered && draft.status !== 'gone' && (
        <Line>
          Your unsaved text from an earlier visit is back.
          {draft.status === 'editing' && <Action onClick={draft.save}>Save</Action>}
          <Action onClick={draft.discard}>Discard</Action>
        </Line>
      )}
      <State draft={draft} />
      {draft.dirty && !draft.kept && (
        <Line>This could not be kept on this computer: keep this page open until it is saved.</Line>
      )}
    </div>
  )
}

function State({ draft }: { draft: UseDraft<string> }) {
  switch (draft.status) {
    case 'clean':
      return draft.beforeMerge === null ? null : (
        <Line>
          Your text was put aside.
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
      return <Stale draft={draft} />
    case 'conflict':
      return <Conflict draft={draft} />
    case 'gone':
      return <Gone draft={draft} />
    case 'offline':
      return (
        <Line>
          {whereKept(draft)} The server cannot be reached.
          <Action onClick={draft.save}>Retry</Action>
        </Line>
      )
    case 'error':
      return (
        <Line>
          {whereKept(draft)} {whyNotSaved(draft.error)}
          <Action onClick={draft.save}>Retry</Action>
        </Line>
      )
  }
}

function Stale({ draft: { theirs, base, dirty, save } }: { draft: UseDraft<string> }) {
  if (theirs === null) {
    return null
  }
  return (
    <>
      <Line>
        {nameOf(theirs.by)} changed this{dirty ? ' while you type' : ''}
        <When version={theirs} />
        <Action onClick={save}>{dirty ? 'Save and merge' : 'Show'}</Action>
      </Line>
      <Side title="Their change" before={base?.value ?? ''} after={theirs.value} />
    </>
  )
}

function Conflict({ draft }: { draft: UseDraft<string> }) {
  const { theirs, base, draft: mine, resolve } = draft
  if (theirs === null) {
    return null
  }
  return (
    <section aria-label="Conflict" className={classes.conflict}>
      <Line>
        <strong>Someone else edited this segment. Your text is kept.</strong>
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
          Use both
        </Button>
      </div>
    </section>
  )
}

function Gone({ draft }: { draft: UseDraft<string> }) {
  const { gone, dirty, beforeMerge, error, resolve, undoMerge } = draft
  return (
    <Line>
      This segment was deleted{gone?.by ? ` by ${nameOf(gone.by, 'someone else')}` : ''}
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

/** One side of a difference. */
function Side({ title, before, after }: { title: string; before: string; after: string }) {
  return (
    <div className={classes.side}>
      <span className={classes.title}>{title}</span>
      <BlockDiff before={before} after={after} />
    </div>
  )
}

/** Both people's words, with the person's own times. */
function bothTexts(theirs: string, mine: string): string {
  const [hers, own] = [cueOf(theirs), cueOf(mine)]
  return hers === null || own === null ? both(theirs, mine) : withText(mine, both(hers.text, own.text))
}

function Line({ children }: { children: ReactNode }) {
  return <p className={classes.line}>{children}</p>
}

function When({ version }: { version: Versioned<string> }) {
  return version.at === undefined ? null : <span className={classes.when}>{ago(version.at)}</span>
}

function whereKept({ kept }: UseDraft<string>): string {
  return kept ? 'Kept on this computer.' : 'Not saved.'
}

function possessive(name: string | null): string {
  return `${nameOf(name, 'someone else')}’s`
}
