import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Draft } from '../src/draft/draft.ts'
import { Drafts } from '../src/draft/drafts.ts'
import { noKeeper } from '../src/draft/keeper.ts'
import type { KeptDraft } from '../src/draft/state.ts'
import { OfflineError } from '../src/http/errors.ts'
import type { Resource, Versioned } from '../src/versioned.ts'

const BASE: Versioned<string> = { value: 'one', etag: '"1"', version: 1 }

let sent: string[]
let kept: KeptDraft<unknown> | null
let answers: ((error?: Error) => void)[]
let drafts: Drafts
let draft: Draft<string>

/** Resource whose saves are answered by the test. */
const resource: Resource<string> = {
  read: async () => BASE,
  write: (value, base) =>
    new Promise((resolve, reject) => {
      sent.push(value)
      const version = (base.version ?? 0) + 1
      answers.push((error) => (error ? reject(error) : resolve({ value, etag: `"${version}"`, version })))
    }),
}

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  kept = null
  answers = []
  const keep = (_name: string, draft: KeptDraft<unknown>) => {
    kept = draft
    return true
  }
  drafts = new Drafts({ keeper: { ...noKeeper, keep } })
  draft = drafts.get('note', { resource, autosaveAfter: 1_500, isComplete: (text) => !text.endsWith(' ') }, BASE)
})

afterEach(() => {
  vi.useRealTimers()
})

const settle = () => vi.advanceTimersByTimeAsync(60_000)

test('an incomplete text is kept and not saved, by the timer, by leaving it, or by all at once', async () => {
  draft.edit('one two ')
  await settle()
  draft.saveTouched()
  drafts.saveAll()
  await settle()

  expect(sent).toEqual([])
  expect(kept).toMatchObject({ draft: 'one two ', base: BASE })
})

test('a save that the person requests waits, which is shown until the text changes', async () => {
  draft.edit('one two ')
  await settle()
  const byTimer = draft.snapshot().waits

  draft.save()
  const byPerson = draft.snapshot()
  const counted = drafts.summary()
  draft.edit('one two')

  expect(byTimer).toBe(false)
  expect(byPerson).toMatchObject({ waits: true, dirty: true, status: 'editing' })
  expect(counted).toMatchObject({ notSaved: 1, needsAttention: 1 })
  expect(draft.snapshot().waits).toBe(false)
  await settle()
  expect(sent).toEqual(['one two'])
})

test('a save that follows the one in flight does not send what is incomplete by then', async () => {
  draft.edit('one two')
  draft.save()
  draft.edit('one two three')
  draft.save()
  draft.edit('one two three ')
  answers[0]?.()
  await settle()

  expect(sent).toEqual(['one two'])
  draft.edit('one two three four')
  await settle()
  expect(sent).toEqual(['one two', 'one two three four'])
})

test('a save without a response is repeated beside an incomplete text', async () => {
  draft.edit('one two')
  draft.save()
  draft.edit('one two ')
  answers[0]?.(new OfflineError(0, {}))
  await vi.advanceTimersByTimeAsync(10_000)
  answers[1]?.()
  await settle()

  expect(sent).toEqual(['one two', 'one two'])
  expect(draft.snapshot()).toMatchObject({ dirty: true, draft: 'one two ', base: { value: 'one two' } })
})

test('a choice does not send an incomplete text', async () => {
  draft.edit('mine ')
  draft.receive({ value: 'theirs', etag: '"2"', version: 2 })

  draft.resolve('mine', '"2"')
  await settle()

  expect(sent).toEqual([])
  expect(draft.snapshot()).toMatchObject({ waits: true, draft: 'mine ' })
})
