import type { Draft, Versioned } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { segmentDraftName } from '../api/draftNames.ts'
import { contentResource, versionedOf, withSaved } from '../api/segments.ts'
import type { SegmentJson } from '../api/types.ts'
import { withTimes } from '../cue/block.ts'
import { useWritten } from '../features/editing/useSegments.ts'
import type { StructureOptions } from './useStructure.tsx'

export interface OneSegmentOptions extends Omit<StructureOptions, 'isCaptions' | 'list'> {
  /** Told of each version that the person saved themselves. */
  readonly did: (segments: readonly SegmentJson[]) => void
}

/** Edits of one text from elsewhere than its own fields. They go through its draft, so that they meet what is typed there. */
export function useOneSegment({ document, rows, at, player, did }: OneSegmentOptions) {
  const drafts = useDrafts()
  const written = useWritten(document)

  /** The draft of a segment, also of one that is out of view: what it grew from stays as it is now. */
  function opened(id: string | undefined): Draft<string> | undefined {
    const segment = rows.find((row) => row.id === id)
    if (segment === undefined) {
      return undefined
    }
    const config = {
      resource: contentResource(document, segment.id),
      autosaveAfter: null,
      onSaved(version: Versioned<string>, own: boolean) {
        const now = withSaved(segment, version)
        written(now)
        if (own) {
          did([now])
        }
      },
    }
    return drafts.get<string>(segmentDraftName(segment.id), config, versionedOf(segment))
  }

  /** Puts another text in place of what a segment holds at this moment, words included that are not saved yet. */
  function put(id: string, change: (content: string) => string) {
    const draft = opened(id)
    if (draft !== undefined) {
      draft.put(change(textOf(draft)))
      draft.save()
    }
  }

  /**
   * The person takes hold of the times of a cue: what they change is the cue as it is now.
   *
   * @returns what lets it go
   */
  function grab(id: string): () => void {
    const draft = opened(id)
    const hand = Symbol(id)
    draft?.hold(true, hand)
    return () => draft?.hold(false, hand)
  }

  /** Gives a cue other times, and saves them. */
  function retime(id: string, times: { start: number; end: number }) {
    const draft = opened(id)
    if (draft !== undefined) {
      draft.edit(withTimes(textOf(draft), times))
      draft.save()
    }
  }

  /** Has the cue that the person is in begin or end where the playhead is. */
  function setTime(edge: 'start' | 'end') {
    const draft = opened(rows[at]?.id)
    const time = player.current?.time()
    if (draft !== undefined && time !== undefined) {
      draft.edit(withTimes(textOf(draft), { [edge]: time }))
    }
  }

  return { put, grab, retime, setTime }
}

function textOf(draft: Draft<string>): string {
  return draft.snapshot().draft ?? ''
}
