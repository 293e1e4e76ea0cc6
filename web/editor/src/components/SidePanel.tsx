import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ClosePanel } from './ClosePanel.tsx'
import classes from './SidePanel.module.css'

export interface SidePanelProps {
  readonly title: string
  /** Accessible name, where the title alone is not clear. */
  readonly label?: string
  readonly closeLabel: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Panel beside the list, or below it on a narrow page. */
export function SidePanel({ title, label = title, closeLabel, onClose, children }: SidePanelProps) {
  return (
    <aside className={classes.panel} aria-label={label}>
      <div className={classes.head}>
        <Text component="h2" fw={600}>
          {title}
        </Text>
        <ClosePanel label={closeLabel} onClose={onClose} />
      </div>
      {children}
    </aside>
  )
}
