import { createTransport, httpResource } from '@holdfast/client'
import { useDraft } from '@holdfast/client/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useMemo } from 'react'

const queries = new QueryClient()
const transport = createTransport()

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <Note url="/notes/1" />
    </QueryClientProvider>
  )
}

function Note({ url }: { url: string }) {
  const resource = useMemo(
    () =>
      httpResource<string>(transport, {
        url,
        parse: (body) => (body as { text: string }).text,
        format: (text) => ({ text }),
      }),
    [url],
  )
  const note = useDraft({ queryKey: ['note', url], resource })

  return (
    <form action={note.save}>
      <textarea
        value={note.draft ?? ''}
        onChange={(event) => note.edit(event.target.value)}
        onFocus={() => note.hold(true)}
        onBlur={() => note.hold(false)}
      />
      <output>{note.status}</output>
      {note.status === 'conflict' && (
        <p role="alert">
          Someone else edited this note. Your text is kept. Theirs: {note.theirs?.value}
          <button type="button" onClick={() => note.resolve('mine')}>
            Keep mine
          </button>
          <button type="button" onClick={() => note.resolve('theirs')}>
            Take theirs
          </button>
        </p>
      )}
      {note.beforeMerge !== null && (
        <button type="button" onClick={note.undoMerge}>
          Undo
        </button>
      )}
    </form>
  )
}
