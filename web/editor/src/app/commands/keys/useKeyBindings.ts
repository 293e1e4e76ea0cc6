import { useMemo, useSyncExternalStore } from 'react'
import type { Bindings } from './defaults.ts'
import { KeyBindings } from './KeyBindings.ts'
import { PLATFORM } from './platform.ts'

/** The keys of a person, and the object that changes them. */
export function useKeyBindings(person: string): { readonly keys: KeyBindings; readonly bindings: Bindings } {
  const keys = useMemo(() => new KeyBindings(person, PLATFORM), [person])
  const bindings = useSyncExternalStore(keys.subscribe, keys.bindings)
  return { keys, bindings }
}
