import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Drafts } from '../src/draft/drafts.ts'
import { type DraftKeeper, noKeeper } from '../src/draft/keeper.ts'
import type { Resource, Versioned } from '../src/versioned.ts'

const one: Versioned<string> = { value: 'one', etag: '"1"' }
const hers: Versioned<string> = { value: 'hers', etag: '"2"' }
const drag = Symbol('drag')

let named: string[]
let drafts: Drafts

/** Takes every save, and notes the tag that it names. */
const text: Resource<string> = {
  read: async () => hers,
  async write(value, base) {
    named.push(base.etag)
    return { value, etag: '"3"' }
  },
}
const open = (latest: Versioned<string>) => drafts.get('note', { resource: text, autosaveAfter: null }, latest)

beforeEach(() => {
  vi.useFakeTimers()
  named = []
  drafts = new Drafts({ keeper: noKeeper })
})

afterEach(() => {
  vi.useRealTimers()
})

test('what is held out of view for long is saved with the tag of what the person took hold of', async () => {
  open(one).hold(true, drag)

  await vi.advanceTimersByTimeAsync(60_000)
  open(hers).edit('mine')
  open(hers).save()

  expect(named).toEqual(['"1"'])
})

test('what nobody looks at, holds or has changed is forgotten', async () => {
  const draft = open(one)
  draft.hold(true, drag)
  draft.hold(false, drag)

  await vi.advanceTimersByTimeAsync(60_000)

  expect(drafts.peek('note')).toBeUndefined()
})

test('one who lets go does not let go for the others', () => {
  const draft = open(one)
  draft.hold(true)
  draft.hold(true, drag)
  draft.hold(false)
  draft.receive(hers)
  const whileDragged = draft.snapshot()

  draft.hold(false, drag)

  expect(whileDragged).toMatchObject({ status: 'stale', draft: 'one', base: one })
  expect(draft.snapshot()).toMatchObject({ draft: 'hers', base: hers })
})

test('the summary counts unsaved drafts that this computer could not keep, until they are saved', async () => {
  let full = true
  const keeper: DraftKeeper = { ...noKeeper, keep: () => !full }
  drafts = new Drafts({ keeper })
  const draft = open(one)
  draft.edit('mine')
  const whileFull = drafts.summary()

  full = false
  draft.edit('mine!')
  const kept = drafts.summary()
  full = true
  draft.edit('mine again')
  draft.save()
  await vi.advanceTimersByTimeAsync(0)

  expect(whileFull).toMatchObject({ notSaved: 1, unkept: 1 })
  expect(kept).toMatchObject({ notSaved: 1, unkept: 0 })
  expect(drafts.summary()).toMatchObject({ notSaved: 0, unkept: 0 })
})

test('a draft that is opened again has the configuration of its newest caller, also for a save under way', async () => {
  const rows: string[] = []
  const openRow = (place: string) =>
    drafts.get(
      'note',
      { resource: text, autosaveAfter: null, onSaved: ({ value }) => rows.push(`${place} ${value}`) },
      one,
    )
  openRow('first').edit('mine')
  drafts.peek('note')?.save()

  openRow('second')
  await vi.advanceTimersByTimeAsync(0)

  expect(rows).toEqual(['second mine'])
})

test('an edit without autosave is saved by itself once the newest caller has an autosave, and only once', async () => {
  open(one).edit('mine')
  await vi.advanceTimersByTimeAsync(5_000)
  const before = named.length

  drafts.get('note', { resource: text, autosaveAfter: 1_000 }, one)
  await vi.advanceTimersByTimeAsync(1_000)
  drafts.get('note', { resource: text, autosaveAfter: 1_000 }, one)
  await vi.advanceTimersByTimeAsync(5_000)

  expect(before).toBe(0)
  expect(named).toEqual(['"1"'])
})

test('a draft that is opened again saves to the resource of its newest caller, after the time that it asks for', async () => {
  const other: Resource<string> = { ...text, write: async (value) => ({ value, etag: '"other"' }) }
  open(one)

  const draft = drafts.get('note', { resource: other, autosaveAfter: 1_000 }, one)
  draft.edit('mine')
  await vi.advanceTimersByTimeAsync(1_000)

  expect(named).toEqual([])
  expect(draft.snapshot()).toMatchObject({ status: 'saved', base: { etag: '"other"' } })
})
