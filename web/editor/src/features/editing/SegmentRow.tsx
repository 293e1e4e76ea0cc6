import { type FocusEvent, type KeyboardEvent, type MouseEvent, memo, useEffect, useMemo } from 'react'
import type { Finding } from '../../api/checks.ts'
import { isNew } from '../../api/newSegment.ts'
import type { SegmentJson } from '../../api/types.ts'
import { Action } from '../../components/Action.tsx'
import type { Command } from '../../components/shortcuts.tsx'
import { cueOf, shownOf, withTimes, withTimesOf } from '../../cue/block.ts'
import { checksOf, inWords, KNOWN_RULES, type Profile } from '../../cue/checks.ts'
import { newFlaw, opensTag } from '../../cue/flaws.ts'
import { nounOf } from '../../cue/noun.ts'
import { pastedCues, pastedParagraphs } from '../../cue/pasted.ts'
import { speakersOf } from '../../cue/voice.ts'
import type { Playback } from '../../playback/Playback.ts'
import { useSaid } from '../../playback/useSaid.ts'
import { Figures } from './Figures.tsx'
import { FlawNotice, withoutBreaks, withTagsAsText } from './FlawNotice.tsx'
import { RowNumber } from './RowNumber.tsx'
import { RowTools } from './RowTools.tsx'
import classes from './SegmentRow.module.css'
import { SegmentText } from './SegmentText.tsx'
import { SpeakerChip } from './SpeakerChip.tsx'
import { StatePanel } from './StatePanel.tsx'
import { type SegmentDrafts, useSegmentDraft } from './segmentDraft.ts'
import { TimeField } from './TimeField.tsx'

export interface SegmentRowProps {
  readonly drafts: SegmentDrafts
  readonly segment: SegmentJson
  /** From 1. A segment that is not counted has the number of the one before it. */
  readonly number: number
  readonly previousEnd: number | null
  readonly playback: Playback
  readonly profile?: Profile
  /** Warnings of the server about some version of it. */
  readonly findings?: readonly Finding[]
  readonly current: boolean
  /** It is selected, for edits of many at once; null while none is. */
  readonly selected: boolean | null
  /** Selects it, or not; or all from the last one that was selected to this one. */
  readonly onSelect: (id: string, isRange: boolean) => void
  readonly readOnly?: boolean
  /** Language of the document, as a BCP 47 tag. */
  readonly language?: string
  /** Words that are marked in it, and which of them are the current ones. */
  readonly pattern?: RegExp | null
  readonly hit?: number | null
  /** The person is asked who speaks it. */
  readonly asksSpeaker?: boolean
  readonly onAskSpeaker?: (id: string, isOpen: boolean) => void
  readonly onCommand?: (command: Command) => void
  readonly onCurrent: (id: string) => void
  /** Inserts blocks after a segment; `own` replaces its text. */
  readonly onInsertAfter?: (segment: SegmentJson, contents: readonly string[], own?: string) => void
}

const JSON_TYPE = 'application/json'
const none = () => []
/** Blocks that are no captions are folded where they have more lines. */
const FOLDED_FROM = 2

/** True if segments of this kind are numbered: cues and paragraphs. */
export function isCounted(kind: string): boolean {
  return kind === 'cue' || kind === 'text'
}

/** Row of one segment: its times, its text, its warnings and the state of its save. */
export const SegmentRow = memo(function SegmentRow(props: SegmentRowProps) {
  const { drafts, segment, number, previousEnd, playback, profile, findings, current, readOnly, language } = props
  const { id, kind } = segment
  const { onCurrent, selected, onSelect, onAskSpeaker } = props
  const isSaid = useSaid(playback, id)
  const onInsertAfter = readOnly ? undefined : props.onInsertAfter
  const draft = useSegmentDraft(drafts, segment)
  const content = draft.draft ?? segment.content
  const base = draft.base?.value ?? segment.content
  const cue = useMemo(() => cueOf(content), [content])
  const { mediaType } = drafts
  const flaw = useMemo(() => newFlaw(content, base, { kind, mediaType }), [content, base, kind, mediaType])
  const seen = draft.dirty ? null : draft.base?.etag
  const checks = useMemo(() => {
    // The rules that the editor knows are checked as the person types; the server adds the others.
    const found = findings?.filter(({ etag, rule }) => etag === seen && !KNOWN_RULES.has(rule)) ?? []
    return cue === null ? found : [...checksOf(cue, previousEnd, profile), ...found]
  }, [cue, previousEnd, profile, findings, seen])
  const label = labelOf(kind, number)
  const isFolded = !current && !draft.dirty && !isCounted(kind) && shownOf(content).split('\n').length > FOLDED_FROM
  const isRefused = draft.status === 'conflict' || draft.status === 'error'
  // The buttons of a decision come first.
  const hasTools = current && cue !== null && !readOnly && !isRefused
  const isUnwritten = isNew(segment) && drafts.isUnwritten(segment)
  useEffect(() => () => drafts.setComposing(id, false), [drafts, id])

  function leave(left: boolean) {
    // A word that was composed a moment ago may not be on the page yet.
    const typed = drafts.textOf(segment)
    const last = newFlaw(typed, base, { kind, mediaType })
    if (left && last?.type === 'outerBreak' && !draft.recovered) {
      draft.edit(withoutBreaks(typed))
    }
    if (last === null || (left && !opensTag(typed, base))) {
      save()
    }
  }

  /** A tag that has no end once the row is left is what it looks like: characters. */
  function leaveRow({ currentTarget, relatedTarget }: FocusEvent) {
    const isLeft = [relatedTarget, document.activeElement].every((element) => !currentTarget.contains(element))
    const typed = drafts.textOf(segment)
    if (isLeft && kind === 'cue' && !draft.recovered && opensTag(typed, base)) {
      draft.edit(withTagsAsText(typed))
      draft.saveTouched()
    }
  }

  function save() {
    if (!drafts.isUnwritten(segment)) {
      draft.saveTouched()
    }
  }

  function seek() {
    onCurrent(id)
    playback.seekTo(id)
  }

  /** Ctrl or Shift with a click selects; in the text that has the cursor, Shift marks words. */
  function select(event: MouseEvent) {
    const isText = event.target === document.activeElement && event.target instanceof HTMLTextAreaElement
    if (event.ctrlKey || event.metaKey || (event.shiftKey && !isText)) {
      event.preventDefault()
      event.stopPropagation()
      onSelect(id, event.shiftKey)
    }
  }

  function revertTimes(event: KeyboardEvent) {
    if (event.key === 'Escape' && flaw?.type === 'backwards') {
      event.stopPropagation()
      draft.edit(withTimesOf(content, base))
    }
  }

  return (
    <article
      className={classes.row}
      data-status={draft.status}
      data-current={current || undefined}
      data-selected={selected || undefined}
      data-said={isSaid || undefined}
      aria-current={isSaid ? 'time' : undefined}
      data-kind={cue === null ? kind : 'cue'}
      data-waits={draft.waits || undefined}
      aria-label={label}
      onFocus={() => onCurrent(id)}
      onBlur={leaveRow}
      onMouseDownCapture={select}
      onClickCapture={keepFromSeeking}
      onKeyDown={revertTimes}
    >
      <div className={classes.margin}>
        {isCounted(kind) ? (
          <RowNumber number={number} start={cue?.start} onSeek={seek} />
        ) : (
          <span className={classes.kind}>{kind}</span>
        )}
        {selected !== null && (
          <input
            type="checkbox"
            tabIndex={-1}
            className={classes.select}
            aria-label={`Select ${label.toLowerCase()}`}
            checked={selected}
            onChange={() => onSelect(id, false)}
          />
        )}
        {cue !== null && (
          <div className={classes.span}>
            <TimeField
              label={`Start of cue ${number}`}
              value={cue.start}
              view={playback.times}
              command="setStart"
              readOnly={readOnly}
              onChange={(start) => draft.edit(withTimes(content, { start }))}
              onSave={save}
              onHold={draft.hold}
            />
            <TimeField
              label={`End of cue ${number}`}
              value={cue.end}
              view={playback.times}
              command="setEnd"
              readOnly={readOnly}
              onChange={(end) => draft.edit(withTimes(content, { end }))}
              onSave={save}
              onHold={draft.hold}
            />
          </div>
        )}
      </div>
      <div className={classes.body}>
        <div className={classes.line}>
          {cue !== null && (
            <SpeakerChip
              content={content}
              readOnly={readOnly}
              opened={props.asksSpeaker === true}
              speakers={() => speakersOf(drafts.list.map(drafts.textOf))}
              onOpen={(isOpen) => onAskSpeaker?.(id, isOpen)}
              onEdit={(next) => {
                draft.edit(next)
                save()
              }}
            />
          )}
          <div className={classes.said}>
            {isFolded ? (
              <button
                type="button"
                className={classes.folded}
                onFocus={(event) => event.stopPropagation()}
                onClick={() => drafts.go(id)}
              >
                {shownOf(content).split('\n', 2).join(' ')}… ({shownOf(content).split('\n').length} lines)
              </button>
            ) : (
              <SegmentText
                id={id}
                label={`Text of ${label.toLowerCase()}`}
                content={content}
                language={language}
                readOnly={readOnly}
                invalid={isRefused}
                onEdit={draft.edit}
                onLeave={leave}
                onHold={draft.hold}
                onComposing={(isComposing) => drafts.setComposing(id, isComposing)}
                noun={nounOf(kind)}
                blocksIn={
                  kind === 'cue' ? pastedCues : kind === 'text' && mediaType !== JSON_TYPE ? pastedParagraphs : none
                }
                marks={props.pattern ? { pattern: props.pattern, current: props.hit ?? null } : null}
                onBlocks={onInsertAfter && ((blocks) => onInsertAfter(segment, blocks))}
              />
            )}
          </div>
          {hasTools && props.onCommand && <RowTools onCommand={props.onCommand} />}
        </div>
        {flaw !== null && draft.dirty && (
          <FlawNotice
            flaw={flaw}
            content={content}
            base={base}
            kind={kind}
            waits={draft.waits}
            onEdit={draft.edit}
            onDivide={onInsertAfter && (([own, ...contents]) => onInsertAfter(segment, contents, own))}
          />
        )}
        {isUnwritten && (
          <p className={classes.hint}>
            New. It is saved when it has text.
            <Action onClick={() => drafts.drop(id)}>Remove</Action>
          </p>
        )}
        {!isUnwritten && <StatePanel draft={draft} drafts={drafts} id={id} noun={nounOf(kind)} />}
        {checks.length > 0 && (
          <ul className={classes.checks} aria-label="Warnings">
            {checks.map((check) => (
              <li key={`${check.rule}${check.message}`}>{inWords(check)}</li>
            ))}
          </ul>
        )}
      </div>
      <div className={classes.facts}>
        {cue !== null && cue.end > cue.start && <Figures cue={cue} profile={profile} />}
      </div>
    </article>
  )
})

/** A click that selects does nothing else. */
function keepFromSeeking(event: MouseEvent): void {
  if ((event.ctrlKey || event.metaKey || event.shiftKey) && !(event.target instanceof HTMLTextAreaElement)) {
    event.preventDefault()
    event.stopPropagation()
  }
}

function labelOf(kind: string, number: number): string {
  if (kind === 'cue') {
    return `Cue ${number}`
  }
  return kind === 'text'
    ? `Paragraph ${number}`
    : `${kind.charAt(0).toUpperCase()}${kind.slice(1)} before ${number + 1}`
}
