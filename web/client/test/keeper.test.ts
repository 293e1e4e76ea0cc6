// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DraftArchive } from '../src/draft/archive.ts'
import { Draft } from '../src/draft/draft.ts'
import { Drafts } from '../src/draft/drafts.ts'
import type { DraftKeeper } from '../src/draft/keeper.ts'
import { storageKeeper } from '../src/draft/storageKeeper.ts'
import type { Resource } from '../src/versioned.ts'
import { Locks } from './locks.ts'
import { memoryStorage } from './storage.ts'

let storage: Storage
const base = { value: 'one', etag: '"1"' }
const kept = (draft: string) => ({ base, draft, unsettled: null })
const page = (name: string, alive: string[] = []) =>
  storageKeeper({ storage, page: name, isAlive: async (other) => alive.includes(other), now: () => clock++ })
const unreachable: Resource<string> = {
  read: () => new Promise(() => {}),
  write: () => new Promise(() => {}),
}
let clock = 1

beforeEach(() => {
  storage = memoryStorage()
})

afterEach(() => {
  vi.unstubAllGlobals()
})

const found = async (keeper: DraftKeeper) => (await keeper.find('note'))?.draft
const soon = () => new Promise((resolve) => setTimeout(resolve))

test('a draft that a closed page left behind is found by the next page', async () => {
  page('a').keep('note', kept('mine'))

  expect(await found(page('b'))).toEqual(kept('mine'))
  expect(await page('b').find('other')).toBeNull()
})

test('the newest of several drafts is found', async () => {
  page('a').keep('note', kept('older'))
  page('b').keep('note', kept('newer'))

  expect(await found(page('c'))).toEqual(kept('newer'))
})

test("two tabs with one text do not overwrite each other's drafts", async () => {
  const [one, two] = [page('a', ['a', 'b']), page('b', ['a', 'b'])]

  one.keep('note', kept('from one'))
  two.keep('note', kept('from two'))
  two.forget('note')

  expect(await two.find('note'), 'the tab that still runs looks after its own').toBeNull()
  expect(await found(page('c'))).toEqual(kept('from one'))
})

test('an adopted draft stays in the storage until it is forgotten', async () => {
  page('a').keep('note', kept('mine'))
  const next = page('b')
  const orphan = await next.find('note')
  orphan?.adopt()

  expect(await found(page('c'))).toEqual(kept('mine'))
  next.forget('note')
  expect(await page('c').find('note')).toBeNull()
})

test('a full storage is reported, and throws nothing', () => {
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }

  expect(page('a').keep('note', kept('mine'))).toBe(false)
})

test('a page without access to the storage keeps nothing, and reports that', async () => {
  const getter = vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError')
  })
  const keeper = storageKeeper()
  getter.mockRestore()

  expect(keeper.keep('note', kept('mine'))).toBe(false)
  expect(await keeper.find('note')).toBeNull()
})

test('entries of other programs in the storage are ignored', async () => {
  storage.setItem('holdfast.draft:x:note', '{not json')
  storage.setItem('other', '1')

  expect(await page('a').find('note')).toBeNull()
})

test('a draft that an earlier version of the client kept is recovered, and its write is repeated with its key', async () => {
  const before = { value: 'one', etag: '"1"', version: 1 }
  const write = { key: 'k1', value: 'mine', base: before, asked: 'user', merged: false, round: 0 }
  const entry = { draft: { base: before, draft: 'mine!', unsettled: write }, at: 1_764_000_000_000 }
  storage.setItem('holdfast.draft:0f:note', JSON.stringify(entry))
  const keys: string[] = []
  const saving: Resource<string> = {
    ...unreachable,
    async write(value, _base, { idempotencyKey }) {
      keys.push(`${idempotencyKey} ${value}`)
      return { value, etag: `"${keys.length + 1}"`, version: keys.length + 1 }
    },
  }

  const { asked: trigger, ...rest } = write
  expect(await found(page('a'))).toEqual({ ...entry.draft, unsettled: { ...rest, trigger } })
  const drafts = new Drafts({ keeper: page('b'), newKey: () => 'k2' })
  const draft = drafts.get('note', { resource: saving, autosaveAfter: null }, before)
  await soon()
  const recovered = draft.snapshot()
  draft.save()
  await soon()

  expect(recovered).toMatchObject({ status: 'editing', draft: 'mine!', base: before, recovered: true })
  expect(keys).toEqual(['k1 mine', 'k2 mine!'])
  expect(await page('c').find('note')).toBeNull()
})

test('a draft is recovered after a reload, with its base', async () => {
  const before = new Draft('note', { resource: unreachable, autosaveAfter: null }, { keeper: page('a') }, base)
  before.edit('mine')

  const after = new Draft(
    'note',
    { resource: unreachable, autosaveAfter: null },
    { keeper: page('b') },
    {
      value: 'theirs',
      etag: '"2"',
    },
  )
  await soon()

  expect(after.snapshot()).toMatchObject({ status: 'stale', draft: 'mine', base, recovered: true })
})

test('a draft of an earlier visit stays for the next one if the person types first, and no save removes it', async () => {
  page('a').keep('note', kept('from earlier'))
  const saving: Resource<string> = { ...unreachable, write: async (value) => ({ value, etag: '"2"' }) }
  const draft = new Draft('note', { resource: saving, autosaveAfter: null }, { keeper: page('b') }, base)

  draft.edit('typed at once')
  await soon()
  const typed = draft.snapshot()
  draft.save()
  await soon()

  expect(typed).toMatchObject({ draft: 'typed at once', recovered: false })
  expect(draft.snapshot().status).toBe('saved')
  expect(await found(page('c'))).toEqual(kept('from earlier'))
})

test('text that was saved before the draft of an earlier visit was found is not replaced by it', async () => {
  let setAlive = (_alive: boolean) => {}
  const keeper = storageKeeper({ storage, page: 'b', isAlive: () => new Promise((resolve) => (setAlive = resolve)) })
  page('a').keep('note', kept('from earlier'))
  const saving: Resource<string> = { ...unreachable, write: async (value) => ({ value, etag: '"2"' }) }
  const draft = new Draft('note', { resource: saving, autosaveAfter: null }, { keeper }, base)
  draft.edit('typed at once')
  draft.save()
  await soon()

  setAlive(false)
  await soon()

  expect(draft.snapshot()).toMatchObject({ status: 'saved', draft: 'typed at once' })
  expect(await found(page('c'))).toEqual(kept('from earlier'))
})

test('a draft stays open during the search for the draft of an earlier visit', async () => {
  vi.useFakeTimers()
  let setAlive = (_alive: boolean) => {}
  const keeper = storageKeeper({ storage, page: 'b', isAlive: () => new Promise((resolve) => (setAlive = resolve)) })
  page('a').keep('note', kept('mine'))
  const drafts = new Drafts({ keeper })
  drafts.get('note', { resource: unreachable, autosaveAfter: null }, base)

  await vi.advanceTimersByTimeAsync(30_000)
  setAlive(false)
  await vi.advanceTimersByTimeAsync(30_000)
  vi.useRealTimers()

  expect(drafts.summary().notSaved).toBe(1)
  expect(drafts.peek('note')?.snapshot().draft).toBe('mine')
})

test('a draft of a page that is being reloaded is found as soon as the page releases its lock, with the last edit', async () => {
  const locks = new Locks()
  vi.stubGlobal('navigator', { locks })
  const before = storageKeeper({ storage, page: 'before' })
  before.keep('note', kept('min'))

  const finding = found(storageKeeper({ storage, page: 'after' }))
  await soon()
  before.keep('note', kept('mine'))
  locks.end('holdfast.draft:before')

  expect(await finding).toEqual(kept('mine'))
})

test('a draft of a page that keeps its lock is not found', async () => {
  vi.stubGlobal('navigator', { locks: new Locks() })
  const limit = new AbortController()
  vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(limit.signal)
  storageKeeper({ storage, page: 'other' }).keep('note', kept('theirs'))

  const finding = storageKeeper({ storage, page: 'mine' }).find('note')
  await soon()
  limit.abort()

  expect(await finding).toBeNull()
})

/** Archive in memory, in which a write takes a moment. */
class Archive implements DraftArchive {
  readonly texts = new Map<string, string>()
  works = true

  async put(key: string, text: string): Promise<boolean> {
    if (this.works) {
      this.texts.set(key, text)
    }
    return this.works
  }

  delete(key: string): void {
    this.texts.delete(key)
  }

  async all(): Promise<ReadonlyMap<string, string>> {
    return new Map(this.texts)
  }
}

describe('with an archive', () => {
  let archive: Archive
  const both = (name: string, owner: string | Promise<string> = '') =>
    storageKeeper({ storage, archive, owner, page: name, isAlive: async () => false, now: () => clock++ })

  beforeEach(() => {
    archive = new Archive()
  })

  test('the newer of both copies is found, whichever storage has it', async () => {
    const before = both('a')
    before.keep('note', kept('typed'))
    const flushed = storage.getItem('holdfast.draft:a:note') ?? ''
    before.keep('note', kept('typed to the end'))
    storage.setItem('holdfast.draft:a:note', flushed) // as after the browser was killed

    expect(await found(both('b'))).toEqual(kept('typed to the end'))

    archive.works = false
    before.keep('note', kept('typed beyond that'))
    expect(await found(both('c'))).toEqual(kept('typed beyond that'))
  })

  test('a draft that was saved does not come back with the localStorage of a killed browser', async () => {
    const before = both('a')
    before.keep('note', kept('mine'))
    const flushed = storage.getItem('holdfast.draft:a:note') ?? ''
    before.forget('note')
    storage.setItem('holdfast.draft:a:note', flushed)

    expect(await both('b').find('note')).toBeNull()
    expect(await both('b').names()).toEqual([])
  })

  test('the note about a forgotten draft is deleted once localStorage has lost it for good', async () => {
    const before = both('a')
    before.keep('note', kept('mine'))
    before.forget('note')
    await both('b').names()
    const soonAfter = archive.texts.size
    clock += 100_000

    await both('c').names()
    await soon()

    expect(soonAfter).toBe(1)
    expect(archive.texts.size).toBe(0)
  })

  test('a text that localStorage refuses is kept once the archive has it', async () => {
    storage.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const draft = new Draft('note', { resource: unreachable, autosaveAfter: null }, { keeper: both('a') }, base)

    draft.edit('mine')
    await soon()
    const stored = draft.snapshot().kept
    archive.works = false
    draft.edit('mine!')
    await soon()

    expect(stored).toBe(true)
    expect(draft.snapshot().kept).toBe(false)
    expect(await found(both('b'))).toEqual(kept('mine'))
  })

  test('a browser that forbids localStorage keeps drafts in the archive alone', async () => {
    const keeper = storageKeeper({ storage: null, archive, page: 'a' })

    expect(await keeper.keep('note', kept('mine'))).toBe(true)
    expect(await found(storageKeeper({ storage: null, archive, isAlive: async () => false }))).toEqual(kept('mine'))
  })
})

describe('of several owners', () => {
  const of = (owner: string | Promise<string>, name: string, alive: string[] = []) =>
    storageKeeper({ storage, owner, page: name, isAlive: async (other) => alive.includes(other), now: () => clock++ })

  test('each gets their own drafts only', async () => {
    of('Ben', 'a').keep('note', kept('by Ben'))

    expect(await of('Ana', 'b').find('note')).toBeNull()
    expect(await of('Ana', 'b').names()).toEqual([])
    expect(await of('Ana', 'b').list()).toEqual([])
    expect(await page('c').find('note')).toBeNull()
    expect(await found(of('Ben', 'd'))).toEqual(kept('by Ben'))
  })

  test('the names of owners and drafts may contain anything', async () => {
    of('a:b@c "d"', 'a').keep('["x:y"]', kept('mine'))

    expect((await of('a:b@c "d"', 'b').find('["x:y"]'))?.draft).toEqual(kept('mine'))
    expect(await of('a', 'b').names()).toEqual([])
  })

  test('drafts from before there were owners go to the first one, and to nobody else', async () => {
    page('a').keep('note', kept('from an earlier version'))

    expect(await found(of('Ben', 'b'))).toEqual(kept('from an earlier version'))
    expect(await found(of('Ben', 'c'))).toEqual(kept('from an earlier version'))
    expect(await of('Ana', 'd').find('note')).toBeNull()
    expect(await page('e').find('note')).toBeNull()
  })

  test('the drafts of a page that is open stay with it', async () => {
    page('a').keep('note', kept('being typed'))

    expect(await of('Ben', 'b', ['a']).find('note')).toBeNull()
    expect(await found(of('Ben', 'c'))).toEqual(kept('being typed'))
  })

  test('what is typed before the owner is known is kept for them', async () => {
    let know = (_owner: string) => {}
    const keeper = of(new Promise((resolve) => (know = resolve)), 'a')
    const early = keeper.keep('note', kept('mine'))
    keeper.keep('other', kept('dropped'))
    keeper.forget('other')

    know('Ben')

    expect(early).toBe(true)
    expect(await keeper.names()).toEqual(['note'])
    expect(await found(of('Ben', 'b'))).toEqual(kept('mine'))
    expect(await of('Ana', 'c').names()).toEqual([])
  })
})

describe('the list of kept drafts', () => {
  test('has those of all pages, newest first, and says which page has them', async () => {
    page('closed').keep('one', kept('left'))
    page('open').keep('two', kept('in another tab'))
    const here = page('here', ['open'])
    here.keep('three', kept('here'))

    expect((await here.list()).map(({ name, draft, page }) => [name, draft.draft, page])).toEqual([
      ['three', 'here', 'this'],
      ['two', 'in another tab', 'open'],
      ['one', 'left', 'closed'],
    ])
  })

  test('lacks what this page adopted', async () => {
    page('closed').keep('note', kept('left'))
    const here = page('here')
    const orphan = await here.find('note')
    here.keep('note', kept('left'))
    orphan?.adopt()

    expect((await here.list()).map(({ page }) => page)).toEqual(['this'])
  })

  test('drops a draft, and puts it back', async () => {
    page('closed').keep('note', kept('left'))
    const here = page('here')
    const putBack = (await here.list())[0]?.drop()

    expect(await here.list()).toEqual([])
    putBack?.()
    expect(await found(page('later'))).toEqual(kept('left'))
  })
})
