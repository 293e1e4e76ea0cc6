import { useMemo, useSyncExternalStore } from 'react'
import { spellingOf, type TimeSpelling } from '../cue/timecode.ts'
import type { TimeView } from './TimeView.ts'

/** Spelling of times that the person chose. */
export function useTimeSpelling({ subscribe, get }: TimeView): TimeSpelling {
  const state = useSyncExternalStore(subscribe, get)
  return useMemo(() => spellingOf(state), [state])
}
