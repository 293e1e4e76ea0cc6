import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { type Command, useShortcuts } from './shortcuts.tsx'

export interface ActionProps {
  readonly onClick: () => void
  /** Command that does the same by its keys. */
  readonly command?: Command
  readonly children: ReactNode
}

/** Small button beside a line of words. A click leaves the focus where it is. */
export function Action({ onClick, command, children }: ActionProps) {
  const shortcuts = useShortcuts()
  return (
    <Button
      size="compact-xs"
      variant="light"
      aria-keyshortcuts={command && shortcuts(command).aria}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      {children}
    </Button>
  )
}
