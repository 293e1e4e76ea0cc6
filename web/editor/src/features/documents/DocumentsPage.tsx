import type { Versioned } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { ActionIcon, Button, Group, Loader, Menu, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { type DragEvent, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import {
  type Description,
  deleteDocument,
  descriptionResource,
  exportsOf,
  importFile,
  listDocuments,
  restoreDocument,
  versionedDescription,
} from '../../api/documents.ts'
import { descriptionKey, titleDraftName } from '../../api/draftNames.ts'
import type { DocumentJson } from '../../api/types.ts'
import { ago } from '../../components/ago.ts'
import { announce } from '../../components/announce.tsx'
import { MoreIcon } from '../../components/icons.tsx'
import { report } from '../../components/notices.tsx'
import { explain } from '../../components/problem.ts'
import { TitleField } from '../../components/TitleField.tsx'
import { CreateDialog } from './CreateDialog.tsx'
import classes from './DocumentsPage.module.css'

const KINDS: Readonly<Record<string, string>> = {
  'text/vtt': 'Captions',
  'text/plain': 'Text',
  'text/markdown': 'Markdown',
  'application/json': 'JSON',
}

export interface DocumentsPageProps {
  readonly mayEdit: boolean
  /** Whether the person may create, import, rename and delete. */
  readonly mayManage: boolean
  readonly onOpen: (id: string) => void
}

/** All documents: found, opened, brought in, renamed, exported, deleted. */
export function DocumentsPage({ mayEdit, mayManage, onOpen }: DocumentsPageProps) {
  const [search, setSearch] = useState('')
  const [titlePart] = useDebouncedValue(search, 200)
  const [creating, setCreating] = useState(false)
  const [failures, setFailures] = useState<readonly { name: string; reason: string }[]>([])
  const [dropping, setDropping] = useState(false)
  const [progress, setProgress] = useState('')
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
  const waiting = useWaitingTitles(documents.map(({ id }) => id))

  async function bringIn(files: readonly File[]) {
    const failed: { name: string; reason: string }[] = []
    const imported: DocumentJson[] = []
    for (const [index, file] of files.entries()) {
      setProgress(`Importing ${index + 1} of ${files.length}: ${file.name}`)
      try {
        imported.push(await importFile(file))
      } catch (error) {
        failed.push({ name: file.name, reason: explain(error) })
      }
    }
    setProgress('')
    setFailures(failed)
    await changed()
    announce(`${imported.length} imported${failed.length > 0 ? `, ${failed.length} not` : ''}`)
    const [only] = imported
    if (only !== undefined && imported.length === 1 && failed.length === 0) {
      onOpen(only.id)
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault()
    setDropping(false)
    if (mayManage) {
      void bringIn([...event.dataTransfer.files])
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
            You may {mayEdit ? 'read and edit' : 'read'} these documents. New ones come from an administrator.
          </Text>
        )}
      </Group>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        accept=".vtt,.srt,.txt,.md,.json"
        onChange={({ currentTarget }) => {
          void bringIn([...(currentTarget.files ?? [])])
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
      {failures.length > 0 && (
        <div className={classes.failures} role="alert">
          {failures.map(({ name, reason }) => (
            <Text key={name} size="sm">
              <strong>{name}</strong> was not imported. {reason}
            </Text>
          ))}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setFailures([])}>
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
            <Text c="dimmed">Drop a .vtt or .srt file anywhere on this page, or start a new document.</Text>
          )}
        </div>
      )}
      <ul className={classes.list}>
        {documents.map((document) => (
          <Row
            key={document.id}
            document={document}
            waits={mayManage && waiting.has(document.id)}
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

interface RowProps {
  readonly document: DocumentJson
  /** Whether a title for it waits to be saved. */
  readonly waits: boolean
  readonly mayManage: boolean
  readonly onOpen: (id: string) => void
  readonly onChanged: () => void
}

function Row({ document, waits, mayManage, onOpen, onChanged }: RowProps) {
  const [editing, setEditing] = useState(false)
  const [renames, setRenames] = useState(0)
  const client = useQueryClient()
  const { id, title, mediaType, language, updatedAt, updatedBy } = document
  const resource = useMemo(() => descriptionResource(id), [id])

  if (waits && !editing) {
    setEditing(true) // and until the person is through with it, not only as long as it waits
  }

  function rename() {
    client.setQueryData<Versioned<Description>>(descriptionKey(id), (known) =>
      known?.version !== undefined && known.version >= document.version ? known : versionedDescription(document),
    )
    setEditing(true)
    setRenames(renames + 1)
  }

  async function remove() {
    try {
      const tombstone = await deleteDocument(document)
      onChanged()
      const notice = `deleted-${id}`
      notifications.show({
        id: notice,
        autoClose: 15_000,
        message: (
          <Group justify="space-between">
            <Text size="sm">“{title || 'Untitled'}” was deleted.</Text>
            <Button
              size="compact-sm"
              variant="light"
              onClick={() => {
                notifications.hide(notice)
                void restoreDocument(id, tombstone).then(onChanged, report)
              }}
            >
              Undo
            </Button>
          </Group>
        ),
      })
    } catch (error) {
      report(error)
      onChanged()
    }
  }

  return (
    <li className={classes.row}>
      {editing ? (
        <TitleField
          key={renames}
          className={classes.open}
          queryKey={descriptionKey(id)}
          resource={resource}
          autoFocus={renames > 0}
          onSaved={onChanged}
          onDone={() => {
            setEditing(false)
            setRenames(0)
          }}
        />
      ) : (
        <a className={classes.open} href={`#/documents/${encodeURIComponent(id)}`}>
          <span className={classes.title}>{title || 'Untitled'}</span>
          <span className={classes.facts}>
            {[KINDS[mediaType] ?? mediaType, language, `${updatedBy}, ${ago(updatedAt)}`].filter(Boolean).join(' · ')}
          </span>
        </a>
      )}
      <Menu position="bottom-end" withinPortal returnFocus={!editing}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Actions for ${title || 'Untitled'}`}>
            <MoreIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onOpen(id)}>Open</Menu.Item>
          {mayManage && <Menu.Item onClick={rename}>Rename</Menu.Item>}
          {exportsOf(document).map(({ name, url }) => (
            <Menu.Item key={name} component="a" href={url} download>
              Export {name}
            </Menu.Item>
          ))}
          {mayManage && (
            <>
              <Menu.Divider />
              <Menu.Item color="red" onClick={() => void remove()}>
                Delete
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}

/** The documents whose title was typed, here or on an earlier visit, and is not saved. */
function useWaitingTitles(ids: readonly string[]): ReadonlySet<string> {
  const drafts = useDrafts()
  const listed = ids.join('\n')

  useEffect(() => {
    void drafts.keeper.names().then((names) => {
      for (const id of listed.split('\n').filter((id) => names.includes(titleDraftName(id)))) {
        drafts.get(titleDraftName(id), { resource: descriptionResource(id), autosaveAfter: null })
      }
    })
  }, [drafts, listed])

  const waiting = useSyncExternalStore(drafts.subscribe, () =>
    ids.filter((id) => drafts.peek(titleDraftName(id))?.snapshot().dirty).join('\n'),
  )
  return new Set(waiting.split('\n'))
}
