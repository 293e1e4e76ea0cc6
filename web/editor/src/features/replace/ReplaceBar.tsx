import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import { ClosePanel } from '../../components/ClosePanel.tsx'
import { useShortcuts } from '../../components/shortcuts.tsx'
import { counted, type Noun } from '../../cue/noun.ts'
import { find, replaced, type Text } from './find.ts'
import classes from './ReplaceBar.module.css'

export interface ReplaceBarProps {
  readonly texts: readonly Text[]
  readonly noun: Noun
  readonly readOnly?: boolean
  readonly onShow: (id: string) => void
  readonly onReplace: (id: string, change: (content: string) => string) => void
  readonly onReplaceAll: (ids: readonly string[], change: (content: string) => string) => void
  readonly onClose: () => void
}

/** Bar that finds words in all segments and replaces them, one by one or all at once. */
export function ReplaceBar({ texts, noun, readOnly, onShow, onReplace, onReplaceAll, onClose }: ReplaceBarProps) {
  const [wanted, setWanted] = useState('')
  const [by, setBy] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const [at, setAt] = useState(0)
  const shortcut = useShortcuts()('find').aria
  const found = useMemo(() => find(texts, wanted, matchCase), [texts, wanted, matchCase])
  const total = found.reduce((sum, { count }) => sum + count, 0)
  const current = found[at % Math.max(1, found.length)]

  function step(by: number) {
    const next = (at + by + found.length) % Math.max(1, found.length)
    setAt(next)
    const segment = found[next]
    if (segment !== undefined) {
      onShow(segment.id)
    }
  }

  /** Applied to the text as it is by then, which may have changed since it was found. */
  const change = (content: string) => replaced(content, wanted, by, matchCase)

  return (
    <search className={classes.bar}>
      <TextInput
        size="xs"
        aria-label="Find"
        aria-keyshortcuts={shortcut}
        placeholder="Find"
        autoFocus
        value={wanted}
        onChange={({ currentTarget }) => {
          setWanted(currentTarget.value)
          setAt(0)
        }}
        onKeyDown={({ key, shiftKey }) => key === 'Enter' && step(shiftKey ? -1 : 1)}
      />
      {!readOnly && (
        <TextInput
          size="xs"
          aria-label="Replace with"
          placeholder="Replace with"
          value={by}
          onChange={({ currentTarget }) => setBy(currentTarget.value)}
        />
      )}
      <Checkbox
        size="xs"
        label="Match case"
        checked={matchCase}
        onChange={({ currentTarget }) => setMatchCase(currentTarget.checked)}
      />
      <span className={classes.count} role="status">
        {wanted === '' ? '' : `${total} in ${counted(found.length, noun)}`}
      </span>
      <Button size="compact-sm" variant="default" disabled={found.length === 0} onClick={() => step(1)}>
        Next
      </Button>
      {!readOnly && (
        <>
          <Button
            size="compact-sm"
            variant="default"
            disabled={current === undefined}
            onClick={() => current && onReplace(current.id, change)}
          >
            Replace
          </Button>
          <Button
            size="compact-sm"
            disabled={found.length === 0}
            onClick={() =>
              onReplaceAll(
                found.map(({ id }) => id),
                change,
              )
            }
          >
            Replace all
          </Button>
        </>
      )}
      <ClosePanel label={readOnly ? 'Close find' : 'Close find and replace'} onClose={onClose} />
    </search>
  )
}
