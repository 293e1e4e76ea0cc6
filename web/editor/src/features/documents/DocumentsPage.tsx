import { Button, Group, Loader, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { IMPORTED_EXTENSIONS, listDocuments } from '../../api/documents.ts'
import { explain } from '../../components/problem.ts'
import { CreateDialog } from './CreateDialog.tsx'
import { DocumentRow } from './DocumentRow.tsx'
import classes from './DocumentsPage.module.css'
import { useImport } from './useImport.ts'
import { useUnsavedTitles } from './useUnsavedTitles.ts'

export interface DocumentsPageProps {
  readonly mayEdit: boolean
  /** The person may create, import, rename and delete documents. */
  readonly mayManage: boolean
  readonly onOpen: (id: string) => void
  /** Shown above the list. */
  readonly notice?: ReactNode
}

/** Page of all documents: search, import, create, rename, export, delete. */
export function DocumentsPage({ mayEdit, mayManage, onOpen, notice }: DocumentsPageProps) {
  const [search, setSearch] = useState('')
  const [titlePart] = useDebouncedValue(search, 200)
  const [creating, setCreating] = useState(false)
  const [dropping, setDropping] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const client = useQueryClient()
  const changed = () => client.invalidateQueries({ queryKey: ['documents'] })

  const found = useInfiniteQuery({
    queryKey: ['documents', titlePart],
    queryFn: ({ pageParam, signal }) => listDocuments(titlePart, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  })
  const documents = found.data?.pages.flatMap((page) => page.documents) ?? []
  const unsavedTitles = useUnsavedTitles(documents.map(({ id }) => id))

  const { importFiles, failures, losses, progress, dismiss, dismissLosses } = useImport({ onChanged: changed, onOpen })

  function drop(event: DragEvent) {
    event.preventDefault()
    setDropping(false)
    if (mayManage) {
      void importFiles([...event.dataTransfer.files])
    }
  }

  return (
    <main
      className={classes.page}
      data-dropping={dropping || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setDropping(mayManage)
      }}
      onDragLeave={() => setDropping(false)}
      onDrop={drop}
    >
      <Group justify="space-between" align="end" mb="lg">
        <Title order={1} size="h2">
          Documents
        </Title>
        {mayManage ? (
          <Group gap="xs">
            <Button variant="default" loading={progress !== ''} onClick={() => picker.current?.click()}>
              Import…
            </Button>
            <Button onClick={() => setCreating(true)}>New document</Button>
          </Group>
        ) : (
          <Text size="sm" c="dimmed">
            You can {mayEdit ? 'read and edit' : 'read'} these documents. New ones come from an administrator.
          </Text>
        )}
      </Group>
      {notice}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        accept={IMPORTED_EXTENSIONS.join(',')}
        onChange={({ currentTarget }) => {
          void importFiles([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
      <TextInput
        type="search"
        aria-label="Search titles"
        placeholder="Search titles"
        value={search}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
      />
      {progress !== '' && (
        <Text size="sm" c="dimmed" mt="sm" role="status">
          {progress}
        </Text>
      )}
      {losses.length > 0 && (
        <div className={classes.failures} role="status">
          {losses.map(({ id, name, dropped }) => (
            <Text key={id} size="sm">
              <strong>{name}</strong> was imported without what captions here cannot hold: {dropped}.
            </Text>
          ))}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={dismissLosses}>
            Dismiss
          </Button>
        </div>
      )}
      {failures.length > 0 && (
        <div className={classes.failures} role="alert">
          {failures.map(({ name, reason }) => (
            <Text key={name} size="sm">
              <strong>{name}</strong> was not imported. {reason}
            </Text>
          ))}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={dismiss}>
            Dismiss
          </Button>
        </div>
      )}
      {found.isPending && <Loader mt="xl" aria-label="Loading" />}
      {found.isError && (
        <Group mt="xl">
          <Text>{explain(found.error)}</Text>
          <Button size="compact-sm" variant="light" onClick={() => found.refetch()}>
            Try again
          </Button>
        </Group>
      )}
      {found.isSuccess && documents.length === 0 && (
        <div className={classes.empty}>
          <Text fw={600}>{titlePart === '' ? 'Nothing here yet' : `No title contains “${titlePart}”`}</Text>
          {titlePart === '' && mayManage && (
            <Text c="dimmed">Drop a captions file anywhere on this page, or start a new document.</Text>
          )}
        </div>
      )}
      <ul className={classes.list}>
        {documents.map((document) => (
          <DocumentRow
            key={document.id}
            document={document}
            hasUnsavedTitle={mayManage && unsavedTitles.has(document.id)}
            mayManage={mayManage}
            onOpen={onOpen}
            onChanged={changed}
          />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button variant="default" loading={found.isFetchingNextPage} onClick={() => found.fetchNextPage()}>
          Show more
        </Button>
      )}
      {dropping && <div className={classes.curtain}>Drop to import</div>}
      <CreateDialog
        opened={creating}
        onClose={() => setCreating(false)}
        onCreated={(id) => {
          void changed()
          onOpen(id)
        }}
      />
    </main>
  )
}
