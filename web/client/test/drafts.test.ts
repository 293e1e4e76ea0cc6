import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Drafts } from '../src/draft/drafts.ts'
import { type DraftKeeper, noKeeper } from '../src/draft/keeper.ts'
import type { Resource, Versioned } from '../src/versioned.ts'

const one: Versioned<string> = { value: 'one', etag: '"1"' }
const theirs: Versioned<string> = { value: 'theirs', etag: '"2"' }
const drag = Symbol('drag')

let sentTags: string[]
let drafts: Drafts

/** Resource that accepts every save, and records its tag. */
const text: Resource<string> = {
  read: async () => theirs,
  async write(value, base) {
    sentTags.push(base.etag)
    return { value, etag: '"3"' }
  },
}
const open = (latest: Versioned<string>) => drafts.get('note', { resource: text, autosaveAfter: null }, latest)

beforeEach(() => {
  vi.useFakeTimers()
  sentTags = []
  drafts = new Drafts({ keeper: noKeeper })
})

afterEach(() => {
  vi.useRealTimers()
})

test('a draft that is held out of view for a minute is saved with the tag of the version that the person took hold of', async () => {
  open(one).hold(true, drag)

  await vi.advanceTimersByTimeAsync(60_000)
  open(theirs).edit('mine')
  open(theirs).save()

  expect(sentTags).toEqual(['"1"'])
})

test('a draft without subscriber, holder or edit is closed', async () => {
  const draft = open(one)
  draft.hold(true, drag)
  draft.hold(false, drag)

  await vi.advanceTimersByTimeAsync(60_000)

  expect(drafts.peek('note')).toBeUndefined()
})

test('a draft stays held until its last holder releases it', () => {
  const draft = open(one)
  draft.hold(true)
  draft.hold(true, drag)
  draft.hold(false)
  draft.receive(theirs)
  const whileDragged = draft.snapshot()

  draft.hold(false, drag)

  expect(whileDragged).toMatchObject({ status: 'stale', draft: 'one', base: one })
  expect(draft.snapshot()).toMatchObject({ draft: 'theirs', base: theirs })
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
  const before = sentTags.length

  drafts.get('note', { resource: text, autosaveAfter: 1_000 }, one)
  await vi.advanceTimersByTimeAsync(1_000)
  drafts.get('note', { resource: text, autosaveAfter: 1_000 }, one)
  await vi.advanceTimersByTimeAsync(5_000)

  expect(before).toBe(0)
  expect(sentTags).toEqual(['"1"'])
})

test('a draft that is opened again saves to the resource of its newest caller, after its autosave time', async () => {
  const other: Resource<string> = { ...text, write: async (value) => ({ value, etag: '"other"' }) }
  open(one)

  const draft = drafts.get('note', { resource: other, autosaveAfter: 1_000 }, one)
  draft.edit('mine')
  await vi.advanceTimersByTimeAsync(1_000)

  expect(sentTags).toEqual([])
  expect(draft.snapshot()).toMatchObject({ status: 'saved', base: { etag: '"other"' } })
})
