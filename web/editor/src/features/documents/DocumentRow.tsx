import type { Versioned } from '@holdfast/client'
import { ActionIcon, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type Description, descriptionResource, versionedDescription } from '../../api/description.ts'
import { deleteDocument, restoreDocument } from '../../api/documents.ts'
import { descriptionKey, isDraftOf } from '../../api/draftNames.ts'
import { lossesOf } from '../../api/exports.ts'
import type { DocumentJson } from '../../api/types.ts'
import { ago } from '../../components/ago.ts'
import { ExportItems } from '../../components/ExportItems.tsx'
import { MoreIcon } from '../../components/icons.tsx'
import { offerUndo, reportError } from '../../components/notices.tsx'
import { PersonName } from '../../components/PersonName.tsx'
import { TitleField } from '../../components/TitleField.tsx'
import classes from './DocumentsPage.module.css'

const KINDS: Readonly<Record<string, string>> = {
  'text/vtt': 'Captions',
  'text/plain': 'Text',
  'text/markdown': 'Markdown',
  'application/json': 'JSON',
}

export interface DocumentRowProps {
  readonly document: DocumentJson
  readonly hasUnsavedTitle: boolean
  readonly mayManage: boolean
  readonly onOpen: (id: string) => void
  readonly onChanged: () => void
}

/** Row of one document in the list, whose title is renamed in place. */
export function DocumentRow({ document, hasUnsavedTitle, mayManage, onOpen, onChanged }: DocumentRowProps) {
  const [editing, setEditing] = useState(false)
  const [renames, setRenames] = useState(0)
  const client = useQueryClient()
  const { id, title, mediaType, language, updatedAt, updatedBy, updatedByVerified } = document
  const resource = useMemo(() => descriptionResource(id), [id])
  const name = title || 'Untitled'

  if (hasUnsavedTitle && !editing) {
    setEditing(true) // until the person is done, also after the title is saved
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
      offerUndo({
        id: `deleted-${id}`,
        words: `“${name}” was deleted.`,
        onUndo: () => void restoreDocument(id, tombstone).then(onChanged, reportError),
      })
    } catch (error) {
      reportError(error)
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
          <span className={classes.title}>{name}</span>
          <span className={classes.facts}>
            {[KINDS[mediaType] ?? mediaType, language].filter(Boolean).map((fact) => `${fact} · `)}
            <PersonName name={updatedBy} verified={updatedByVerified} />, {ago(updatedAt)}
          </span>
        </a>
      )}
      <Menu position="bottom-end" withinPortal returnFocus={!editing}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Actions for ${name}`}>
            <MoreIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onOpen(id)}>Open</Menu.Item>
          {mayManage && <Menu.Item onClick={rename}>Rename</Menu.Item>}
          <ExportItems exports={document.exports} lossesOf={lossesOf} isOwn={(draft) => isDraftOf(id, draft)} />
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
