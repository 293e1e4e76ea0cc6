import type { RefObject } from 'react'
import { newSegment } from '../../api/newSegment.ts'
import type { SegmentJson } from '../../api/types.ts'
import { cueOf, withTimes } from '../../cue/block.ts'
import type { Span } from '../../cue/snap.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { Playback } from '../../playback/Playback.ts'
import { emptyCaption, endedAt, lastBefore, spanBetween } from './newCaption.ts'

export interface InsertionsOptions {
  readonly drafts: SegmentDrafts
  readonly isCaptions: boolean
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly list: RefObject<SegmentListHandle | null>
  readonly playback: Playback
}

/**
 * Insertion of segments without text. They are drafts until they have one, so that nothing of them is lost.
 *
 * @param made ids of those that this page made, which it adds to
 */
export function insertions(options: InsertionsOptions, made: Set<string>) {
  const { drafts, isCaptions, rows, at, list, playback } = options
  const cueIn = (row: SegmentJson | undefined) => (row === undefined ? null : cueOf(drafts.textOf(row)))

  function add(after: SegmentJson | undefined, content: string) {
    const kind = isCaptions ? 'cue' : 'text'
    const segment = newSegment({ document: drafts.document, kind, content, after })
    made.add(segment.id)
    drafts.addToList(segment)
    list.current?.go(segment.id)
  }

  /** Adds after a caption, or before the first one. */
  function addAfter(before: SegmentJson | undefined, content: string) {
    const first = drafts.list.findIndex(({ id }) => id === rows[0]?.id)
    add(before ?? drafts.list[first < 0 ? drafts.list.length - 1 : first - 1], content)
  }

  /** Inserts after the current segment, or at the end. */
  function insert() {
    const index = at < 0 ? rows.length - 1 : at
    const span = spanBetween(cueIn(rows[index]), nextCue(index), playback.clock.time())
    add(rows[index] ?? drafts.list.at(-1), isCaptions ? emptyCaption(span) : '')
  }

  /** Inserts a caption with the times that the person drew. */
  function insertSpan(span: Span) {
    addAfter(rows[lastBefore(rows, drafts.textOf, span.start)], emptyCaption(span))
  }

  function nextCue(index: number) {
    return (
      rows
        .slice(index + 1)
        .map(cueIn)
        .find((cue) => cue !== null) ?? null
    )
  }

  /** Inserts at the playhead, and ends the caption before it there if this page made that. */
  function insertAtPlayhead() {
    const time = playback.clock.time()
    if (time === undefined) {
      insert()
      return
    }
    const index = lastBefore(rows, drafts.textOf, time)
    const before = rows[index]
    const cue = cueIn(before)
    let start = Math.max(time, cue?.end ?? 0)
    if (before !== undefined && cue !== null && made.has(before.id)) {
      const draft = drafts.open(before.id, before)
      draft.edit(withTimes(drafts.textOf(before), endedAt(cue, time)))
      start = time
      if (!drafts.isUnwritten(before)) {
        draft.save('timer')
      }
    }
    const span = spanBetween({ ...NOTHING, end: start }, nextCue(index), start)
    addAfter(before, emptyCaption(span))
  }

  /** True if Enter starts the next caption: in one that was made here, while the video plays. */
  function startsNext(id: string | undefined): boolean {
    return id !== undefined && made.has(id) && playback.plays()
  }

  return { insert, insertSpan, insertAtPlayhead, startsNext }
}

const NOTHING = { identifier: null, start: 0, settings: '', text: '' } as const
