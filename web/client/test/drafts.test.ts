import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Drafts } from '../src/draft/drafts.ts'
import { type DraftKeeper, noKeeper } from '../src/draft/keeper.ts'
import { ConflictError, RequestError } from '../src/http/errors.ts'
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

describe('a version that this draft has left behind', () => {
  let answers: ((version: Versioned<string>) => void)[]
  let number: number

  /** Resource whose saves succeed at once, and whose reads are answered by the test. Versions have no numbers. */
  const unnumbered: Resource<string> = {
    read: () => new Promise((answer) => answers.push(answer)),
    write: async (value) => ({ value, etag: `"${++number}"` }),
  }

  const saved = async (value: string) => {
    const draft = drafts.get('note', { resource: unnumbered, autosaveAfter: null }, one)
    draft.edit(value)
    draft.save()
    await vi.advanceTimersByTimeAsync(0)
    return draft
  }

  beforeEach(() => {
    answers = []
    number = 1
  })

  test('is not shown when a read returns it that began before the last write', async () => {
    const draft = await saved('two')
    draft.receive(one)
    await saved('three')

    answers[0]?.({ value: 'two', etag: '"2"' })
    await vi.advanceTimersByTimeAsync(0)
    const whileUnknown = draft.snapshot()
    answers[1]?.({ value: 'three', etag: '"3"' })
    await vi.advanceTimersByTimeAsync(0)

    expect(whileUnknown).toMatchObject({ status: 'saved', draft: 'three', base: { etag: '"3"' }, theirs: null })
    expect(draft.snapshot()).toMatchObject({ status: 'saved', draft: 'three' })
    expect(answers).toHaveLength(2)
  })

  test('is not shown when a read returns it that began while the last write was under way', async () => {
    const draft = await saved('two')
    draft.edit('three')
    draft.receive(one)
    draft.save()
    await vi.advanceTimersByTimeAsync(0)

    answers[0]?.(one)
    await vi.advanceTimersByTimeAsync(0)

    expect(draft.snapshot()).toMatchObject({ draft: 'three', base: { etag: '"3"' }, theirs: null })
    expect(answers).toHaveLength(2)
  })

  test('is shown when a read returns it that began after the last write: the server went back', async () => {
    const draft = await saved('two')
    draft.receive(one)

    answers[0]?.(one)
    await vi.advanceTimersByTimeAsync(0)

    expect(draft.snapshot()).toMatchObject({ draft: 'one', base: one })
    expect(answers).toHaveLength(1)
  })
})

describe('when the page is left', () => {
  let sent: { value: string; key: string; keepalive: boolean | undefined }[]
  const slow: Resource<string> = {
    read: async () => one,
    write(value, _base, { idempotencyKey: key, keepalive }) {
      sent.push({ value, key, keepalive })
      return new Promise(() => {})
    },
  }
  let page: EventTarget
  const listened = (type: string, listener: () => void) => page.addEventListener(type, listener)
  const leave = () => page.dispatchEvent(new Event('pagehide'))
  let keptWrites: (string | undefined)[]

  beforeEach(() => {
    sent = []
    keptWrites = []
    page = new EventTarget()
    vi.stubGlobal('addEventListener', listened)
    let number = 0
    const keep: DraftKeeper['keep'] = (_name, draft) => {
      keptWrites.push(draft.unsettled?.key)
      return true
    }
    drafts = new Drafts({ keeper: { ...noKeeper, keep }, newKey: () => `k${++number}` })
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('unsaved text is sent by a request that outlives it, with the key of the kept write', async () => {
    const draft = drafts.get('note', { resource: slow, autosaveAfter: null }, one)
    await vi.advanceTimersByTimeAsync(0)
    draft.edit('mine')

    leave()

    expect(sent).toMatchObject([{ value: 'mine', keepalive: true }])
    expect(keptWrites.at(-1)).toBe(sent[0]?.key)
  })

  test('a write under way is repeated with its key, once, and nothing else is sent', async () => {
    const draft = drafts.get('note', { resource: slow, autosaveAfter: null }, one)
    await vi.advanceTimersByTimeAsync(0)
    draft.edit('mine')
    draft.save()
    draft.edit('mine and more')

    leave()

    expect(sent.map(({ value, keepalive }) => [value, keepalive])).toEqual([
      ['mine', false],
      ['mine', true],
    ])
    expect(sent[1]?.key).toBe(sent[0]?.key)
  })

  test('what is saved, in conflict, refused, or recovered and untouched is not sent', async () => {
    drafts.get('saved', { resource: slow, autosaveAfter: null }, one)
    const refusing: Resource<string> = { ...slow, write: () => Promise.reject(new RequestError(422, {})) }
    const refused = drafts.get('refused', { resource: refusing, autosaveAfter: null }, one)
    const conflict = new ConflictError({ current: theirs, base: one, merge: null, appliedAs: null }, {})
    const colliding: Resource<string> = { ...slow, write: () => Promise.reject(conflict) }
    const collided = drafts.get('collided', { resource: colliding, autosaveAfter: null }, one)
    await vi.advanceTimersByTimeAsync(0)
    for (const draft of [refused, collided]) {
      draft.edit('mine')
      draft.save()
    }
    await vi.advanceTimersByTimeAsync(0)
    refused.configure({ resource: slow, autosaveAfter: null })
    collided.configure({ resource: slow, autosaveAfter: null })

    leave()

    expect([refused.snapshot().status, collided.snapshot().status]).toEqual(['error', 'conflict'])
    expect(sent).toEqual([])
  })

  test('a recovered text that nobody touched is not sent', async () => {
    const kept = { base: one, draft: 'from earlier', unsettled: null }
    const find: DraftKeeper['find'] = async () => ({ draft: kept, adopt: () => {} })
    drafts = new Drafts({ keeper: { ...noKeeper, find } })
    const draft = drafts.get('note', { resource: slow, autosaveAfter: null }, one)
    await draft.recovery

    leave()

    expect(draft.snapshot()).toMatchObject({ recovered: true, draft: 'from earlier' })
    expect(sent).toEqual([])
  })
})
