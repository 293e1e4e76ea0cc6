import type { Draft } from '@holdfast/client'
import type { RefObject } from 'react'
import type { SegmentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { cueOf, withTimes } from '../../cue/block.ts'
import { byFrames, onFrame } from '../../cue/frames.ts'
import type { Edge } from '../../cue/snap.ts'
import { spellingOf } from '../../cue/timecode.ts'
import { inTypeface, isIn, type Typeface, withTypeface } from '../../cue/typeface.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { Playback } from '../../playback/Playback.ts'
import type { TapTimes } from './TapTimes.ts'

export interface SegmentEditsOptions {
  readonly drafts: SegmentDrafts
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly playback: Playback
  readonly list: RefObject<SegmentListHandle | null>
  readonly tap: TapTimes
  /** Ends the step of a segment: what is changed from here on is undone by itself. */
  readonly onStep: (id: string) => void
}

/** Step of a time: to the next frames, or by milliseconds; back if it is negative. */
export type Nudge = { readonly frames: number } | { readonly milliseconds: number }

/** Edits of one segment from outside its own fields. They go through its draft, and keep what is typed there. */
export function segmentEdits({ drafts, rows, at, playback, list, tap, onStep }: SegmentEditsOptions) {
  function open(id: string | undefined): Draft<string> | undefined {
    const segment = rows.find((row) => row.id === id)
    return segment && drafts.open(segment.id, segment)
  }

  /** Changes the text of a segment as the person sees it, unsaved words included, and saves it. */
  function replace(id: string, change: (content: string) => string) {
    const draft = open(id)
    if (draft !== undefined) {
      draft.replace(change(textOf(draft)))
      draft.save()
    }
  }

  /** Changes the text of a segment as typing does. */
  function change(id: string, map: (content: string) => string) {
    const draft = open(id)
    draft?.edit(map(textOf(draft)))
  }

  /** Holds a cue while the person drags its times. Returns a function that releases it. */
  function hold(id: string): () => void {
    const draft = open(id)
    const holder = Symbol(id)
    draft?.hold(true, holder)
    return () => draft?.hold(false, holder)
  }

  /** Sets times of a caption; one that is not named stays, also where a colleague changed it. */
  function retime(id: string, times: { start?: number; end?: number }) {
    const segment = rows.find((row) => row.id === id)
    const draft = open(id)
    if (segment !== undefined && draft !== undefined) {
      draft.edit(withTimes(textOf(draft), times))
      if (!drafts.isUnwritten(segment)) {
        onStep(id)
        draft.save()
      }
    }
  }

  /** Moves the start or the end of the current caption, or of another one, by a step. */
  function nudge(edge: Edge, by: Nudge, id = rows[at]?.id) {
    const draft = open(id)
    const cue = draft && cueOf(textOf(draft))
    if (draft === undefined || !cue) {
      return
    }
    const { frameRate } = playback.times.get()
    const time = Math.max(0, 'frames' in by ? byFrames(cue[edge], by.frames, frameRate) : cue[edge] + by.milliseconds)
    const isBackwards = edge === 'start' ? time >= cue.end : time <= cue.start
    if (isBackwards) {
      announce(edge === 'start' ? 'The start stays before the end.' : 'The end stays after the start.')
    } else {
      draft.edit(withTimes(textOf(draft), { [edge]: time }))
      announce(`${edge === 'start' ? 'Start' : 'End'} ${spellingOf(playback.times.get()).format(time)}`)
    }
  }

  /** Begins to time the current caption: it is said for as long as the key, or the pointer, is held. */
  function tapTimes() {
    const id = rows[at]?.id
    const next = rows.slice(at + 1).find(({ kind, deleted }) => kind === 'cue' && !deleted)
    if (id === undefined) {
      return
    }
    tap.begin(playback.clock, hold(id), (span) => {
      const { frameRate } = playback.times.get()
      retime(id, { start: onFrame(span.start, frameRate), end: onFrame(span.end, frameRate) })
      if (next !== undefined) {
        list.current?.go(next.id)
      }
    })
  }

  /** Sets the start or the end of the current cue to the playhead. */
  function setTime(edge: 'start' | 'end') {
    const draft = open(rows[at]?.id)
    const time = playback.clock.time()
    if (draft !== undefined && time !== undefined) {
      draft.edit(withTimes(textOf(draft), { [edge]: time }))
    }
  }

  /** Puts the marked words of the current cue into a typeface, or all of it; the same again takes it away. */
  function mark(typeface: Typeface) {
    const id = rows[at]?.id ?? ''
    const draft = open(id)
    const box = list.current?.box(id)
    if (draft === undefined || cueOf(textOf(draft)) === null) {
      return
    }
    const [start, end] = [box?.selectionStart ?? 0, box?.selectionEnd ?? 0]
    if (!box || start === end) {
      draft.edit(withTypeface(textOf(draft), typeface, !isIn(typeface, textOf(draft))))
    } else {
      typeInto(box, start, end, inTypeface(box.value.slice(start, end), typeface))
    }
  }

  return { replace, change, hold, retime, nudge, tapTimes, setTime, mark }
}

/** Replaces a part of a text box as if it was typed, so that the browser can undo it, and marks it. */
function typeInto(box: HTMLTextAreaElement, start: number, end: number, text: string): void {
  box.focus()
  box.setSelectionRange(start, end)
  if (!box.ownerDocument.execCommand?.('insertText', false, text)) {
    box.setRangeText(text, start, end)
    box.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  box.setSelectionRange(start, start + text.length)
}

function textOf(draft: Draft<string>): string {
  return draft.snapshot().draft ?? ''
}
