import { afterEach, expect, test, vi } from 'vitest'
import { type Connection, pollingChanges } from '../src/api/changes.ts'
import { newSegment } from '../src/api/newSegment.ts'
import { afterCommits, afterRead } from '../src/api/segmentList.ts'
import type { CommitJson, SegmentJson } from '../src/api/types.ts'

const INTERVAL = 1_000
const tag = { 'Content-Type': 'application/json', ETag: '"tip"' }
const commit = (revision: number, changes: CommitJson['changes'] = []): CommitJson => ({
  revision,
  author: 'Ana',
  at: '2026-01-01T00:00:00Z',
  changes,
})

function follow(answer: (since: number) => unknown) {
  vi.useFakeTimers()
  const revisions: number[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    const since = Number(new URLSearchParams(String(url).split('?')[1]).get('since'))
    revisions.push(since)
    return new Response(JSON.stringify(answer(since)), { headers: tag })
  })
  const seen: number[] = []
  const connections: Connection[] = []
  const reset = vi.fn()
  const stop = pollingChanges(INTERVAL).follow('film', 3, {
    commits: (commits) => seen.push(...commits.map(({ revision }) => revision)),
    connection: (connection) => connections.push(connection),
    reset,
  })
  return { revisions, seen, connections, reset, stop }
}

afterEach(() => {
  vi.useRealTimers()
})

test('each commit is reported once, and a long log page by page without a pause', async () => {
  const { revisions, seen, stop } = follow((since) =>
    since < 5
      ? { commits: [commit(since + 1)], revision: 5, ...(since < 4 ? { next: since + 1 } : {}) }
      : { commits: [], revision: 5 },
  )

  await vi.advanceTimersByTimeAsync(INTERVAL * 3)
  stop()

  expect(seen).toEqual([4, 5])
  expect(revisions.slice(0, 3)).toEqual([3, 4, 5])
})

test('a document that was restored from a backup is read again', async () => {
  const { reset, stop } = follow(() => ({ commits: [], revision: 1 }))

  await vi.advanceTimersByTimeAsync(INTERVAL)
  stop()

  expect(reset).toHaveBeenCalledOnce()
})

test('each request names the tip of what was seen', async () => {
  vi.useFakeTimers()
  const places: (string | null)[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    places.push(new URLSearchParams(String(url).split('?')[1]).get('since'))
    const commits = places.length === 1 ? [{ ...commit(4), tip: '4-h4' }] : []
    return new Response(JSON.stringify({ commits, revision: 4, tip: '4-h4' }), { headers: tag })
  })
  const follower = { commits: vi.fn(), connection: vi.fn(), reset: vi.fn() }
  const stop = pollingChanges(INTERVAL).follow('film', '3-h3', follower)

  await vi.advanceTimersByTimeAsync(INTERVAL * 2)
  stop()

  expect(places.slice(0, 2)).toEqual(['3-h3', '4-h4'])
})

test('a log that was replaced by a longer one is read again, and followed from its end', async () => {
  vi.useFakeTimers()
  const places: (string | null)[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    places.push(new URLSearchParams(String(url).split('?')[1]).get('since'))
    const page = { commits: [], revision: 9, tip: '9-x9', ...(places.length === 1 ? { reset: true } : {}) }
    return new Response(JSON.stringify(page), { headers: tag })
  })
  const follower = { commits: vi.fn(), connection: vi.fn(), reset: vi.fn() }
  const stop = pollingChanges(INTERVAL).follow('film', '3-h3', follower)

  await vi.advanceTimersByTimeAsync(INTERVAL * 2)
  stop()

  expect(follower.reset).toHaveBeenCalledExactlyOnceWith(9)
  expect(places.slice(0, 2)).toEqual(['3-h3', '9-x9'])
})

test('no request is sent after the end', async () => {
  const { revisions, stop } = follow(() => ({ commits: [], revision: 3 }))
  stop()

  await vi.advanceTimersByTimeAsync(INTERVAL * 5)

  expect(revisions).toEqual([])
})

const segment = (id: string, version: number, position: string): SegmentJson => ({
  id,
  document: 'film',
  kind: 'text',
  content: `${id} ${version}`,
  version,
  etag: `"${id}-${version}"`,
  position,
  updatedAt: '',
  updatedBy: 'Ana',
})

test('commits are applied in any order and any number of times, the order is by position', () => {
  const start = { revision: 3, list: [segment('a', 1, '1'), segment('b', 1, '2')] }
  const change = (id: string, version: number, position: string, operation = 'replace') => ({
    segment: id,
    operation,
    ...segment(id, version, position),
  })

  const once = afterCommits(start, 'film', [
    commit(4, [change('a', 3, '3', 'move'), change('c', 1, '25', 'insert')]),
    commit(5, [change('a', 2, '1'), change('b', 2, '2', 'delete')]),
  ])
  const twice = afterCommits(once, 'film', [commit(5, [change('b', 2, '2', 'delete')])])

  expect(twice.list.map(({ id, version, deleted }) => [id, version, deleted ?? false])).toEqual([
    ['b', 2, true],
    ['c', 1, false],
    ['a', 3, false],
  ])
  expect(twice.revision).toBe(5)
})

test('a response that is older than the list changes nothing, and segments that only one side has stay', () => {
  const known = { revision: 7, list: [segment('a', 3, '1'), segment('b', 1, '2'), segment('d', 1, '4')] }
  const late = { revision: 6, list: [segment('a', 2, '1'), segment('b', 2, '2'), segment('c', 1, '3')] }

  const { revision, list } = afterRead(known, late)

  expect(list.map(({ id, version }) => [id, version])).toEqual([
    ['a', 3],
    ['b', 2],
    ['c', 1],
    ['d', 1],
  ])
  expect(revision).toBe(7)
})

test('a newer response replaces outdated segments', () => {
  const known = { revision: 7, list: [segment('a', 3, '1'), segment('b', 1, '2')], outdated: true }
  const read = { revision: 2, list: [segment('a', 1, '1')] }

  expect(afterRead(known, read)).toEqual({ ...read, restarts: 1 })
})

test('a new segment that the server does not have stays when outdated segments are read again', () => {
  const first = newSegment({ document: 'film', kind: 'cue', content: 'first', after: segment('a', 3, '1') })
  const second = newSegment({ document: 'film', kind: 'cue', content: 'second', after: first })
  const known = { revision: 7, list: [segment('a', 3, '1'), first, second, segment('b', 1, '2')], outdated: true }
  const read = { revision: 2, list: [segment('a', 1, '1'), segment('b', 1, '2')] }

  expect(afterRead(known, read).list.map(({ id }) => id)).toEqual(['a', first.id, second.id, 'b'])
})

test('a new segment that was saved meanwhile is not listed twice', () => {
  const first = newSegment({ document: 'film', kind: 'cue', content: 'first', after: segment('a', 3, '1') })
  const known = { revision: 7, list: [segment('a', 3, '1'), first], outdated: true }
  const read = { revision: 8, list: [segment('a', 3, '1'), segment(first.id, 1, '2')] }

  expect(afterRead(known, read).list).toEqual(read.list)
})
