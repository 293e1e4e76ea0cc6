import type { Draft } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { notifications } from '@mantine/notifications'
import { explain } from '../api/problem.ts'
import { versionedOf } from '../api/segments.ts'
import type { SegmentJson } from '../api/types.ts'
import { draftName } from '../features/editing/useSegments.ts'

/** A text as the server has it, with the tag to name. */
export interface Saved {
  readonly id: string
  readonly content: string
  readonly etag: string
}

/** What is being typed, and how to have it saved before something else is done with it. */
export function useSaved() {
  const drafts = useDrafts()
  const draftOf = (segment: SegmentJson | undefined): Draft<string> | undefined =>
    segment && drafts.peek<string>(draftName(segment.id))

  return {
    draftOf,
    textOf: (segment: SegmentJson): string => draftOf(segment)?.snapshot().draft ?? segment.content,

    /** Shows what we did ourselves, also in the text where the cursor is. What was typed there since stays. */
    takeIn(segments: readonly SegmentJson[]): void {
      for (const segment of segments.filter(({ deleted }) => !deleted)) {
        const draft = draftOf(segment)
        draft?.arrive(versionedOf(segment))
        if (draft?.snapshot().dirty === false) {
          draft.save()
        }
      }
    },

    /** The segments once what was typed in them is saved; null, and the person is told, if some of it is not. */
    async saved(segments: readonly SegmentJson[]): Promise<readonly Saved[] | null> {
      const touched = segments.map(draftOf)
      for (const draft of touched) {
        draft?.save()
      }
      await Promise.all(touched.map(settled))
      if (touched.some((draft) => draft?.snapshot().dirty)) {
        const words = `${segments.length === 1 ? 'This segment has' : 'Some segments have'} text that is not saved yet.`
        notifications.show({ color: 'red', message: `${words} Settle that first.` })
        return null
      }
      return segments.map(({ id, content, etag }, index) => {
        const base = touched[index]?.snapshot().base
        return { id, content: base?.value ?? content, etag: base?.etag ?? etag }
      })
    },
  }
}

export function report(error: unknown): void {
  notifications.show({ color: 'red', message: explain(error) })
}

/** Waits until no save is under way, at most ten seconds. */
function settled(draft: Draft<string> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, 10_000)
    const stop = draft?.subscribe(look)
    function done() {
      clearTimeout(timer)
      stop?.()
      resolve()
    }
    function look() {
      if (draft?.snapshot().status !== 'saving') {
        done()
      }
    }
    look()
  })
}
