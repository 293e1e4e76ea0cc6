import { Button } from '@mantine/core'
import type { ReactNode } from 'react'

/** Small button beside a line of words. A click leaves the focus where it is. */
export function Action({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button size="compact-xs" variant="light" onMouseDown={(event) => event.preventDefault()} onClick={onClick}>
      {children}
    </Button>
  )
}
