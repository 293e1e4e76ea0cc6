import { type ChangeEvent, memo, useLayoutEffect, useMemo, useRef } from 'react'
import type { Finding } from '../../api/checks.ts'
import type { SegmentJson } from '../../api/types.ts'
import { cueOf, withText, withTimes } from '../../cue/block.ts'
import { charactersPerSecond, checksOf, inWords, KNOWN_RULES, type Profile } from '../../cue/checks.ts'
import { nounOf } from '../../cue/noun.ts'
import { cursorAfter } from '../../cue/words.ts'
import classes from './SegmentRow.module.css'
import { StatePanel } from './StatePanel.tsx'
import { type SegmentDrafts, useSegmentDraft } from './segmentDraft.ts'
import { TimeField } from './TimeField.tsx'

export interface SegmentRowProps {
  readonly drafts: SegmentDrafts
  readonly segment: SegmentJson
  /** From 1. A segment that is not counted has the number of the one before it. */
  readonly number: number
  readonly previousEnd: number | null
  readonly profile?: Profile
  /** Warnings of the server about some version of it. */
  readonly findings?: readonly Finding[]
  readonly current: boolean
  readonly readOnly?: boolean
  readonly onCurrent: (id: string) => void
}

/** True if segments of this kind are numbered: cues and paragraphs. */
export function isCounted(kind: string): boolean {
  return kind === 'cue' || kind === 'text'
}

/** Row of one segment: its times, its text, its warnings and the state of its save. */
export const SegmentRow = memo(function SegmentRow(props: SegmentRowProps) {
  const { drafts, segment, number, previousEnd, profile, findings, current, readOnly, onCurrent } = props
  const { id } = segment
  const draft = useSegmentDraft(drafts, segment)
  const content = draft.draft ?? segment.content
  const cue = useMemo(() => cueOf(content), [content])
  const text = cue?.text ?? content.replaceAll('\r\n', '\n')
  const seen = draft.dirty ? null : draft.base?.etag
  const checks = useMemo(() => {
    // The rules that the editor knows are checked as the person types; the server adds the others.
    const found = findings?.filter(({ etag, rule }) => etag === seen && !KNOWN_RULES.has(rule)) ?? []
    return cue === null ? found : [...checksOf(cue, previousEnd, profile), ...found]
  }, [cue, previousEnd, profile, findings, seen])
  const box = useCursor(text)
  const label = labelOf(segment.kind, number)

  function type({ currentTarget }: ChangeEvent<HTMLTextAreaElement>) {
    box.typed(currentTarget.value)
    draft.edit(cue === null ? currentTarget.value : withText(content, currentTarget.value))
  }

  return (
    <article
      className={classes.row}
      data-status={draft.status}
      data-current={current || undefined}
      data-kind={cue === null ? segment.kind : 'cue'}
      aria-label={label}
      onFocus={() => onCurrent(id)}
    >
      <div className={classes.margin}>
        {isCounted(segment.kind) ? (
          <span className={classes.number}>{number}</span>
        ) : (
          <span className={classes.kind}>{segment.kind}</span>
        )}
        {cue !== null && (
          <div className={classes.span}>
            <TimeField
              label={`Start of cue ${number}`}
              value={cue.start}
              readOnly={readOnly}
              onChange={(start) => draft.edit(withTimes(content, { start }))}
              onSave={draft.saveTouched}
              onHold={draft.hold}
            />
            <TimeField
              label={`End of cue ${number}`}
              value={cue.end}
              readOnly={readOnly}
              onChange={(end) => draft.edit(withTimes(content, { end }))}
              onSave={draft.saveTouched}
              onHold={draft.hold}
            />
          </div>
        )}
      </div>
      <div className={classes.body}>
        <textarea
          ref={box.ref}
          data-segment={id}
          className={classes.text}
          aria-label={`Text of ${label.toLowerCase()}`}
          aria-invalid={draft.status === 'conflict' || draft.status === 'error' || undefined}
          aria-describedby={`state-${id}`}
          rows={Math.max(1, text.split('\n').length)}
          spellCheck
          readOnly={readOnly}
          value={text}
          onChange={type}
          onFocus={() => draft.hold(true)}
          onBlur={() => {
            draft.saveTouched()
            draft.hold(false)
          }}
        />
        <StatePanel draft={draft} drafts={drafts} id={id} noun={nounOf(segment.kind)} />
        {checks.length > 0 && (
          <ul className={classes.checks} aria-label="Warnings">
            {checks.map((check) => (
              <li key={`${check.rule}${check.message}`}>{inWords(check)}</li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.facts}>
        {cue !== null && (
          <>
            <span title="Duration">{((cue.end - cue.start) / 1000).toFixed(1)} s</span>
            <span title="Characters per second">{Math.round(charactersPerSecond(cue))} cps</span>
          </>
        )}
      </div>
    </article>
  )
})

function labelOf(kind: string, number: number): string {
  if (kind === 'cue') {
    return `Cue ${number}`
  }
  return kind === 'text'
    ? `Paragraph ${number}`
    : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} before ${number + 1}`
}

/** Keeps the cursor at its words when a merge changes the text in the box. */
function useCursor(text: string) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const shown = useRef(text)
  useLayoutEffect(() => {
    const box = ref.current
    const before = shown.current
    shown.current = text
    if (box !== null && before !== text && box === box.ownerDocument.activeElement) {
      const at = cursorAfter(before, text, lastCursor.get(box) ?? box.selectionStart)
      box.setSelectionRange(at, at)
    }
  }, [text])
  useLayoutEffect(() => {
    const box = ref.current
    const remember = () => box !== null && lastCursor.set(box, box.selectionStart)
    box?.ownerDocument.addEventListener('selectionchange', remember)
    return () => box?.ownerDocument.removeEventListener('selectionchange', remember)
  }, [])
  return {
    ref,
    /** Notes typed text, whose cursor the browser has set. */
    typed(next: string) {
      shown.current = next
    },
  }
}

const lastCursor = new WeakMap<HTMLTextAreaElement, number>()
