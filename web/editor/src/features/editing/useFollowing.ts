import { type RefObject, useEffect } from 'react'
import type { SegmentJson } from '../../api/types.ts'
import type { Playback } from '../../playback/Playback.ts'

interface List {
  readonly measurementsCache: readonly { readonly start: number; readonly end: number }[]
  readonly scrollOffset: number | null
  scrollToIndex(index: number, options: { align: 'center' }): void
}

/** Keeps the caption that the video says in the middle third of the list, until its person scrolls or types. */
export function useFollowing(
  playback: Playback,
  list: List,
  rows: readonly SegmentJson[],
  scroller: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    function follow() {
      const { ids, followed } = playback.saying()
      const index = rows.findIndex(({ id }) => id === ids[0])
      const height = scroller.current?.clientHeight ?? 0
      const place = list.measurementsCache[index]
      if (place === undefined || !followed || !playback.clock.state().playing) {
        return
      }
      const top = place.start - (list.scrollOffset ?? 0)
      const bottom = place.end - (list.scrollOffset ?? 0)
      if (top < height / 3 || bottom > (height * 2) / 3) {
        list.scrollToIndex(index, { align: 'center' })
      }
    }
    follow()
    return playback.subscribe(follow)
  }, [playback, list, rows, scroller])
}
