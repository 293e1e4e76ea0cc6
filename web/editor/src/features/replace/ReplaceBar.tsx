import { Button, Checkbox, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { ClosePanel } from '../../components/ClosePanel.tsx'
import { type Command, useShortcuts, withKeys } from '../../components/shortcuts.tsx'
import { hitsIn, type Query, type Replacing, replaced } from '../../cue/find.ts'
import { counted, type Noun } from '../../cue/noun.ts'
import classes from './ReplaceBar.module.css'
import { type Replacement, ReplacePreview } from './ReplacePreview.tsx'
import type { Find } from './useFind.ts'

export interface ReplaceBarProps {
  readonly find: Find
  /** Texts of all segments by their ids, as they are typed. */
  readonly contents: ReadonlyMap<string, string>
  readonly noun: Noun
  /** Number of a segment in the document. */
  readonly numberOf: (id: string) => number | undefined
  readonly readOnly?: boolean
  readonly onReplace: (id: string, change: (content: string) => string) => void
  readonly onReplaceAll: (ids: readonly string[], replacing: Replacing) => void
  readonly onSelect: (ids: readonly string[]) => void
  readonly onClose: () => void
}

const CHOICES: readonly (readonly [Exclude<keyof Query, 'wanted'>, string])[] = [
  ['matchCase', 'Match case'],
  ['wholeWord', 'Whole word'],
  ['isPattern', 'Regular expression'],
]

/** Bar that finds words in all segments and replaces them, one by one or all at once. */
export function ReplaceBar(props: ReplaceBarProps) {
  const { find, contents, noun, numberOf, readOnly, onReplace, onReplaceAll, onSelect, onClose } = props
  const { query, pattern, hits, at } = find
  const [by, setBy] = useState('')
  const [preview, setPreview] = useState<readonly Replacement[] | null>(null)
  const shortcuts = useShortcuts()
  const current = hits[at]
  const ids = [...new Set(hits.map(({ id }) => id))]
  const isBroken = query.wanted !== '' && pattern === null
  const replacing = pattern && { pattern, by, isPattern: query.isPattern }

  function replace() {
    if (current === undefined || replacing === null) {
      return
    }
    const { id, index } = current
    const content = contents.get(id) ?? ''
    /** Applied to the text as it is by then, which may have changed since it was found. */
    onReplace(id, (now) => replaced(now, replacing, index))
    const further = hitsIn(replaced(content, replacing, index), replacing.pattern).length
    find.moveTo({ id, index: index + 1 + further - hitsIn(content, replacing.pattern).length })
  }

  function look() {
    if (replacing !== null) {
      setPreview(
        ids.map((id) => {
          const before = contents.get(id) ?? ''
          return { id, number: numberOf(id), before, after: replaced(before, replacing) }
        }),
      )
    }
  }

  return (
    <search className={classes.bar}>
      <TextInput
        size="xs"
        aria-label="Find"
        aria-keyshortcuts={shortcuts('find').aria}
        placeholder="Find"
        autoFocus
        error={isBroken}
        value={query.wanted}
        onChange={({ currentTarget }) => find.look({ ...query, wanted: currentTarget.value })}
        onKeyDown={({ key, shiftKey }) => key === 'Enter' && find.step(shiftKey ? -1 : 1)}
      />
      {CHOICES.map(([name, label]) => (
        <Checkbox
          key={name}
          size="xs"
          label={label}
          checked={query[name]}
          onChange={({ currentTarget }) => find.look({ ...query, [name]: currentTarget.checked })}
        />
      ))}
      <span className={classes.count} role="status">
        {isBroken ? 'This is no regular expression yet.' : countInWords(find, ids.length, noun)}
      </span>
      <StepButton command="findPrevious" label="Previous" find={find} />
      <StepButton command="findNext" label="Next" find={find} />
      {!readOnly && (
        <>
          <TextInput
            size="xs"
            aria-label="Replace with"
            placeholder="Replace with"
            value={by}
            onChange={({ currentTarget }) => setBy(currentTarget.value)}
          />
          <BarButton isOff={current === undefined} onClick={replace}>
            Replace
          </BarButton>
          <BarButton isOff={current === undefined} onClick={look}>
            Replace all…
          </BarButton>
        </>
      )}
      <BarButton isOff={current === undefined} onClick={() => onSelect(ids)}>
        Select {noun}s
      </BarButton>
      <ClosePanel label={readOnly ? 'Close find' : 'Close find and replace'} onClose={onClose} />
      {preview !== null && replacing !== null && (
        <ReplacePreview
          replacements={preview}
          hits={hits.length}
          noun={noun}
          onReplace={(chosen) => {
            setPreview(null)
            onReplaceAll(chosen, replacing)
          }}
          onClose={() => setPreview(null)}
        />
      )}
    </search>
  )
}

function countInWords({ query, hits, at }: Find, segments: number, noun: Noun): string {
  if (query.wanted === '') {
    return ''
  }
  return hits.length === 0 ? 'Not found' : `${at + 1} of ${hits.length} in ${counted(segments, noun)}`
}

interface StepButtonProps {
  readonly command: Extract<Command, 'findNext' | 'findPrevious'>
  readonly label: string
  readonly find: Find
}

function StepButton({ command, label, find }: StepButtonProps) {
  const shortcut = useShortcuts()(command)
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={find.hits.length === 0}
      aria-keyshortcuts={shortcut.aria}
      title={withKeys(label, shortcut)}
      onClick={() => find.step(command === 'findNext' ? 1 : -1)}
    >
      {label}
    </Button>
  )
}

interface BarButtonProps {
  readonly isOff: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}

function BarButton({ isOff, onClick, children }: BarButtonProps) {
  return (
    <Button size="compact-sm" variant="default" disabled={isOff} onClick={onClick}>
      {children}
    </Button>
  )
}
