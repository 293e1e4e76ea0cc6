import { ActionIcon, Menu } from '@mantine/core'
import { isDraftOf } from '../api/draftNames.ts'
import type { DocumentJson } from '../api/types.ts'
import { ExportItems } from '../components/ExportItems.tsx'
import { MoreIcon } from '../components/icons.tsx'
import { type Command, EDITS } from './commands/keys.ts'

export interface DocumentMenuProps {
  readonly document: DocumentJson | undefined
  /** A segment is selected. */
  readonly selected: boolean
  readonly isCaptions: boolean
  readonly readOnly: boolean
  readonly onCommand: (command: Command) => void
}

/** Menu of the commands and exports of a document. */
export function DocumentMenu({ document, selected, isCaptions, readOnly, onCommand }: DocumentMenuProps) {
  const item = (command: Command, label: string, enabled = true) =>
    (!readOnly || !EDITS.has(command)) && (
      <Menu.Item disabled={!enabled} onClick={() => onCommand(command)}>
        {label}
      </Menu.Item>
    )
  const noun = isCaptions ? 'caption' : 'paragraph'
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Document actions">
          <MoreIcon />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {item('insert', 'Insert below')}
        {isCaptions && item('split', 'Split at the cursor', selected)}
        {isCaptions && item('join', 'Join with the next', selected)}
        {item('delete', `Delete ${noun}`, selected)}
        {item('history', `History of ${noun}`, selected)}
        {isCaptions && item('checks', 'Warnings')}
        {item('find', readOnly ? 'Find' : 'Find and replace')}
        {isCaptions && item('shift', 'Shift times')}
        {item('undo', 'Undo')}
        <Menu.Divider />
        {document && <ExportItems exports={document.exports} isOwn={(name) => isDraftOf(document.id, name)} />}
        <Menu.Divider />
        {item('keys', 'Keyboard')}
      </Menu.Dropdown>
    </Menu>
  )
}
