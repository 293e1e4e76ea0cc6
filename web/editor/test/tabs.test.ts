import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChangeSource, Connection, Follower } from '../src/api/changes.ts'
import { sharedChanges } from '../src/api/tabs.ts'
import type { CommitJson } from '../src/api/types.ts'

const commit = (revision: number): CommitJson => ({ revision, author: 'Ana', at: '', changes: [] })

/** Lock manager with one holder for each name. The others wait in turn. */
class Locks {
  private readonly queues = new Map<string, (() => void)[]>()

  async request(name: string, options: LockOptions, work: (lock: object | null) => Promise<void>): Promise<void> {
    const queue = this.queues.get(name)
    if (queue !== undefined && options.ifAvailable) {
      return work(null)
    }
    if (queue !== undefined) {
      await new Promise<void>((resolve, reject) => {
        queue.push(resolve)
        options.signal?.addEventListener('abort', () => {
          queue.splice(queue.indexOf(resolve), 1)
          reject(new DOMException('Aborted', 'AbortError'))
        })
      })
    } else {
      this.queues.set(name, [])
    }
    await work({})
    const next = this.queues.get(name)?.shift()
    if (next === undefined) {
      this.queues.delete(name)
    } else {
      next()
    }
  }
}

/** Source that records its followers. */
class Source implements ChangeSource {
  readonly followers: { document: string; since: number; follower: Follower }[] = []

  follow(document: string, since: number, follower: Follower): () => void {
    const entry = { document, since, follower }
    this.followers.push(entry)
    return () => this.followers.splice(this.followers.indexOf(entry), 1)
  }
}

interface Tab {
  readonly revisions: number[]
  readonly connections: Connection[]
  readonly resets: number[]
  readonly close: () => void
}

let locks: LockManager
let stream: Source
let polling: Source
let log: CommitJson[]
/** Count of requests for missing commits that fail before one succeeds. */
let failing: number
/** Responses wait for it. They hold the state at the time of the request. */
let held: Promise<void> | null
const tabs: Tab[] = []

beforeEach(() => {
  locks = new Locks() as unknown as LockManager
  stream = new Source()
  polling = new Source()
  log = []
  failing = 0
  held = null
  vi.stubGlobal('fetch', async (url: string) => {
    if (failing > 0) {
      failing--
      return new Response('', { status: 404 })
    }
    const since = Number(new URLSearchParams(url.split('?')[1]).get('since'))
    const commits = log.filter(({ revision }) => revision > since)
    const revision = log.at(-1)?.revision ?? 0
    if (held !== null) {
      await held
    }
    return Response.json({ commits, revision }, { headers: { ETag: '"tip"' } })
  })
})

afterEach(() => {
  look('visible')
  for (const { close } of tabs.splice(0)) {
    close()
  }
})

async function open(document = 'film', since = 3, hiddenAfter = 0, heartbeat = 5_000): Promise<Tab> {
  const [revisions, connections, resets]: [number[], Connection[], number[]] = [[], [], []]
  const close = sharedChanges({ source: stream, fallback: polling, locks, hiddenAfter, heartbeat, delay: 5 }).follow(
    document,
    since,
    {
      commits: (commits) => revisions.push(...commits.map(({ revision }) => revision)),
      connection: (connection) => connections.push(connection),
      reset: (revision) => resets.push(revision),
    },
  )
  const tab = { revisions, connections, resets, close }
  tabs.push(tab)
  await soon()
  return tab
}

function holdBack(): () => void {
  let answer = () => {}
  held = new Promise((resolve) => {
    answer = resolve
  })
  return answer
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 20))

function look(state: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value: state })
  document.dispatchEvent(new Event('visibilitychange'))
}

test('two tabs with one document share one stream', async () => {
  const [one, two] = [await open(), await open()]

  stream.followers[0]?.follower.connection('live')
  stream.followers[0]?.follower.commits([commit(4), commit(5)])
  stream.followers[0]?.follower.reset(2)
  await soon()

  expect(stream.followers).toHaveLength(1)
  expect(one.revisions).toEqual([4, 5])
  expect(two.revisions).toEqual([4, 5])
  expect(two.connections.at(-1)).toBe('live')
  expect(two.resets).toEqual([2])
})

test('when the leading tab is closed, another continues after its last commit', async () => {
  const [one, two] = [await open(), await open()]
  stream.followers[0]?.follower.commits([commit(4)])
  await soon()

  one.close()
  await soon()

  expect(stream.followers).toMatchObject([{ since: 4 }])
  stream.followers[0]?.follower.commits([commit(5)])
  expect(two.revisions).toEqual([4, 5])
})

test('a tab behind the leading tab requests the missing commits', async () => {
  log = [commit(4), commit(5)]
  await open()
  stream.followers[0]?.follower.commits(log)

  const late = await open()
  await soon()
  expect(late.revisions).toEqual([4, 5])

  log = [...log, commit(6), commit(7)]
  stream.followers[0]?.follower.commits([commit(7)])
  await soon()

  expect(late.revisions).toEqual([4, 5, 6, 7])
})

test('commits that are announced while a tab requests missing ones are not lost', async () => {
  await open()
  log = [commit(4), commit(5)]
  const answer = holdBack()
  stream.followers[0]?.follower.commits(log)
  const late = await open()

  log = [...log, commit(6), commit(7)]
  stream.followers[0]?.follower.commits([commit(7)])
  await soon()
  held = null
  answer()
  await soon()

  expect(late.revisions).toEqual([4, 5, 6, 7])
})

test('a tab that cannot read missing commits retries until it can, and does not report that it is live', async () => {
  await open()
  stream.followers[0]?.follower.connection('live')
  log = [commit(4), commit(5)]
  stream.followers[0]?.follower.commits(log)
  failing = 3

  const late = await open()

  await vi.waitFor(() => expect(late.revisions).toEqual([4, 5]))
  expect(late.connections).toEqual(['live', 'reconnecting', 'reconnecting', 'reconnecting', 'live'])
})

test('the response to a request from before a reset is ignored', async () => {
  await open()
  log = [commit(4), commit(5)]
  stream.followers[0]?.follower.commits(log)
  const answer = holdBack()
  const late = await open()

  stream.followers[0]?.follower.reset(2)
  await soon()
  answer()
  await soon()
  stream.followers[0]?.follower.commits([commit(3)])
  await soon()

  expect(late.resets).toEqual([2])
  expect(late.revisions).toEqual([3])
})

test('at most three streams are open, however many documents are', async () => {
  for (const name of ['one', 'two', 'three', 'four']) {
    await open(name)
  }

  expect(stream.followers.map(({ document }) => document)).toEqual(['one', 'two', 'three'])
  expect(polling.followers.map(({ document }) => document)).toEqual(['four'])
})

test('a hidden tab releases the stream, and continues after its last commit when it is visible', async () => {
  const tab = await open()
  stream.followers[0]?.follower.commits([commit(4)])

  look('hidden')
  await soon()
  expect(stream.followers).toEqual([])
  look('visible')
  await soon()

  expect(stream.followers).toMatchObject([{ since: 4 }])
  expect(tab.revisions).toEqual([4])
})

test('without locks each tab has a stream of its own', async () => {
  const follower = { commits: vi.fn(), connection: vi.fn(), reset: vi.fn() }
  const close = sharedChanges({ source: stream, fallback: polling, locks: undefined }).follow('film', 3, follower)
  await soon()

  expect(stream.followers).toMatchObject([{ document: 'film', since: 3 }])
  close()
  await soon()
  expect(stream.followers).toEqual([])
})

/** Another tab that leads and was frozen: it holds the lock, and says nothing. */
function freezeLeader(document = 'film') {
  const channel = new BroadcastChannel(`holdfast.changes:${document}`)
  let end = () => {}
  void locks.request(`holdfast.changes:${document}`, {}, () => new Promise<void>((resolve) => (end = resolve)))
  function close() {
    end()
    channel.close()
  }
  tabs.push({ revisions: [], connections: [], resets: [], close })
  return { say: (message: object) => channel.postMessage(message), end: () => end() }
}

test('a tab whose leading tab is silent reads for itself, and does not report that it is live before it is', async () => {
  freezeLeader()

  const tab = await open('film', 3, 0, 10)
  await vi.waitFor(() => expect(stream.followers).toMatchObject([{ since: 3 }]))
  const before = tab.connections.at(-1)
  stream.followers[0]?.follower.connection('live')
  stream.followers[0]?.follower.commits([commit(4)])

  expect(before).toBe('reconnecting')
  expect(tab.connections.at(-1)).toBe('live')
  expect(tab.revisions).toEqual([4])
})

test('a tab that reads for itself stops as soon as the leading tab wakes, and misses no commit', async () => {
  const leader = freezeLeader()
  const tab = await open('film', 3, 0, 10)
  await vi.waitFor(() => expect(stream.followers).toHaveLength(1))
  stream.followers[0]?.follower.commits([commit(4)])
  log = [commit(4), commit(5)]

  const beating = setInterval(() => leader.say({ type: 'here', revision: 5, connection: 'live' }), 5)
  await vi.waitFor(() => expect(stream.followers).toEqual([]))
  await vi.waitFor(() => expect(tab.revisions).toEqual([4, 5]))
  leader.say({ type: 'commits', commits: [commit(4), commit(5), commit(6)] })
  await vi.waitFor(() => expect(tab.revisions).toEqual([4, 5, 6]))
  clearInterval(beating)
})

test('a tab that read for itself leads when the silent tab is closed, over one stream', async () => {
  const leader = freezeLeader()
  const tab = await open('film', 3, 0, 10)
  await vi.waitFor(() => expect(stream.followers).toHaveLength(1))
  stream.followers[0]?.follower.commits([commit(4)])

  leader.end()

  await vi.waitFor(() => expect(stream.followers).toMatchObject([{ since: 4 }]))
  stream.followers[0]?.follower.commits([commit(5)])
  expect(tab.revisions).toEqual([4, 5])
})

test('the signs of life of a leading tab without commits keep the others from reading for themselves', async () => {
  const [, two] = [await open('film', 3, 0, 10), await open('film', 3, 0, 10)]

  await new Promise((resolve) => setTimeout(resolve, 150))

  expect(stream.followers).toHaveLength(1)
  expect(two.connections).not.toContain('reconnecting')
})
