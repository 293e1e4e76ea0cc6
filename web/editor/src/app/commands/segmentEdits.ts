import type { Draft } from '@holdfast/client'
import type { SegmentJson } from '../../api/types.ts'
import { withTimes } from '../../cue/block.ts'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { Playback } from '../../playback/Playback.ts'

export interface SegmentEditsOptions {
  readonly drafts: SegmentDrafts
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly playback: Playback
}

/** Edits of one segment from outside its own fields. They go through its draft, and keep what is typed there. */
export function segmentEdits({ drafts, rows, at, playback }: SegmentEditsOptions) {
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

  return { replace, hold, retime, setTime }
}

function textOf(draft: Draft<string>): string {
  return draft.snapshot().draft ?? ''
}
