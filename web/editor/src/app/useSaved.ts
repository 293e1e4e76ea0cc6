import type { Draft } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { nameOf } from '../api/author.ts'
import { segmentDraftName } from '../api/draftNames.ts'
import { versionedOf } from '../api/segments.ts'
import type { SegmentJson } from '../api/types.ts'
import { refuse } from '../components/notices.tsx'

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
    segment && drafts.peek<string>(segmentDraftName(segment.id))
  const textOf = (segment: SegmentJson): string => draftOf(segment)?.snapshot().draft ?? segment.content

  return {
    draftOf,
    textOf,

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

    /**
     * The segments once what was typed in them is saved. Null, and the person is told, if some of it is not, or if what
     * was saved is not what the person has in view: somebody else changed it, and nobody has looked at that yet.
     */
    async saved(segments: readonly SegmentJson[]): Promise<readonly Saved[] | null> {
      const touched = segments.map(draftOf)
      const seen = segments.map(textOf)
      for (const draft of touched) {
        draft?.saveTouched()
      }
      await Promise.all(touched.map(settled))
      if (touched.some((draft) => draft?.snapshot().dirty)) {
        const words = `${segments.length === 1 ? 'This segment has' : 'Some segments have'} text that is not saved yet.`
        refuse(`${words} Settle that first.`)
        return null
      }
      const now = segments.map(({ id, content, etag }, index) => {
        const base = touched[index]?.snapshot().base
        return { id, content: base?.value ?? content, etag: base?.etag ?? etag }
      })
      const changed = now.findIndex(({ content }, index) => content !== seen[index])
      if (changed >= 0) {
        const { mergedWith, base } = touched[changed]?.snapshot() ?? {}
        refuse(`${nameOf(mergedWith ?? base?.by)} changed this meanwhile. Look at it and try again.`)
        return null
      }
      return now
    },
  }
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
