import type { Resource } from '@holdfast/client'
import { useDraft } from '@holdfast/client/react'
import { Button, Group, Text, TextInput } from '@mantine/core'

interface Titled {
  readonly title: string
}

export interface TitleFieldProps<T extends Titled> {
  readonly queryKey: readonly string[]
  readonly resource: Resource<T>
  readonly onSaved?: () => void
  readonly className?: string
  readonly readOnly?: boolean
}

/** A title that is renamed in place, conditionally: two people who rename at once are asked, not overwritten. */
export function TitleField<T extends Titled>(props: TitleFieldProps<T>) {
  const { queryKey, resource, onSaved, className, readOnly } = props
  const draft = useDraft<T>({ queryKey, resource, autosaveAfter: null, onSaved })
  const { theirs, status } = draft
  return (
    <div className={className}>
      <TextInput
        aria-label="Title"
        variant="unstyled"
        size="md"
        fw={600}
        value={draft.draft?.title ?? ''}
        placeholder="Untitled"
        readOnly={readOnly}
        onFocus={() => draft.hold(true)}
        onChange={({ currentTarget }) => draft.draft && draft.edit({ ...draft.draft, title: currentTarget.value })}
        onBlur={() => {
          draft.save()
          draft.hold(false)
        }}
        onKeyDown={({ key, currentTarget }) => {
          if (key === 'Enter') {
            currentTarget.blur()
          } else if (key === 'Escape') {
            draft.discard()
          }
        }}
      />
      {status === 'conflict' && theirs !== null && (
        <Group gap="xs" role="group" aria-label="Conflict">
          <Text size="sm">
            {theirs.by ?? 'Someone else'} renamed this to “{theirs.value.title}”. Your title is kept.
          </Text>
          <Button size="compact-sm" variant="light" onClick={() => draft.resolve('mine')}>
            Keep mine
          </Button>
          <Button size="compact-sm" variant="light" onClick={() => draft.resolve('theirs')}>
            Take theirs
          </Button>
        </Group>
      )}
      {(status === 'error' || status === 'offline') && (
        <Text size="sm" c="red">
          Not saved. {draft.error instanceof Error ? draft.error.message : ''}
        </Text>
      )}
    </div>
  )
}
