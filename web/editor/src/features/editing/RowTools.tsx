import { Button } from '@mantine/core'
import { type Command, useShortcuts, withKeys } from '../../components/shortcuts.tsx'
import classes from './SegmentRow.module.css'

export interface RowToolsProps {
  readonly onCommand: (command: Command) => void
}

const TOOLS: readonly (readonly [Command, string, string, 'italic' | 'normal', number])[] = [
  ['italic', 'I', 'Italic', 'italic', 400],
  ['bold', 'B', 'Bold', 'normal', 700],
  ['speaker', '@', 'Speaker', 'normal', 400],
  ['balance', '⇌', 'Balance the lines', 'normal', 400],
]

/** Buttons of the current caption, for what is done often. They act on the marked words, and leave the cursor where it is. */
export function RowTools({ onCommand }: RowToolsProps) {
  const shortcuts = useShortcuts()
  return (
    <div className={classes.tools} role="toolbar" aria-label="Text tools">
      {TOOLS.map(([command, sign, label, fontStyle, fontWeight]) => (
        <Button
          key={command}
          size="compact-xs"
          variant="default"
          aria-label={label}
          aria-keyshortcuts={shortcuts(command).aria}
          title={withKeys(label, shortcuts(command))}
          style={{ fontStyle, fontWeight }}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onCommand(command)}
        >
          {sign}
        </Button>
      ))}
    </div>
  )
}
