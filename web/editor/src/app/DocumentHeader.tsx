import { type Ref, useMemo } from 'react'
import type { Connection } from '../api/changes.ts'
import { descriptionResource } from '../api/description.ts'
import { descriptionKey } from '../api/draftNames.ts'
import type { DocumentJson } from '../api/types.ts'
import { type Command, useShortcuts, withKeys } from '../components/shortcuts.tsx'
import { TitleField } from '../components/TitleField.tsx'
import { SummaryLine } from '../features/editing/SummaryLine.tsx'
import { UnsavedElsewhere } from '../features/unsaved/UnsavedWork.tsx'
import { leftIn, type Unsaved } from '../features/unsaved/useUnsaved.ts'
import type { Situation } from './commands/commands.ts'
import { DocumentMenu } from './DocumentMenu.tsx'
import classes from './DocumentPage.module.css'
import { PaletteButton } from './PaletteButton.tsx'
import { TopBar } from './TopBar.tsx'

const CONNECTIONS: Readonly<Record<Connection, string>> = {
  live: 'Live',
  reconnecting: 'Reconnecting…',
  offline: 'Offline',
}

export interface DocumentHeaderProps {
  readonly id: string
  /** Undefined while it loads. */
  readonly document: DocumentJson | undefined
  readonly connection: Connection
  readonly mayManage: boolean
  readonly situation: Situation
  readonly warnings: number
  readonly showsWarnings: boolean
  readonly titleRef: Ref<HTMLInputElement>
  /** Unsaved texts of all documents. */
  readonly unsaved: readonly Unsaved[]
  readonly onCommand: (command: Command) => unknown
}

/** Top bar of a document: its title, the state of the connection and of the drafts, its warnings and its menu. */
export function DocumentHeader(props: DocumentHeaderProps) {
  const { id, document, connection, mayManage, situation, titleRef, onCommand } = props
  const { warnings, showsWarnings, unsaved } = props
  const checks = useShortcuts()('checks')
  const resource = useMemo(() => descriptionResource(id), [id])
  return (
    <TopBar
      actions={
        <>
          <PaletteButton onOpen={() => onCommand('palette')} />
          <DocumentMenu document={document} situation={situation} onCommand={onCommand} />
        </>
      }
    >
      <h1 className="visually-hidden">{document?.title || 'Untitled'}</h1>
      <TitleField
        inputRef={titleRef}
        className={classes.title}
        queryKey={descriptionKey(id)}
        resource={resource}
        readOnly={!mayManage}
      />
      <span className={classes.connection} data-state={connection}>
        {CONNECTIONS[connection]}
      </span>
      <SummaryLine
        document={id}
        noun={situation.noun}
        left={leftIn(unsaved, id).length}
        onNext={() => onCommand('nextConflict')}
      />
      <UnsavedElsewhere document={id} unsaved={unsaved} />
      {warnings > 0 && (
        <button
          type="button"
          className={classes.checks}
          aria-expanded={showsWarnings}
          aria-keyshortcuts={checks.aria}
          title={withKeys('All warnings', checks)}
          onClick={() => onCommand('checks')}
        >
          {warnings} {warnings === 1 ? 'warning' : 'warnings'}
        </button>
      )}
    </TopBar>
  )
}
