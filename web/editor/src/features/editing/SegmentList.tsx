import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Finding } from '../../api/checks.ts'
import type { SegmentJson } from '../../api/types.ts'
import { ErrorBoundary } from '../../components/ErrorBoundary.tsx'
import type { Command } from '../../components/shortcuts.tsx'
import { cueOf, shownOf } from '../../cue/block.ts'
import type { Profile } from '../../cue/checks.ts'
import { nounOf } from '../../cue/noun.ts'
import type { Playback } from '../../playback/Playback.ts'
import classes from './SegmentList.module.css'
import { isCounted, SegmentRow, type SegmentRowProps } from './SegmentRow.tsx'
import type { SegmentDrafts } from './segmentDraft.ts'
import { useFollowing } from './useFollowing.ts'

export interface SegmentListHandle {
  /** Shows a segment and puts the cursor into its text. */
  readonly go: (id: string) => void
  /** Shows a segment. */
  readonly show: (id: string) => void
  /** Asks for the speaker of a caption, with the focus on the names. */
  readonly askSpeaker: (id: string) => void
  /** Text box of a segment, while it is on the page. It keeps its cursor when it loses the focus. */
  readonly box: (id: string) => HTMLTextAreaElement | null
}

export interface SegmentListProps {
  readonly drafts: SegmentDrafts
  readonly rows: readonly SegmentJson[]
  readonly playback: Playback
  readonly current: string | null
  readonly readOnly?: boolean
  readonly profile?: Profile
  readonly findings?: ReadonlyMap<string, readonly Finding[]> | null
  readonly language?: string
  readonly onCurrent: (id: string) => void
  readonly onInsertAfter?: SegmentRowProps['onInsertAfter']
  /** Ids of the segments that are selected, for edits of many at once. */
  readonly selected: ReadonlySet<string>
  readonly onSelect: SegmentRowProps['onSelect']
  /** Words that are marked in the texts, and the place of the current ones. */
  readonly pattern?: RegExp | null
  readonly hit?: { readonly id: string; readonly index: number } | null
  readonly onCommand?: SegmentRowProps['onCommand']
  readonly ref?: Ref<SegmentListHandle>
}

const USUAL_HEIGHT = 84

/** Virtual list of all segments. Insertions of others above never move the line being edited. */
export function SegmentList(props: SegmentListProps) {
  const {
    drafts,
    rows,
    playback,
    current,
    readOnly,
    profile,
    findings,
    language,
    onCurrent,
    onInsertAfter,
    selected,
    pattern,
    hit,
    ref,
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  /** Segment to show as soon as the list has it. */
  const awaited = useRef<{ id: string; focus: boolean } | null>(null)
  const at = rows.findIndex(({ id }) => id === current)
  // Another function would make the virtualizer measure all rows anew.
  const getItemKey = useCallback((index: number) => rows[index]?.id ?? index, [rows])
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize,
    getItemKey,
    overscan: 8,
    // The line being edited stays, however far it is scrolled away: it has the cursor.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...(at < 0 ? [] : [at])])].sort(ascending),
  })
  const [asked, setAsked] = useState<string | null>(null)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  // The same function always: another one would render all rows anew.
  const onSelect = useCallback((id: string, isRange: boolean) => latest.current.onSelect(id, isRange), [])
  const onCommand = useCallback((command: Command) => latest.current.onCommand?.(command), [])
  const onAsk = useCallback((id: string, isOpen: boolean) => setAsked(isOpen ? id : null), [])
  const ends = useMemo(() => endsOf(rows), [rows])
  const numbers = useMemo(() => numbersOf(rows), [rows])

  useStillLine(virtualizer, rows, current)
  useFollowing(playback, virtualizer, rows, scroller)
  useImperativeHandle(ref, () => ({
    go: (id) => show(id, true),
    show: (id) => show(id, false),
    askSpeaker(id) {
      show(id, false)
      setAsked(id)
    },
    box: (id) => boxOf(scroller.current, id),
  }))

  useEffect(() => drafts.onGo((id) => show(id, true)))
  useEffect(() => {
    if (awaited.current !== null && rows.some((row) => row.id === awaited.current?.id)) {
      const { id, focus } = awaited.current
      show(id, false)
      if (focus) {
        onCurrent(id)
        // React may yet make the effects of a new row twice, and its text box with them.
        requestAnimationFrame(() => focusSoon(scroller.current, id))
      }
    }
  })

  function show(id: string, focus: boolean) {
    const index = rows.findIndex((row) => row.id === id)
    awaited.current = index < 0 ? { id, focus } : null
    if (index < 0) {
      return
    }
    virtualizer.scrollToIndex(index, { align: 'auto' })
    if (focus) {
      onCurrent(id)
      focusSoon(scroller.current, id)
    }
  }

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="feed"
      aria-label={rows.some(({ kind }) => kind === 'cue') ? 'Captions' : 'Paragraphs'}
      aria-busy="false"
      onWheel={() => playback.leave()}
      onTouchMove={() => playback.leave()}
      // On the scroll bar: what is in the list covers the rest.
      onPointerDown={({ target, currentTarget }) => target === currentTarget && playback.leave()}
      onInput={() => playback.type()}
    >
      <div className={classes.all} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start }) => {
          const segment = rows[index]
          return segment === undefined ? null : (
            <div
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={classes.item}
              style={{ transform: `translateY(${start}px)` }}
            >
              <ErrorBoundary
                what={`This ${nounOf(segment.kind)}`}
                texts={() => [shownOf(drafts.textOf(segment))]}
                resetKey={segment}
              >
                <SegmentRow
                  drafts={drafts}
                  segment={segment}
                  number={numbers[index] ?? 0}
                  previousEnd={ends[index] ?? null}
                  playback={playback}
                  profile={profile}
                  findings={findings?.get(segment.id)}
                  current={segment.id === current}
                  readOnly={readOnly}
                  language={language}
                  onCurrent={onCurrent}
                  onInsertAfter={onInsertAfter}
                  selected={selected.size === 0 ? null : selected.has(segment.id)}
                  onSelect={onSelect}
                  asksSpeaker={asked === segment.id}
                  onAskSpeaker={onAsk}
                  onCommand={onCommand}
                  pattern={pattern}
                  hit={hit?.id === segment.id ? hit.index : null}
                />
              </ErrorBoundary>
            </div>
          )
        })}
      </div>
    </div>
  )
}

const estimateSize = () => USUAL_HEIGHT
const ascending = (one: number, other: number) => one - other

/** Latest end of all cues before each row. */
function endsOf(rows: readonly SegmentJson[]): readonly (number | null)[] {
  let latest: number | null = null
  return rows.map(({ content, deleted }) => {
    const before = latest
    const end = deleted ? undefined : cueOf(content)?.end
    latest = end === undefined ? latest : Math.max(end, latest ?? end)
    return before
  })
}

/** Numbers of the rows. A note or a style has the number of the counted row before it. */
function numbersOf(rows: readonly SegmentJson[]): readonly number[] {
  let count = 0
  return rows.map(({ kind }) => (isCounted(kind) ? ++count : count))
}

interface Measured {
  readonly measurementsCache: readonly { readonly key: unknown; readonly start: number }[]
  readonly scrollOffset: number | null
  scrollToOffset(offset: number): void
}

/** Keeps the current row where it is on the screen when rows above it are inserted or deleted. */
function useStillLine(virtualizer: Measured, rows: readonly SegmentJson[], current: string | null): void {
  const before = useRef<{ rows: readonly SegmentJson[]; current: string | null; start: number | null }>({
    rows,
    current,
    start: null,
  })
  useLayoutEffect(() => {
    const start =
      current === null ? null : (virtualizer.measurementsCache.find(({ key }) => key === current)?.start ?? null)
    const last = before.current
    before.current = { rows, current, start }
    const moved = last.start !== null && start !== null ? start - last.start : 0
    if (last.rows !== rows && last.rows.length !== rows.length && last.current === current && moved !== 0) {
      virtualizer.scrollToOffset((virtualizer.scrollOffset ?? 0) + moved)
    }
  })
}

function boxOf(scroller: HTMLElement | null, id: string): HTMLTextAreaElement | null {
  return scroller?.querySelector<HTMLTextAreaElement>(`textarea[data-segment="${CSS.escape(id)}"]`) ?? null
}

/** Focuses a text box, for which the virtual list may have to render the row first. */
function focusSoon(scroller: HTMLElement | null, id: string, tries = 20): void {
  const box = boxOf(scroller, id)
  if (box) {
    box.focus({ preventScroll: true })
  } else if (tries > 0) {
    requestAnimationFrame(() => focusSoon(scroller, id, tries - 1))
  }
}
