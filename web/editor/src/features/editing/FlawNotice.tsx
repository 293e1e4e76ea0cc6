import { useEffect } from 'react'
import { Action } from '../../components/Action.tsx'
import { announce } from '../../components/announce.tsx'
import { bodyOf, shownOf, withTimesOf, withTyped, withWritten } from '../../cue/block.ts'
import { dividedBlock } from '../../cue/divide.ts'
import { type Flaw, withoutEmptyLines, withoutOuterBreaks } from '../../cue/flaws.ts'
import { withoutOpenTags } from '../../cue/spelling.ts'
import { formatTime } from '../../cue/time.ts'
import classes from './SegmentRow.module.css'

export interface FlawNoticeProps {
  readonly flaw: Flaw
  readonly content: string
  /** The block before it was edited. */
  readonly base: string
  readonly kind: string
  /** The person asked to save, or left the text. */
  readonly waits: boolean
  readonly onEdit: (content: string) => void
  /** Makes several blocks of one: the first text stays in it. Absent where that cannot be. */
  readonly onDivide?: (contents: readonly string[]) => void
}

const NAMES: Readonly<Record<string, string>> = { cue: 'caption', header: 'header', note: 'note', style: 'style' }

/** Notice of a flaw that keeps a text from being saved, with its remedies. Not an error: the person is typing. */
export function FlawNotice({ flaw, content, base, kind, waits, onEdit, onDivide }: FlawNoticeProps) {
  const name = NAMES[kind] ?? 'block'
  const words = wordsOf(flaw, name)
  useEffect(() => {
    if (waits) {
      announce(words)
    }
  }, [waits, words])

  if (!waits && (flaw.type === 'outerBreak' || flaw.type === 'openTag' || flaw.type === 'json')) {
    return null // it is still being typed
  }
  const divided = flaw.type === 'emptyLine' && (kind === 'cue' || kind === 'note') ? dividedBlock(content, kind) : []
  const repaired = repair(flaw, content, base)
  return (
    <p className={classes.hint}>
      {words}
      {onDivide && divided.length > 1 && (
        <Action onClick={() => onDivide(divided)}>
          Make {divided.length === 2 ? 'two' : divided.length} {name}s
        </Action>
      )}
      {repaired !== null && <Action onClick={() => onEdit(repaired.content)}>{repaired.label}</Action>}
    </p>
  )
}

function wordsOf(flaw: Flaw, name: string): string {
  switch (flaw.type) {
    case 'outerBreak':
      return `The last line of this ${name} is empty. It is saved when you write there, or leave it.`
    case 'emptyLine':
      return `A ${name} cannot hold an empty line.`
    case 'openTag':
      return `“${flaw.tag.split(/\s/, 1)[0]}” has no end. Type “>” where the tag ends. It is text once you leave this ${name}.`
    case 'backwards':
      return flaw.end === flaw.start
        ? `The end is the same as the start (${formatTime(flaw.start)}).`
        : `The end (${formatTime(flaw.end)}) is before the start (${formatTime(flaw.start)}).`
    case 'arrow':
      return `A ${name} cannot hold “-->”.`
    case 'firstLine':
      return `The first line of this ${name} has to begin with ${flaw.expected}.`
    case 'nothing':
      return `A ${name} cannot be empty. Delete it instead.`
    case 'json':
      return 'This is not JSON yet. It is saved when it is.'
  }
}

interface Repair {
  readonly label: string
  readonly content: string
}

function repair(flaw: Flaw, content: string, base: string): Repair | null {
  switch (flaw.type) {
    case 'outerBreak':
      return { label: 'Remove it', content: withoutBreaks(content) }
    case 'emptyLine':
      return {
        label: 'Join the lines',
        content: withTyped(content, content, withoutEmptyLines(shownOf(content))),
      }
    case 'openTag':
      return { label: 'It is text', content: withTagsAsText(content) }
    case 'backwards':
      return { label: 'Put the old times back', content: withTimesOf(content, base) }
    case 'arrow':
      return { label: 'Write “→”', content: content.replaceAll('-->', '→') }
    case 'firstLine':
      return { label: `Put ${flaw.expected} back`, content: `${flaw.expected}\n${content}` }
    case 'nothing':
      return { label: 'Put the old text back', content: base }
    case 'json':
      return null
  }
}

/** The cue with each tag that has no end as characters. */
export function withTagsAsText(content: string): string {
  return withWritten(content, withoutOpenTags(bodyOf(content)))
}

/** The block without the line breaks around its text. */
export function withoutBreaks(content: string): string {
  return withTyped(content, content, withoutOuterBreaks(shownOf(content)))
}
