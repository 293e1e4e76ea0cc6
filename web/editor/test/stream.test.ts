import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ChangeSource, Connection, Cursor, Follower } from '../src/api/changes.ts'
import { EventParser } from '../src/api/events.ts'
import { streamedChanges } from '../src/api/stream.ts'

const commit = (revision: number) => ({ revision, author: 'Ana', at: '2026-01-01T00:00:00Z', changes: [] })
const event = (revision: number) =>
  `id: ${revision}-h${revision}\nevent: change\ndata: ${JSON.stringify(commit(revision))}\n\n`

/** Server whose responses are streams that the test writes to. */
class Streams {
  readonly requests: { since: string | null; lastEvent: string | null; accept: string | null }[] = []
  /** Response in place of a stream. */
  refusal: Response | null = null
  unreachable = false
  private writer: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor() {
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      const headers = new Headers(init.headers)
      this.requests.push({
        since: new URLSearchParams(url.split('?')[1]).get('since'),
        lastEvent: headers.get('Last-Event-ID'),
        accept: headers.get('Accept'),
      })
      if (this.unreachable) {
        throw new TypeError('fetch failed')
      }
      return this.refusal ?? this.stream(init.signal)
    })
  }

  private stream(signal: AbortSignal | null | undefined): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (writer) => {
        this.writer = writer
        signal?.addEventListener('abort', () => writer.error(new DOMException('Aborted', 'AbortError')))
      },
    })
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream; charset=utf-8' } })
  }

  async send(text: string): Promise<void> {
    this.writer?.enqueue(new TextEncoder().encode(text))
    await vi.advanceTimersByTimeAsync(1)
  }

  async breakOff(): Promise<void> {
    this.writer?.error(new TypeError('network error'))
    await vi.advanceTimersByTimeAsync(1)
  }
}

let server: Streams
let revisions: number[]
let connections: Connection[]
let resets: number[]
let fallback: (Follower & { since: Cursor }) | null
let stop: () => void

const polling: ChangeSource = {
  follow(_document, since, follower) {
    fallback = { ...follower, since }
    return () => {
      fallback = null
    }
  },
}

beforeEach(async () => {
  vi.useFakeTimers()
  server = new Streams()
  revisions = []
  connections = []
  resets = []
  fallback = null
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

async function follow(since: Cursor = 3): Promise<void> {
  stop = streamedChanges({ fallback: polling }).follow('film', since, {
    commits: (commits) => revisions.push(...commits.map(({ revision }) => revision)),
    connection: (connection) => connections.push(connection),
    reset: (revision) => resets.push(revision),
  })
  await vi.advanceTimersByTimeAsync(1)
}

test('commits arrive as they are made, from the known revision on', async () => {
  await follow()
  await server.send('retry: 500\n\n')
  await server.send(event(4))
  await server.send(event(5).slice(0, 20))
  await server.send(event(5).slice(20) + event(6))

  expect(server.requests).toEqual([{ since: '3', lastEvent: null, accept: 'text/event-stream' }])
  expect(revisions).toEqual([4, 5, 6])
  expect(connections).toEqual(['live'])
})

test('a stream starts with the tip of the list, and again after the fallback with the tip of its last commit', async () => {
  server.refusal = new Response('', { status: 503 })
  await follow('3-h3')
  expect(server.requests[0]).toMatchObject({ since: '3-h3', lastEvent: null })
  expect(fallback?.since).toBe('3-h3')

  fallback?.commits([{ revision: 4, tip: '4-h4', author: 'Ana', at: '', changes: [] }])
  server.refusal = null
  await vi.advanceTimersByTimeAsync(60_000)

  expect(server.requests[1]).toMatchObject({ since: '4-h4', lastEvent: null })
})

test('a log that the fallback finds replaced is followed from its end', async () => {
  server.refusal = new Response('', { status: 503 })
  await follow('3-h3')
  fallback?.reset(2)
  server.refusal = null
  await vi.advanceTimersByTimeAsync(60_000)

  expect(resets).toEqual([2])
  expect(server.requests[1]).toMatchObject({ since: '2', lastEvent: null })
})

test('a broken stream is opened again after the last event that arrived', async () => {
  await follow()
  await server.send(`retry: 500\n\n${event(4)}`)

  await server.breakOff()
  expect(connections).toEqual(['live', 'reconnecting'])
  await vi.advanceTimersByTimeAsync(500)
  await server.send(event(5))

  expect(server.requests[1]).toMatchObject({ since: '4', lastEvent: '4-h4' })
  expect(revisions).toEqual([4, 5])
  expect(connections.at(-1)).toBe('live')
})

test('a silent connection is closed', async () => {
  await follow()
  await server.send(event(4))
  await vi.advanceTimersByTimeAsync(30_000)
  await server.send(':\n\n')
  await vi.advanceTimersByTimeAsync(30_000)
  expect(server.requests).toHaveLength(1)

  await vi.advanceTimersByTimeAsync(25_000)

  expect(server.requests[1]).toMatchObject({ lastEvent: '4-h4' })
})

test('offline is reported, with retries after growing delays, and at once when the network is back', async () => {
  server.unreachable = true
  await follow()
  expect(connections).toEqual(['reconnecting'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(connections.at(-1)).toBe('offline')
  const sent = server.requests.length
  expect(sent).toBeLessThan(9)

  server.unreachable = false
  globalThis.dispatchEvent(new Event('online'))
  await vi.advanceTimersByTimeAsync(1)
  await server.send('retry: 500\n\n')

  expect(server.requests).toHaveLength(sent + 1)
  expect(connections.at(-1)).toBe('live')
})

test('a server without streams is polled, and asked for a stream from time to time', async () => {
  server.refusal = new Response('{"commits":[]}', { headers: { 'Content-Type': 'application/json' } })
  await follow()
  expect(fallback?.since).toBe(3)
  fallback?.commits([commit(4)])
  server.refusal = null

  await vi.advanceTimersByTimeAsync(60_000)
  await server.send(event(5))

  expect(fallback).toBeNull()
  expect(server.requests.at(-1)).toMatchObject({ since: '4', lastEvent: null })
  expect(revisions).toEqual([4, 5])
})

test('after polling, a stream goes on from the last commit that was polled and not from its own last event', async () => {
  await follow()
  await server.send(event(4))
  server.refusal = new Response('{"commits":[]}', { headers: { 'Content-Type': 'application/json' } })
  await server.breakOff()
  await vi.advanceTimersByTimeAsync(1_000)
  fallback?.commits([commit(5)])
  server.refusal = null

  await vi.advanceTimersByTimeAsync(60_000)

  expect(server.requests.at(-1)).toMatchObject({ since: '5', lastEvent: null })
})

test('a proxy that passes no event on is treated as a server without streams', async () => {
  await follow()

  await vi.advanceTimersByTimeAsync(45_000)

  expect(fallback?.since).toBe(3)
})

test('a document that was restored from a backup is read again', async () => {
  await follow()

  await server.send(`id: 2-h2\nevent: reset\ndata: {"seen":"3-h3","tip":"2-h2","revision":2}\n\n${event(3)}`)

  expect(resets).toEqual([2])
  expect(revisions).toEqual([3])
})

test('no request is sent after the end', async () => {
  await follow()
  await server.send(event(4))
  stop()

  await server.breakOff()
  await vi.advanceTimersByTimeAsync(100_000)

  expect(server.requests).toHaveLength(1)
})

test('events are parsed in any chunks and with any line ends', () => {
  const text =
    ': hello\r\n\r\nid:7\rdata: one\rdata:  two\r\revent: reset\r\ndata\r\n\r\nretry: 10\nid: 8\n\ndata: lost'
  const whole = new EventParser().push(text)

  for (let cut = 0; cut <= text.length; cut++) {
    const parser = new EventParser()
    expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))]).toEqual(whole)
    expect(parser.retry).toBe(10)
  }
  expect(whole).toEqual([
    { id: '7', type: 'message', data: 'one\n two' },
    { id: '7', type: 'reset', data: '' },
  ])
})

test('each character of an event is looked at once, in however many pieces it comes', () => {
  const split = vi.spyOn(String.prototype, 'split')
  const parser = new EventParser()
  const piece = 'x'.repeat(100)

  parser.push('data: ')
  for (let i = 0; i < 2_000; i++) {
    parser.push(piece)
  }
  const [event] = parser.push('\n\n')

  const searched = split.mock.contexts.reduce<number>((sum, text) => sum + String(text).length, 0)
  split.mockRestore()
  expect(event?.data).toHaveLength(200_000)
  expect(searched).toBeLessThan(200_100)
})
