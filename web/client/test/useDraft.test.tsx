// @vitest-environment jsdom
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, cleanup, render, screen, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Drafts } from '../src/draft/drafts.ts'
import { noKeeper } from '../src/draft/keeper.ts'
import { storageKeeper } from '../src/draft/storageKeeper.ts'
import { ConflictError } from '../src/http/errors.ts'
import { DraftsProvider, useDraft, useDraftSummary } from '../src/react/index.ts'
import type { UseDraft } from '../src/react/useDraft.ts'
import type { Resource, Versioned } from '../src/versioned.ts'
import { memoryStorage } from './storage.ts'

/** Resource of a text that others can change. It does not merge. */
class Text implements Resource<string> {
  current: Versioned<string> = { value: 'one', etag: '"1"' }
  readonly writes: { next: string; ifMatch: string; key: string }[] = []
  readonly reads: string[] = []
  private number = 1

  async read() {
    this.reads.push(this.current.etag)
    return this.current
  }

  async write(next: string, base: Versioned<string>, { idempotencyKey }: { idempotencyKey: string }) {
    this.writes.push({ next, ifMatch: base.etag, key: idempotencyKey })
    if (base.etag !== this.current.etag) {
      throw new ConflictError({ current: this.current, base: null, merge: null, appliedAs: null }, {})
    }
    return this.put(next)
  }

  put(value: string): Versioned<string> {
    this.current = { value, etag: `"${++this.number}"` }
    return this.current
  }
}

let text: Text
let client: QueryClient
let hook: UseDraft<string>

function Field() {
  hook = useDraft({ queryKey: ['note'], resource: text, autosaveAfter: null })
  const { notSaved, needsAttention } = useDraftSummary()
  return (
    <>
      <textarea value={hook.draft ?? ''} onChange={(event) => hook.edit(event.target.value)} />
      <output>{`${hook.status} ${notSaved} ${needsAttention}`}</output>
    </>
  )
}

/** Another component with the same query. */
function Reader() {
  const { data } = useQuery({ queryKey: ['note'], queryFn: () => text.read() })
  return <p>{data?.value}</p>
}

async function show(element = <Field />, drafts = new Drafts({ keeper: noKeeper })) {
  const view = render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <DraftsProvider drafts={drafts}>{element}</DraftsProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await settled()
  return view
}

/** Waits until no read or write is under way, and the text is on the screen. */
const settled = () =>
  waitFor(() => {
    expect(client.isFetching()).toBe(0)
    expect(hook.status).not.toBe('saving')
    expect(hook.base).not.toBeNull()
  })
const refetch = async () => {
  await act(() => client.refetchQueries({ queryKey: ['note'] }))
  await waitFor(() => expect([hook.base?.etag, hook.theirs?.etag]).toContain(text.current.etag))
}
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox')
const status = () => screen.getByRole('status').textContent

beforeEach(() => {
  text = new Text()
  client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
})

afterEach(() => {
  cleanup()
  client.clear()
  vi.useRealTimers()
})

test('the text is read, edited and saved with the tag it came with', async () => {
  await show()

  act(() => hook.edit('two'))
  act(() => hook.save())
  await settled()

  expect(text.writes.map(({ next, ifMatch }) => [next, ifMatch])).toEqual([['two', '"1"']])
  expect(status()).toBe('saved 0 0')
  expect(client.getQueryData(['note'])).toEqual({ value: 'two', etag: '"2"' })
})

test('mounted twice by StrictMode it saves once, and the second draft is the first', async () => {
  await show()

  act(() => hook.edit('two'))
  act(() => hook.save())
  await settled()
  act(() => hook.edit('three'))
  act(() => hook.save())
  await settled()

  expect(text.writes.map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"'])
})

test('a refetch while typing never provides the tag of the next save', async () => {
  await show()
  act(() => hook.edit('mine'))
  text.put('theirs')
  await refetch()
  await refetch()

  act(() => hook.save())
  await settled()

  expect(text.writes.map(({ ifMatch }) => ifMatch)).toEqual(['"1"'])
  expect(text.current.value).toBe('theirs')
  expect(field().value).toBe('mine')
  expect(status()).toBe('conflict 1 1')
})

test('a refetch by another component while typing is shown as theirs, and the text stays', async () => {
  await show(
    <>
      <Field />
      <Reader />
    </>,
  )
  act(() => hook.edit('mine'))
  text.put('theirs')

  await refetch()

  expect(field().value).toBe('mine')
  expect(hook.theirs?.value).toBe('theirs')
  expect(hook.base?.etag).toBe('"1"')
  expect(status()).toBe('stale 1 0')
})

test('an untouched text follows a refetch, and the next save sends the new tag', async () => {
  await show()
  text.put('theirs')
  await refetch()

  act(() => hook.edit('theirs and mine'))
  act(() => hook.save())
  await settled()

  expect(text.writes[0]?.ifMatch).toBe('"2"')
  expect(text.current.value).toBe('theirs and mine')
})

test('a read that began before a save does not bring the old text back', async () => {
  await show()
  let finish: (version: Versioned<string>) => void = () => {}
  const old = text.current
  vi.spyOn(text, 'read').mockImplementationOnce(() => new Promise((resolve) => (finish = resolve)))
  act(() => {
    void client.refetchQueries({ queryKey: ['note'] })
  })

  act(() => hook.edit('two'))
  act(() => hook.save())
  await settled()
  await act(async () => finish(old))
  await waitFor(() => expect(client.isFetching()).toBe(0))

  expect(field().value).toBe('two')
  expect(client.getQueryData(['note'])).toEqual({ value: 'two', etag: '"2"' })
})

test('a text that is unmounted keeps its draft, and its save continues', async () => {
  const drafts = new Drafts({ keeper: noKeeper })
  const first = await show(<Field />, drafts)
  act(() => hook.edit('mine'))
  act(() => hook.save())
  first.unmount()
  await vi.waitFor(() => expect(text.current.value).toBe('mine'))
  await show(<Field />, drafts)

  expect(field().value).toBe('mine')
  expect(status()).toBe('saved 0 0')
})

test('an unmounted text box releases its own hold on the text, and no other', async () => {
  const drafts = new Drafts({ keeper: noKeeper })
  const first = await show(<Field />, drafts)
  const draft = drafts.all()[0]
  const drag = Symbol('drag')
  act(() => hook.hold(true))
  act(() => draft?.hold(true, drag))
  first.unmount()
  draft?.receive(text.put('theirs'))
  const whileDragged = draft?.snapshot().draft

  draft?.hold(false, drag)

  expect(whileDragged).toBe('one')
  expect(draft?.snapshot().draft).toBe('theirs')
})

test('a conflict is resolved with the version that was on the screen', async () => {
  await show()
  act(() => hook.edit('mine'))
  text.put('theirs')
  act(() => hook.save())
  await settled()

  act(() => hook.resolve('mine'))
  await settled()

  expect(text.writes.map(({ ifMatch }) => ifMatch)).toEqual(['"1"', '"2"'])
  expect(text.current.value).toBe('mine')
  expect(status()).toBe('saved 0 0')
})

test('the second of two tabs with one text to save is in conflict', async () => {
  const storage = memoryStorage()
  const tab = (page: string) => new Drafts({ keeper: storageKeeper({ storage, page, isAlive: async () => true }) })
  const config = { resource: text, autosaveAfter: null }
  const [one, two] = [tab('a').get('note', config, text.current), tab('b').get('note', config, text.current)]
  one.edit('from one')
  two.edit('from two')

  one.save()
  await vi.waitFor(() => expect(one.snapshot().status).toBe('saved'))
  two.save()
  await vi.waitFor(() => expect(two.snapshot().status).toBe('conflict'))

  expect(one.snapshot().status).toBe('saved')
  expect(two.snapshot()).toMatchObject({ status: 'conflict', draft: 'from two', theirs: { value: 'from one' } })
})

test('an edit is saved after the autosave time', async () => {
  vi.useFakeTimers()
  const draft = new Drafts({ keeper: noKeeper }).get('note', { resource: text, autosaveAfter: 1000 }, text.current)
  draft.edit('t')
  await vi.advanceTimersByTimeAsync(900)
  draft.edit('two')
  await vi.advanceTimersByTimeAsync(900)
  const early = text.writes.length
  await vi.advanceTimersByTimeAsync(200)

  expect(early).toBe(0)
  expect(text.writes.map(({ next }) => next)).toEqual(['two'])
})

test('a save without a response is repeated with growing delays', async () => {
  vi.useFakeTimers()
  const draft = new Drafts({ keeper: noKeeper }).get('note', { resource: text, autosaveAfter: 1000 }, text.current)
  const tries: number[] = []
  const start = Date.now()
  vi.spyOn(text, 'write').mockImplementation(async () => {
    tries.push(Date.now() - start)
    throw new TypeError('fetch failed')
  })
  draft.edit('two')

  await vi.advanceTimersByTimeAsync(60_000)

  expect(tries).toEqual([1_000, 6_000, 16_000, 36_000])
})

test('a save without a response is repeated with its key when the computer is online again', async () => {
  vi.useFakeTimers()
  const drafts = new Drafts({ keeper: noKeeper })
  const draft = drafts.get('note', { resource: text, autosaveAfter: 1000 }, text.current)
  const keys: string[] = []
  vi.spyOn(text, 'write').mockImplementationOnce(async (_next, _base, { idempotencyKey }) => {
    keys.push(idempotencyKey)
    throw new TypeError('fetch failed')
  })
  draft.edit('two')
  await vi.advanceTimersByTimeAsync(1000)
  const asleep = draft.snapshot().status

  globalThis.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(0)

  expect(asleep).toBe('offline')
  expect(draft.snapshot().status).toBe('saved')
  expect(text.writes.map(({ key }) => key)).toEqual(keys)
})
