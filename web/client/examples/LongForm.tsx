import { createTransport, httpResource } from '@holdfast/client'
import { useDraft } from '@holdfast/client/react'
import { useMemo } from 'react'

type Answers = Readonly<Record<string, string>>

const QUESTIONS = ['applicant', 'address', 'reason']
const transport = createTransport()

/** Body of the PATCH: only the answers that the person changed, so that those of others stay. */
const changed = (next: Answers, base: Answers) =>
  Object.fromEntries(Object.entries(next).filter(([name, answer]) => base[name] !== answer))

export function LongForm({ url }: { url: string }) {
  const resource = useMemo(
    () => httpResource<Answers>(transport, { url, parse: (body) => body as Answers, format: changed }),
    [url],
  )
  const form = useDraft<Answers>({ queryKey: ['form', url], resource, autosaveAfter: 2_000 })
  const { draft, theirs, status, resolve } = form
  if (draft === null) {
    return <p>{form.readError?.message ?? 'Loading…'}</p>
  }
  return (
    <form onFocus={() => form.hold(true)} onBlur={() => form.hold(false)}>
      {form.recovered && <p>Your answers from last time are back.</p>}
      {QUESTIONS.map((name) => (
        <label key={name}>
          {name}
          <input value={draft[name] ?? ''} onChange={({ target }) => form.edit({ ...draft, [name]: target.value })} />
          {theirs !== null && theirs.value[name] !== draft[name] && <small>Elsewhere: {theirs.value[name]}</small>}
        </label>
      ))}
      {status === 'conflict' && theirs !== null && (
        <p role="alert">
          These answers were changed elsewhere. Yours are kept.
          <button
            type="button"
            onClick={() => resolve({ value: { ...theirs.value, ...changed(draft, form.base?.value ?? {}) } })}
          >
            Put mine into theirs
          </button>
          <button type="button" onClick={() => resolve('theirs')}>
            Take theirs
          </button>
        </p>
      )}
      <output>{status === 'offline' ? 'Kept on this computer' : status}</output>
    </form>
  )
}
