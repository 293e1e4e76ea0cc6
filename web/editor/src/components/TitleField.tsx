import type { Resource } from '@holdfast/client'
import { type UseDraft, useDraft } from '@holdfast/client/react'
import { Group, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Action } from './Action.tsx'

interface Titled {
  readonly title: string
}

export interface TitleFieldProps<T extends Titled> {
  readonly queryKey: readonly string[]
  readonly resource: Resource<T>
  /** Says in words why it could not be saved, or read. */
  readonly explain: (error: unknown) => string
  readonly onSaved?: () => void
  /** The person is through with it: it is saved, put back, or left as it was. */
  readonly onDone?: () => void
  readonly autoFocus?: boolean
  readonly className?: string
  readonly readOnly?: boolean
}

const SETTLED: ReadonlySet<string> = new Set(['clean', 'saved', 'merged'])

/** A title that is renamed in place, conditionally: two people who rename at once are asked, not overwritten. */
export function TitleField<T extends Titled>(props: TitleFieldProps<T>) {
  const { queryKey, resource, explain, onSaved, onDone, autoFocus, className, readOnly } = props
  const draft = useDraft<T>({ queryKey, resource, autosaveAfter: null, onSaved })
  const [focused, setFocused] = useState(false)
  const done = !focused && SETTLED.has(draft.status)
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
          draft.save()
          draft.hold(false)
        }}
        onKeyDown={({ key, currentTarget, nativeEvent }) => {
          if (nativeEvent.isComposing) {
            return // the key belongs to the input method
          }
          if (key === 'Escape') {
            draft.discard()
          }
          if (key === 'Escape' || key === 'Enter') {
            currentTarget.blur()
          }
        }}
      />
      <State draft={draft} explain={explain} />
    </div>
  )
}

interface StateProps<T> {
  readonly draft: UseDraft<T>
  readonly explain: (error: unknown) => string
}

/** What there is to know and to do about a title beside the title itself. */
function State<T extends Titled>({ draft, explain }: StateProps<T>) {
  const { base, theirs, gone, beforeMerge, save, discard, resolve, undoMerge } = draft
  const mine = draft.draft?.title ?? ''
  const renamed = theirs?.value.title !== base?.value.title
  if (draft.draft === null) {
    return draft.readError && <Line urgent>{explain(draft.readError)}</Line>
  }
  if (theirs !== null && (renamed || draft.status === 'conflict') && draft.status !== 'saving') {
    const words = `${theirs.by || 'Someone else'} ${renamed ? `renamed this to “${theirs.value.title}”` : 'changed this'}`
    return draft.dirty ? (
      <Line urgent>
        {words} while you renamed it to “{mine}”. Your title is kept.
        <Action onClick={() => resolve({ value: { ...theirs.value, title: mine } })}>Keep mine</Action>
        <Action onClick={() => resolve('theirs')}>Take theirs</Action>
      </Line>
    ) : (
      <Line>{words} meanwhile.</Line>
    )
  }
  switch (draft.status) {
    case 'gone':
      return draft.dirty ? (
        <Line urgent>
          This was deleted{gone?.by ? ` by ${gone.by}` : ''}, so your title was not saved.
          <Action onClick={() => resolve('theirs')}>Drop it</Action>
        </Line>
      ) : null
    case 'error':
    case 'offline':
      return (
        <Line urgent>
          Not saved, your title is kept on this computer. {explain(draft.error)}
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
    case 'clean':
      return beforeMerge === null || beforeMerge.title === mine ? null : (
        <Line>
          Your title “{beforeMerge.title}” was put aside.
          <Action onClick={undoMerge}>Undo</Action>
        </Line>
      )
    default:
      return null
  }
}

function Line({ urgent, children }: { urgent?: boolean; children: ReactNode }) {
  return (
    <Group gap="xs" fz="sm" role={urgent ? 'alert' : 'status'}>
      {children}
    </Group>
  )
}
