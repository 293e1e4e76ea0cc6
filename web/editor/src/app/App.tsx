import { Drafts, storageKeeper } from '@holdfast/client'
import { DraftsProvider, useDrafts } from '@holdfast/client/react'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { pollingChanges } from '../api/changes.ts'
import { mayEdit, mayManage, session } from '../api/session.ts'
import { streamedChanges } from '../api/stream.ts'
import { sharedChanges } from '../api/tabs.ts'
import { LiveRegions } from '../components/announce.tsx'
import { Questions } from '../components/ask.tsx'
import { DocumentsPage } from '../features/documents/DocumentsPage.tsx'
import { SignIn } from '../features/session/SignIn.tsx'
import { UnsavedWork, type UnsavedWorkProps } from '../features/unsaved/UnsavedWork.tsx'
import { useUnsaved } from '../features/unsaved/useUnsaved.ts'
import { DocumentPage } from './DocumentPage.tsx'
import { PageBoundary } from './PageBoundary.tsx'
import { goTo, useRoute } from './route.ts'
import { TopBar } from './TopBar.tsx'
import { readableColors, theme } from './theme.ts'

const polling = pollingChanges()
const changes = sharedChanges({ source: streamedChanges({ fallback: polling }), fallback: polling })

export function App() {
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }))

  const [drafts] = useState(() => new Drafts({ keeper: storageKeeper({ owner: session.draftOwner }) }))

  useEffect(() => {
    document.title = 'Holdfast'
    return session.follow()
  }, [])

  return (
    <MantineProvider theme={theme} cssVariablesResolver={readableColors} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <DraftsProvider drafts={drafts}>
          <Notifications position="bottom-center" />
          <LiveRegions />
          <Questions />
          <PageBoundary>
            <Pages />
          </PageBoundary>
        </DraftsProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}

function Pages() {
  const route = useRoute()
  const queries = useQueryClient()
  const drafts = useDrafts()
  const state = useSyncExternalStore(session.subscribe, session.state)
  const { signedOut, wasSignedIn, someoneElse } = state

  const before = useRef(signedOut)
  useEffect(() => {
    if (before.current && !signedOut) {
      drafts.retry()
      void queries.invalidateQueries()
    }
    before.current = signedOut
  }, [signedOut, drafts, queries])

  useEffect(() => {
    if (someoneElse) {
      globalThis.location.reload()
    }
  }, [someoneElse])

  const signIn = signedOut && <SignIn authentication={state.session?.authentication} onPage={wasSignedIn} />
  if (signIn && !wasSignedIn) {
    return (
      <>
        <TopBar />
        {signIn}
      </>
    )
  }
  if (route.page === 'document') {
    return <DocumentPage key={route.id} id={route.id} changes={changes} session={state} notice={signIn} />
  }
  const open = (id: string) => goTo({ page: 'document', id })
  return (
    <>
      <TopBar />
      {signIn}
      <DocumentsPage
        mayEdit={mayEdit(state)}
        mayManage={mayManage(state)}
        onOpen={open}
        notice={<AllUnsaved mayManage={mayManage(state)} onOpen={open} />}
      />
    </>
  )
}

function AllUnsaved(props: Omit<UnsavedWorkProps, 'unsaved'>) {
  return <UnsavedWork unsaved={useUnsaved()} {...props} />
}
