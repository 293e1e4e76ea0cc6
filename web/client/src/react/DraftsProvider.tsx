import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import { type DraftSummary, Drafts } from '../draft/drafts.ts'

const Context = createContext<Drafts | null>(null)
const ofClient = new WeakMap<QueryClient, Drafts>()

/** Context provider with its own set of drafts, for example one that is not kept in localStorage. */
export function DraftsProvider({ drafts, children }: { drafts: Drafts; children: ReactNode }) {
  return <Context.Provider value={drafts}>{children}</Context.Provider>
}

/** The drafts of the nearest provider; without one, a set per query client. */
export function useDrafts(): Drafts {
  const provided = useContext(Context)
  const client = useQueryClient()
  if (provided !== null) {
    return provided
  }
  const drafts = ofClient.get(client) ?? new Drafts()
  ofClient.set(client, drafts)
  return drafts
}

/** Counts over all drafts, for example for a line like "2 not saved, 1 needs a decision". */
export function useDraftSummary(): DraftSummary {
  const drafts = useDrafts()
  return useSyncExternalStore(drafts.subscribe, drafts.summary, drafts.summary)
}
