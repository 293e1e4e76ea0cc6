// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest'
import { Draft } from '../src/draft/draft.ts'
import { storageKeeper } from '../src/draft/keeper.ts'
import type { Resource } from '../src/versioned.ts'
import { memoryStorage } from './storage.ts'

let storage: Storage
const base = { value: 'one', etag: '"1"' }
const kept = (draft: string) => ({ base, draft, unsettled: null })
const page = (name: string, alive: string[] = []) =>
  storageKeeper({ storage, page: name, alive: async () => new Set(alive), now: () => clock++ })
const unreachable: Resource<string> = {
  read: () => new Promise(() => {}),
  write: () => new Promise(() => {}),
}
let clock = 1

beforeEach(() => {
  storage = memoryStorage()
})

test('a draft that a page left behind is found by the next', async () => {
  page('a').keep('note', kept('mine'))

  expect(await page('b').find('note')).toEqual(kept('mine'))
  expect(await page('b').find('other')).toBeNull()
})

test('of several the latest is found', async () => {
  page('a').keep('note', kept('older'))
  page('b').keep('note', kept('newer'))

  expect(await page('c').find('note')).toEqual(kept('newer'))
})

test('two tabs on one text do not overwrite each other', async () => {
  const [one, two] = [page('a', ['a', 'b']), page('b', ['a', 'b'])]

  one.keep('note', kept('from one'))
  two.keep('note', kept('from two'))
  two.forget('note')

  expect(await two.find('note'), 'the tab that still runs looks after its own').toBeNull()
  expect(await page('c').find('note')).toEqual(kept('from one'))
})

test('what was taken over stays until it is taken care of', async () => {
  page('a').keep('note', kept('mine'))
  const next = page('b')
  await next.find('note')

  expect(await page('c').find('note')).toEqual(kept('mine'))
  next.forget('note')
  expect(await page('c').find('note')).toBeNull()
})

test('a full storage is told, not thrown', () => {
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }

  expect(page('a').keep('note', kept('mine'))).toBe(false)
})

test('a page that may not store anything keeps nothing, and says so', async () => {
  const getter = vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(() => {
    throw new DOMException('forbidden', 'SecurityError')
  })
  const keeper = storageKeeper()
  getter.mockRestore()

  expect(keeper.keep('note', kept('mine'))).toBe(false)
  expect(await keeper.find('note')).toBeNull()
})

test('what somebody else wrote into the storage is left alone', async () => {
  storage.setItem('holdfast.draft:x:note', '{not json')
  storage.setItem('other', '1')

  expect(await page('a').find('note')).toBeNull()
})

test('a draft is offered again after a reload, with its base', async () => {
  const before = new Draft('note', { resource: unreachable, autosaveAfter: null }, { keeper: page('a') }, base)
  before.edit('mine')

  const after = new Draft(
    'note',
    { resource: unreachable, autosaveAfter: null },
    { keeper: page('b') },
    {
      value: 'hers',
      etag: '"2"',
    },
  )
  await Promise.resolve().then(() => new Promise((resolve) => setTimeout(resolve)))

  expect(after.snapshot()).toMatchObject({ status: 'stale', draft: 'mine', base, recovered: true })
})
