import { useCallback, useSyncExternalStore } from 'react'
import type { Playback } from './Playback.ts'

/** True while the video says a caption. Nothing is rendered where that does not change. */
export function useSaid({ subscribe, saying }: Playback, id: string): boolean {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => saying().ids.includes(id), [saying, id]),
  )
}
