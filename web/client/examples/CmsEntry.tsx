import { createTransport, httpResource } from '@holdfast/client'
import { useDraft } from '@holdfast/client/react'
import { useMemo } from 'react'

interface Entry {
  readonly title: string
  readonly body: string
}

const transport = createTransport()

export function CmsEntry({ url }: { url: string }) {
  const resource = useMemo(
    () => httpResource<Entry>(transport, { url, parse: (body) => body as Entry, format: (entry) => entry }),
    [url],
  )
  const entry = useDraft<Entry>({ queryKey: ['entry', url], resource, autosaveAfter: null })
  const { draft, theirs, status } = entry
  if (draft === null) {
    return <p>{entry.readError?.message ?? 'Loading…'}</p>
  }
  return (
    <form action={entry.save} onFocus={() => entry.hold(true)} onBlur={() => entry.hold(false)}>
      <input value={draft.title} onChange={({ target }) => entry.edit({ ...draft, title: target.value })} />
      <textarea value={draft.body} onChange={({ target }) => entry.edit({ ...draft, body: target.value })} />
      <button type="submit">Publish</button> <output>{status}</output>
      {status === 'stale' && <p>{theirs?.by ?? 'Someone'} changed this entry while you write. Yours is kept.</p>}
      {status === 'conflict' && (
        <p role="alert">
          {theirs?.by ?? 'Someone'} published “{theirs?.value.title}” first. Yours is kept.
          <button type="button" onClick={() => entry.resolve('mine')}>
            Publish mine over it
          </button>
          <button type="button" onClick={() => entry.resolve('theirs')}>
            Take theirs
          </button>
        </p>
      )}
      {entry.beforeMerge !== null && (
        <button type="button" onClick={entry.undoMerge}>
          Get mine back
        </button>
      )}
    </form>
  )
}
