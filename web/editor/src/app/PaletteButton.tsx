import { Button, Tooltip } from '@mantine/core'
import { CommandIcon } from '../components/icons.tsx'
import { useShortcuts, withKeys } from '../components/shortcuts.tsx'
import { labelOf } from './commands/commands.ts'
import classes from './TopBar.module.css'

const EVENTS = { hover: true, focus: true, touch: false }

/** Button that opens the list of all commands. On a narrow page it is an icon. */
export function PaletteButton({ onOpen }: { readonly onOpen: () => void }) {
  const shortcut = useShortcuts()('palette')
  const label = labelOf('palette', 'caption')
  return (
    <Tooltip label={withKeys(label, shortcut)} events={EVENTS}>
      <Button
        className={classes.palette}
        variant="subtle"
        color="gray"
        size="compact-md"
        aria-label={label}
        aria-haspopup="dialog"
        aria-keyshortcuts={shortcut.aria}
        leftSection={<CommandIcon />}
        onClick={onOpen}
      >
        <span className={classes.paletteName}>Commands</span>
      </Button>
    </Tooltip>
  )
}
