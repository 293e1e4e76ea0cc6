import { Button, Select, Text } from '@mantine/core'
import { useState } from 'react'
import type { Finding } from '../../api/checks.ts'
import type { SegmentJson } from '../../api/types.ts'
import { SidePanel } from '../../components/SidePanel.tsx'
import { cueOf } from '../../cue/block.ts'
import { inWords, PROFILES } from '../../cue/checks.ts'
import { formatTime } from '../../cue/time.ts'
import classes from './ChecksPanel.module.css'

export interface ChecksPanelProps {
  readonly rows: readonly SegmentJson[]
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null
  readonly profile: string
  readonly onProfile: (name: string) => void
  readonly onGo: (id: string) => void
  readonly onClose: () => void
}

const PAGE = 100

/** Panel of all warnings about a document, each a link to its caption. */
export function ChecksPanel({ rows, findings, profile, onProfile, onGo, onClose }: ChecksPanelProps) {
  const [shown, setShown] = useState(PAGE)
  const found = rows.flatMap((row) => {
    const checks = findings?.get(row.id)
    return checks === undefined ? [] : [{ row, checks }]
  })
  return (
    <SidePanel title="Warnings" closeLabel="Close the warnings" onClose={onClose}>
      <Select
        size="xs"
        label="Captions are for"
        data={PROFILES.map(({ name, label, charactersPerSecond }) => ({
          value: name,
          label: `${label}, ${charactersPerSecond} characters per second`,
        }))}
        value={profile}
        allowDeselect={false}
        onChange={(name) => name !== null && onProfile(name)}
      />
      {findings !== null && found.length === 0 && (
        <Text size="sm" c="dimmed" mt="md">
          No warnings. All captions are within the limits.
        </Text>
      )}
      <ol className={classes.list}>
        {found.slice(0, shown).map(({ row, checks }) => (
          <li key={row.id}>
            <button type="button" className={classes.cue} onClick={() => onGo(row.id)}>
              <span className={classes.time}>{timeOf(row)}</span>
              {checks.map((check) => (
                <span key={`${check.rule}${check.message}`}>{inWords(check)}</span>
              ))}
            </button>
          </li>
        ))}
      </ol>
      {found.length > shown && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + PAGE)}>
          Show more
        </Button>
      )}
    </SidePanel>
  )
}

function timeOf({ kind, content }: SegmentJson): string {
  const cue = cueOf(content)
  return cue === null ? kind : formatTime(cue.start)
}
