import { useDraft } from '@holdfast/client/react'
import { type ChangeEvent, memo, useLayoutEffect, useMemo, useRef } from 'react'
import type { Finding } from '../../api/checks.ts'
import { segmentKey } from '../../api/draftNames.ts'
import { contentResource, versionedOf, withSaved } from '../../api/segments.ts'
import type { SegmentJson } from '../../api/types.ts'
import { cueOf, withText, withTimes } from '../../cue/block.ts'
import { charactersPerSecond, checksOf, inWords, KNOWN_RULES, type Profile } from '../../cue/checks.ts'
import { cursorAfter } from '../../cue/words.ts'
import classes from './SegmentRow.module.css'
import { StatePanel } from './StatePanel.tsx'
import { TimeField } from './TimeField.tsx'
import { tombstoneOf, useWritten } from './useSegments.ts'

export interface SegmentRowProps {
  readonly segment: SegmentJson
  /** Counted from 1; for what is not counted, how many come before it. */
  readonly number: number
  readonly previousEnd: number | null
  readonly profile?: Profile
  /** What the server found in some version of it. */
  readonly findings?: readonly Finding[]
  readonly current: boolean
  readonly readOnly?: boolean
  readonly onCurrent: (id: string) => void
  /** Told of each version that the person saved themselves. */
  readonly onSaved?: (segment: SegmentJson) => void
}

/** Whether a segment is one of those that people count: a cue, or a paragraph. */
export function isCounted(kind: string): boolean {
  return kind === 'cue' || kind === 'text'
}

/** One segment: its times, its text, what is worth a look, and how its saving stands. */
export const SegmentRow = memo(function SegmentRow(props: SegmentRowProps) {
  const { segment, number, previousEnd, profile, findings, current, readOnly, onCurrent, onSaved } = props
  const { id, document, deleted } = segment
  const written = useWritten(document)
  const resource = useMemo(() => contentResource(document, id), [document, id])
  const latest = useMemo(() => versionedOf(segment), [segment])
  const tombstone = useMemo(() => (deleted ? tombstoneOf(segment) : undefined), [deleted, segment])
  const draft = useDraft<string>({
    queryKey: segmentKey(id),
    resource,
    latest,
    tombstone,
    onSaved(version, own) {
      const saved = withSaved(segment, version)
      written(saved)
      if (own) {
        onSaved?.(saved)
      }
    },
  })
  const content = draft.draft ?? segment.content
  const cue = useMemo(() => cueOf(content), [content])
  const text = cue?.text ?? content.replaceAll('\r\n', '\n')
  const seen = draft.dirty ? null : draft.base?.etag
  const checks = useMemo(() => {
    // While something is typed, the rules that are known here tell at once; the server adds what only it knows.
    const told = findings?.filter(({ etag, rule }) => etag === seen && !KNOWN_RULES.has(rule)) ?? []
    return cue === null ? told : [...checksOf(cue, previousEnd, profile), ...told]
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
        <StatePanel draft={draft} id={id} />
        {checks.length > 0 && (
          <ul className={classes.checks} aria-label="Worth a look">
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
  return kind === 'text' ? `Segment ${number}` : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} before ${number + 1}`
}

/** Keeps the cursor at its words when a merge puts another text into the box. */
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
    /** What was typed is where the person put it. */
    typed(next: string) {
      shown.current = next
    },
  }
}

const lastCursor = new WeakMap<HTMLTextAreaElement, number>()
