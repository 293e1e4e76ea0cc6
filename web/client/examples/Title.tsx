import { createTransport, httpResource } from '@holdfast/client'
import { useDraft } from '@holdfast/client/react'

const resource = httpResource<string>(createTransport(), {
  url: '/notes/1',
  parse: (body) => (body as { title: string }).title,
  format: (title) => ({ title }),
})

export function Title() {
  const { draft, theirs, status, edit, save, resolve } = useDraft({ queryKey: ['title'], resource })
  return (
    <form action={save}>
      <input value={draft ?? ''} onChange={(event) => edit(event.target.value)} />
      <output>{status}</output>
      {status === 'conflict' && (
        <button type="button" onClick={() => resolve('mine')}>
          Replace “{theirs?.value}”
        </button>
      )}
    </form>
  )
}
