import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import { Drafts, type Summary } from '../draft/drafts.ts'

const Context = createContext<Drafts | null>(null)
const ofClient = new WeakMap<QueryClient, Drafts>()

/** Gives the components below it their own drafts, such as ones that are kept elsewhere than in localStorage. */
export function DraftsProvider({ drafts, children }: { drafts: Drafts; children: ReactNode }) {
  return <Context.Provider value={drafts}>{children}</Context.Provider>
}

/** The drafts of the page: those of the nearest provider, else one set for each query client. */
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

/** How all drafts together stand, such as for "2 not saved, 1 needs you". */
export function useDraftSummary(): Summary {
  const drafts = useDrafts()
  return useSyncExternalStore(drafts.subscribe, drafts.summary, drafts.summary)
}
