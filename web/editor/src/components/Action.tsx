import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

/** What can be done about a line of words beside it. The focus stays in the text that it is about. */
export function Action({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button size="compact-xs" variant="light" onMouseDown={(event) => event.preventDefault()} onClick={onClick}>
      {children}
    </Button>
  )
}
