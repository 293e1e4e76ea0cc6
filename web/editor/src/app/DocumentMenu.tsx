import { ActionIcon, Menu } from '@mantine/core'
import { exportsOf } from '../api/documents.ts'
import type { DocumentJson } from '../api/types.ts'
import { MoreIcon } from '../components/icons.tsx'
import { type Command, EDITS } from './keys.ts'

export interface DocumentMenuProps {
  readonly document: DocumentJson | undefined
  /** Whether the person is in a segment. */
  readonly selected: boolean
  readonly isCaptions: boolean
  readonly readOnly: boolean
  readonly onCommand: (command: Command) => void
}

/** What can be done that has no place of its own on the page. */
export function DocumentMenu({ document, selected, isCaptions, readOnly, onCommand }: DocumentMenuProps) {
  const item = (command: Command, label: string, enabled = true) =>
    (!readOnly || !EDITS.has(command)) && (
      <Menu.Item disabled={!enabled} onClick={() => onCommand(command)}>
        {label}
      </Menu.Item>
    )
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
        {item('delete', 'Delete segment', selected)}
        {item('history', 'History of segment', selected)}
        {isCaptions && item('checks', 'Worth a look')}
        {item('find', readOnly ? 'Find' : 'Find and replace')}
        {isCaptions && item('shift', 'Shift times')}
        {item('undo', 'Undo')}
        <Menu.Divider />
        {(document === undefined ? [] : exportsOf(document)).map(({ name, url }) => (
          <Menu.Item key={name} component="a" href={url} download>
            Export {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {item('keys', 'Keyboard')}
      </Menu.Dropdown>
    </Menu>
  )
}
