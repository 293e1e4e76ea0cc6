import { hashKey, type QueryKey, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { DraftConfig, Snapshot } from '../draft/draft.ts'
import type { Choice } from '../draft/machine.ts'
import { GoneError, RequestError } from '../http/errors.ts'
import type { Resource, Tombstone, Versioned } from '../versioned.ts'
import { useDrafts } from './DraftsProvider.tsx'

export interface UseDraftOptions<T> {
  /** Names the resource in the query cache, and its draft on this computer. */
  readonly queryKey: QueryKey
  readonly resource: Resource<T>
  /** The newest version that the caller knows, where it reads the resource as part of a list. Then nothing is queried. */
  readonly latest?: Versioned<T>
  /** Set once the caller knows that it was deleted. */
  readonly tombstone?: Tombstone
  /** How long after the last keystroke to save, in milliseconds; null to save only when asked. */
  readonly autosaveAfter?: number | null
  /** Told of every version that this draft saved, or found saved: then `own` is false, as somebody else may have. */
  readonly onSaved?: (saved: Versioned<T>, own: boolean) => void
}

export interface UseDraft<T> extends Snapshot<T> {
  readonly edit: (draft: T) => void
  /** Saves now. What is stale is merged by the server; while only a person can decide, nothing happens. */
  readonly save: () => void
  /** The same, but leaves alone what an earlier visit left as long as the person has not touched it. */
  readonly saveTouched: () => void
  /** Decides a conflict, or what becomes of a text whose segment was deleted. */
  readonly resolve: (choice: Choice<T>) => void
  /** Brings back the person's own words from before a merge, a choice or a discard. */
  readonly undoMerge: () => void
  readonly discard: () => void
  /** Stops a save that is under way. The text stays. */
  readonly abort: () => void
  /** Says that the person is in the text right now, so that nothing is put in its place. Unmounting lets it go. */
  readonly hold: (held: boolean) => void
  /** Why the resource could not be read. */
  readonly readError: Error | null
}

const AUTOSAVE_AFTER = 1_500

/**
 * A text that someone edits while others do, too. What a refetch brings in the meantime is shown as theirs and never
 * becomes the version that the next save names: that one is what the draft grew from.
 */
export function useDraft<T>(options: UseDraftOptions<T>): UseDraft<T> {
  const { queryKey, resource, latest, tombstone, onSaved, autosaveAfter = AUTOSAVE_AFTER } = options
  const client = useQueryClient()
  const drafts = useDrafts()
  const name = hashKey(queryKey)

  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => resource.read({ signal }),
    enabled: latest === undefined,
    retry: (count, error) => !(error instanceof RequestError) && count < 3,
  })
  const arriving = latest ?? query.data

  const config: DraftConfig<T> = {
    resource,
    autosaveAfter,
    onSaved: (saved, own) => {
      if (latest === undefined) {
        // A read that began before the save would bring the old version back.
        void client.cancelQueries({ queryKey, exact: true }, { revert: false })
        client.setQueryData(queryKey, saved)
      }
      onSaved?.(saved, own)
    },
  }
  const draft = drafts.get<T>(name, config, arriving ?? null)

  useEffect(() => draft.configure(config))
  useEffect(() => {
    if (tombstone !== undefined) {
      draft.disappear(tombstone)
    } else if (arriving !== undefined) {
      draft.arrive(arriving)
    }
  }, [draft, arriving, tombstone])
  useEffect(() => {
    if (query.error instanceof GoneError) {
      draft.disappear(query.error.tombstone)
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
