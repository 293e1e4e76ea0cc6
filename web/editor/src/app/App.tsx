import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { pollingChanges } from '../api/changes.ts'
import { streamedChanges } from '../api/stream.ts'
import { sharedChanges } from '../api/tabs.ts'
import { LiveRegions } from '../components/announce.tsx'
import { DocumentsPage } from '../features/documents/DocumentsPage.tsx'
import { DocumentPage } from './DocumentPage.tsx'
import { goTo, useRoute } from './route.ts'
import { TopBar } from './TopBar.tsx'
import { readableColors, theme } from './theme.ts'

const polling = pollingChanges()
const changes = sharedChanges({ source: streamedChanges({ instead: polling }), instead: polling })

export function App() {
  const route = useRoute()
  const [queries] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }))
  const open = (id: string) => goTo({ page: 'document', id })

  useEffect(() => {
    document.title = 'Holdfast'
  }, [])

  return (
    <MantineProvider theme={theme} cssVariablesResolver={readableColors} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-center" />
        <LiveRegions />
        {route.page === 'document' ? (
          <DocumentPage key={route.id} id={route.id} changes={changes} />
        ) : (
          <>
            <TopBar />
            <DocumentsPage onOpen={open} />
          </>
        )}
      </QueryClientProvider>
    </MantineProvider>
  )
}
