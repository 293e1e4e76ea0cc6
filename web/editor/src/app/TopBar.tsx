import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import type { ReactNode } from 'react'
import { MoonIcon, SunIcon } from '../components/icons.tsx'
import { PersonButton } from './PersonButton.tsx'
import { hashOf } from './route.ts'
import classes from './TopBar.module.css'

/** Bar on top of every page. */
export function TopBar({ children, actions }: { children?: ReactNode; actions?: ReactNode }) {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <header className={classes.bar}>
      <a className={classes.brand} href={hashOf({ page: 'documents' })} aria-label="All documents">
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <rect width="32" height="32" rx="8" fill="#0b7285" />
          <path d="M10 8v16M22 8v16M10 16h12" stroke="#fff" strokeWidth="3.5" strokeLinecap="round" />
        </svg>
        {children === undefined && <span>Holdfast</span>}
      </a>
      <div className={classes.middle}>{children}</div>
      <div className={classes.actions}>
        {actions}
        <PersonButton />
        <Tooltip label={`Switch to ${other}`}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Switch to ${other}`}
            onClick={() => setColorScheme(other)}
          >
            {scheme === 'dark' ? <SunIcon /> : <MoonIcon />}
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  )
}
