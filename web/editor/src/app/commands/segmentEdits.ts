import type { Draft } from '@holdfast/client'
import type { RefObject } from 'react'
import type { SegmentJson } from '../../api/types.ts'
import { cueOf, withTimes } from '../../cue/block.ts'
import { inTypeface, isIn, type Typeface, withTypeface } from '../../cue/typeface.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { Playback } from '../../playback/Playback.ts'

export interface SegmentEditsOptions {
  readonly drafts: SegmentDrafts
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly playback: Playback
  readonly list: RefObject<SegmentListHandle | null>
}

/** Edits of one segment from outside its own fields. They go through its draft, and keep what is typed there. */
export function segmentEdits({ drafts, rows, at, playback, list }: SegmentEditsOptions) {
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

  /** Holds a cue while the person drags its times. Returns a function that releases it. */
  function hold(id: string): () => void {
    const draft = open(id)
    const holder = Symbol(id)
    draft?.hold(true, holder)
    return () => draft?.hold(false, holder)
  }

  function retime(id: string, times: { start: number; end: number }) {
    const draft = open(id)
    if (draft !== undefined) {
      draft.edit(withTimes(textOf(draft), times))
      draft.save()
    }
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

  return { replace, hold, retime, setTime, mark }
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
