import { hashKey, type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { DraftConfig, DraftSnapshot } from '../draft/draft.ts'
import { GoneError, RequestError } from '../http/errors.ts'
import type { Choice } from '../merge/parts.ts'
import type { Resource, Tombstone, Versioned } from '../versioned.ts'
import { useDrafts } from './DraftsProvider.tsx'

export interface UseDraftOptions<T> {
  /** Key of the resource in the query cache, and name of its draft on this computer. */
  readonly queryKey: QueryKey
  readonly resource: Resource<T>
  /** The newest version known to a caller that reads the resource as part of a list. Then the hook does not query. */
  readonly latest?: Versioned<T>
  /** Tombstone of the resource, if the caller knows that it was deleted. */
  readonly tombstone?: Tombstone<T>
  /** Milliseconds between the last edit and the autosave; null for no autosave. Default 1,500. */
  readonly autosaveAfter?: number | null
  /** Called with every version that this draft saved. `own` is false if the same text may be someone else's save. */
  readonly onSaved?: (saved: Versioned<T>, own: boolean) => void
  /** False while the text cannot be saved as it is, for example while a word is being composed: it is only kept. */
  readonly isComplete?: (value: T, base: T) => boolean
}

export interface UseDraft<T> extends DraftSnapshot<T> {
  readonly edit: (draft: T) => void
  /** Saves now. The server merges a stale draft. In a conflict nothing happens. */
  readonly save: () => void
  /** The same, but does not save a recovered draft that the person has not edited since. */
  readonly saveTouched: () => void
  /**
   * Decides a conflict: what does not conflict stays merged, the rest follows the choice. Decides a deletion: `theirs`
   * drops the draft, any other choice restores the resource.
   */
  readonly resolve: (choice: Choice<T>) => void
  /** Brings back the person's text from before a merge, a choice or a discard. */
  readonly undoMerge: () => void
  readonly discard: () => void
  /** Aborts the save in flight. The text stays. */
  readonly abort: () => void
  /** Protects the text from replacement while it is being edited. Unmounting releases it. */
  readonly hold: (held: boolean) => void
  /** Error of the query. */
  readonly readError: Error | null
}

const AUTOSAVE_AFTER = 1_500

/**
 * Hook for the draft of a resource that others edit, too. A version that a refetch returns in the meantime is shown as
 * theirs. The next save still sends the tag of the version that the draft grew from.
 */
export function useDraft<T>(options: UseDraftOptions<T>): UseDraft<T> {
  const { queryKey, resource, latest, tombstone, onSaved, isComplete, autosaveAfter = AUTOSAVE_AFTER } = options
  const client = useQueryClient()
  const drafts = useDrafts()
  const name = hashKey(queryKey)

  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => resource.read({ signal }),
    enabled: latest === undefined,
    retry: (count, error) => !(error instanceof RequestError) && count < 3,
  })
  const received = latest ?? query.data

  const config: DraftConfig<T> = {
    resource,
    autosaveAfter,
    isComplete,
    onSaved: (saved, own) => {
      if (latest === undefined) {
        // A read that began before the save would bring the old version back.
        void client.cancelQueries({ queryKey, exact: true }, { revert: false })
        client.setQueryData(queryKey, saved)
      }
      onSaved?.(saved, own)
    },
  }
  // An open draft is configured in the effect: a render may be discarded.
  const draft = drafts.peek<T>(name) ?? drafts.get<T>(name, config, received ?? null)

  useEffect(() => draft.configure(config))
  useEffect(() => {
    if (tombstone !== undefined) {
      draft.receiveDeletion(tombstone)
    } else if (received !== undefined) {
      draft.receive(received)
    }
  }, [draft, received, tombstone])
  useEffect(() => {
    if (query.error instanceof GoneError) {
      draft.receiveDeletion(query.error.tombstone)
    }
  }, [draft, query.error])

  const held = useRef(false)
  useEffect(() => {
    draft.hold(held.current, held)
    return () => draft.hold(false, held)
  }, [draft])

  const snapshot = useSyncExternalStore(draft.subscribe, draft.snapshot, draft.snapshot)
  const seen = snapshot.gone?.etag ?? snapshot.theirs?.etag ?? ''

  const actions = useMemo(
    () => ({
      edit: (next: T) => draft.edit(next),
      save: () => draft.save('user'),
      saveTouched: () => draft.saveTouched(),
      undoMerge: () => draft.undoMerge(),
      discard: () => draft.discard(),
      abort: () => draft.abort(),
      hold(isHeld: boolean) {
        held.current = isHeld
        draft.hold(isHeld, held)
      },
    }),
    [draft],
  )
  const resolve = useCallback((choice: Choice<T>) => draft.resolve(choice, seen), [draft, seen])

  return useMemo(
    () => ({ ...snapshot, ...actions, resolve, readError: query.error }),
    [snapshot, actions, resolve, query.error],
  )
}
