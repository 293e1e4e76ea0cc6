import { useEffect, useState } from 'react'

export function Note({ url }: { url: string }) {
  const [note, setNote] = useState<{ text: string; etag: string } | null>(null)
  const [message, setMessage] = useState('')

  async function load() {
    const response = await fetch(url)
    const { text } = await response.json()
    setNote({ text, etag: response.headers.get('ETag') ?? '' })
  }

  async function save() {
    if (note === null) {
      return
    }
    const response = await fetch(url, {
      method: 'PATCH',
      headers: { 'If-Match': note.etag, 'Content-Type': 'application/merge-patch+json' },
      body: JSON.stringify({ text: note.text }),
    })
    if (response.status === 412) {
      setMessage('Someone else edited this note.')
      await load()
      return
    }
    setNote({ ...note, etag: response.headers.get('ETag') ?? '' })
    setMessage('Saved')
  }

  useEffect(() => {
    void load()
  }, [url])

  return (
    <form action={save}>
      <textarea
        value={note?.text ?? ''}
        onChange={(event) => setNote((seen) => seen && { ...seen, text: event.target.value })}
      />
      <button type="submit">Save</button>
      <output>{message}</output>
    </form>
  )
}
