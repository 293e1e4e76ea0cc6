import type { Resource, Versioned } from '@holdfast/client'
import { type UseDraft, useDraft, useDrafts } from '@holdfast/client/react'
import { Group, TextInput } from '@mantine/core'
import { hashKey, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { Action } from './Action.tsx'
import { offerUndo, reportRefusal } from './notices.tsx'
import { PersonName } from './PersonName.tsx'
import { whyNotSaved } from './problem.ts'
import { saveRecovered, takeBack } from './recovered.ts'

interface Titled {
  readonly title: string
}

export interface TitleFieldProps<T extends Titled> {
  readonly queryKey: readonly string[]
  readonly resource: Resource<T>
  readonly onSaved?: () => void
  /** Called when the title is saved, restored, or left as it was. */
  readonly onDone?: () => void
  /** The input element, so that a command can focus it. */
  readonly inputRef?: Ref<HTMLInputElement>
  readonly autoFocus?: boolean
  readonly className?: string
  readonly readOnly?: boolean
}

const SETTLED: ReadonlySet<string> = new Set(['clean', 'saved', 'merged'])

/** Title that is edited in place, with a precondition: two people who rename at once get a conflict. */
export function TitleField<T extends Titled>(props: TitleFieldProps<T>) {
  const { queryKey, resource, onSaved, onDone, inputRef, autoFocus, className, readOnly } = props
  const draft = useDraft<T>({ queryKey, resource, autosaveAfter: null, onSaved })
  useRecovered(queryKey, draft, readOnly !== true)
  const [focused, setFocused] = useState(false)
  const settled = SETTLED.has(draft.status)
  const done = !focused && settled && replacedTitle(draft) === null
  const before = useRef(done)
  useEffect(() => {
    if (done && !before.current) {
      onDone?.()
    }
    before.current = done
  }, [done, onDone])

  return (
    <div className={className}>
      <TextInput
        ref={inputRef}
        aria-label="Title"
        variant="unstyled"
        size="md"
        fw={600}
        value={draft.draft?.title ?? ''}
        placeholder="Untitled"
        autoFocus={autoFocus}
        readOnly={readOnly || draft.draft === null}
        onFocus={({ currentTarget }) => {
          setFocused(true)
          draft.hold(true)
          if (autoFocus) {
            currentTarget.select()
          }
        }}
        onChange={({ currentTarget }) => draft.draft && draft.edit({ ...draft.draft, title: currentTarget.value })}
        onBlur={() => {
          setFocused(false)
          draft.saveTouched()
          draft.hold(false)
        }}
        onKeyDown={({ key, currentTarget, nativeEvent }) => {
          if (nativeEvent.isComposing) {
            return // the key belongs to the input method
          }
          if (key !== 'Escape' && key !== 'Enter') {
            return
          }
          key === 'Escape' ? draft.discard() : draft.save()
          currentTarget.blur()
          if (settled) {
            onDone?.()
          }
        }}
      />
      <State draft={draft} onDone={onDone} />
    </div>
  )
}

/** Saves a title that an earlier visit left, if its base is the current version, and offers to take it back. */
function useRecovered<T extends Titled>(queryKey: readonly string[], draft: UseDraft<T>, mayWrite: boolean): void {
  const queries = useQueryClient()
  const drafts = useDrafts()
  const name = hashKey(queryKey)
  const isCurrent = queries.getQueryData<Versioned<T>>(queryKey)?.etag === draft.base?.etag
  const isDue = mayWrite && draft.recovered && draft.status === 'editing' && isCurrent

  useEffect(() => {
    const recovered = isDue ? drafts.peek<T>(name) : undefined
    if (recovered === undefined) {
      return
    }
    void saveRecovered(recovered, () => false).then((saved) => {
      if (saved !== null) {
        offerUndo({
          id: `recovered-title-${name}`,
          words: 'Your unsaved title from an earlier visit was saved.',
          onUndo: () => takeBack(saved) || reportRefusal('The title was changed since, so it was left as it is.'),
        })
      }
    })
  }, [isDue, drafts, name])
}

interface StateProps<T> {
  readonly draft: UseDraft<T>
  readonly onDone?: () => void
}

/** The person's title that another one replaced, while it can be restored. */
function replacedTitle<T extends Titled>({ status, dirty, draft, beforeMerge }: UseDraft<T>): string | null {
  const decided = status === 'clean' || (status === 'gone' && !dirty)
  return decided && beforeMerge !== null && beforeMerge.title !== draft?.title ? beforeMerge.title : null
}

/** State of the title's save, with its actions. */
function State<T extends Titled>({ draft, onDone }: StateProps<T>) {
  const { base, theirs, gone, save, discard, resolve, undoMerge } = draft
  const before = replacedTitle(draft)
  const mine = draft.draft?.title ?? ''
  const renamed = theirs?.value.title !== base?.value.title
  if (draft.draft === null) {
    return draft.readError && <Line>{whyNotSaved(draft.readError)}</Line>
  }
  if (theirs !== null && (renamed || draft.status === 'conflict') && draft.status !== 'saving') {
    const words = (
      <>
        {theirs.by ? <PersonName name={theirs.by} verified={theirs.verified} /> : 'Someone else'}{' '}
        {renamed ? `renamed this to “${theirs.value.title}”` : 'changed this'}
      </>
    )
    return draft.dirty ? (
      <Line urgent={draft.status === 'conflict'}>
        <span>
          {words} while you renamed it to “{mine}”. Your title is kept.
        </span>
        <Action onClick={() => resolve({ value: { ...theirs.value, title: mine } })}>Keep mine</Action>
        <Action onClick={() => resolve('theirs')}>Take theirs</Action>
      </Line>
    ) : (
      <Line>
        <span>{words} meanwhile.</span>
      </Line>
    )
  }
  if (before !== null) {
    return (
      <Line>
        Your title “{before}” was replaced.
        <Action onClick={undoMerge}>Undo</Action>
        {onDone && <Action onClick={onDone}>Close</Action>}
      </Line>
    )
  }
  switch (draft.status) {
    case 'gone':
      return draft.dirty ? (
        <Line>
          <span>
            This was deleted
            {gone?.by && (
              <>
                {' by '}
                <PersonName name={gone.by} verified={gone.verified} />
              </>
            )}
            , so your title was not saved.
          </span>
          <Action onClick={() => resolve('theirs')}>Drop it</Action>
        </Line>
      ) : null
    case 'error':
    case 'offline':
      return (
        <Line>
          {draft.kept
            ? 'Not saved, your title is kept on this computer.'
            : 'Not saved. Keep this page open until it is.'}{' '}
          {whyNotSaved(draft.error)}
          <Action onClick={save}>Retry</Action>
        </Line>
      )
    case 'editing':
    case 'stale':
      return draft.recovered ? (
        <Line>
          Your unsaved title from an earlier visit is back.
          <Action onClick={save}>Save</Action>
          <Action onClick={discard}>Discard</Action>
        </Line>
      ) : null
    default:
      return null
  }
}

function Line({ urgent, children }: { urgent?: boolean; children: ReactNode }) {
  const role = urgent ? 'alert' : 'status'
  // A new element where it becomes urgent: a screen reader ignores one that only changes its role.
  return (
    <Group key={role} gap="xs" fz="sm" role={role}>
      {children}
    </Group>
  )
}
