import { ActionIcon, Menu } from '@mantine/core'
import { Suspense, useState } from 'react'
import { isDraftOf } from '../api/draftNames.ts'
import { lossesOf } from '../api/exports.ts'
import type { DocumentJson } from '../api/types.ts'
import { ExportItems } from '../components/ExportItems.tsx'
import { MoreIcon } from '../components/icons.tsx'
import { type Command, ShortcutHint, useShortcuts } from '../components/shortcuts.tsx'
import { labelOf, READ_ONLY, type Situation, unavailable } from './commands/commands.ts'
import { ReturnDialog } from './commands/later.tsx'
import classes from './DocumentPage.module.css'

export interface DocumentMenuProps {
  readonly document: DocumentJson | undefined
  readonly situation: Situation
  readonly onCommand: (command: Command) => void
}

/** Menu of the commands and exports of a document. */
export function DocumentMenu({ document, situation, onCommand }: DocumentMenuProps) {
  const shortcuts = useShortcuts()
  const { isCaptions, readOnly, noun } = situation
  const [returns, setReturns] = useState(false)
  const item = (command: Command, label = labelOf(command, noun)) => {
    const why = unavailable(command, situation)
    return (
      why !== READ_ONLY && (
        <Menu.Item
          disabled={why !== null}
          title={why ?? undefined}
          aria-keyshortcuts={shortcuts(command).aria}
          rightSection={<ShortcutHint command={command} />}
          onClick={() => onCommand(command)}
        >
          {label}
        </Menu.Item>
      )
    )
  }
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false} withinPortal={false} menuItemTabIndex={0}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Document actions">
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {item('palette')}
        <Menu.Divider />
        {item('insert')}
        {isCaptions && item('insertAtPlayhead')}
        {isCaptions && item('split')}
        {isCaptions && item('join')}
        {item('delete')}
        {item('history')}
        {isCaptions && item('checks')}
        {item('find', readOnly ? 'Find' : undefined)}
        {isCaptions && item('shift')}
        {isCaptions && item('closeGaps')}
        {item('undo')}
        {item('redo')}
        {!readOnly && item('steps')}
        <Menu.Divider />
        {document && (
          <ExportItems exports={document.exports} lossesOf={lossesOf} isOwn={(name) => isDraftOf(document.id, name)} />
        )}
        {document && !readOnly && <Menu.Item onClick={() => setReturns(true)}>Bring back a corrected file…</Menu.Item>}
        <Menu.Divider />
        {item('keys')}
      </Menu.Dropdown>
      {returns && document && (
        <Suspense>
          <ReturnDialog document={document.id} noun={noun} onClose={() => setReturns(false)} />
        </Suspense>
      )}
    </Menu>
  )
}
