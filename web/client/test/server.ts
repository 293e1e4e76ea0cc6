import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One request, and the status of its response. */
export interface Seen {
  readonly method: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
  status: number
}

export interface NoteServer {
  readonly url: string
  readonly seen: Seen[]
  text: string
  /** Faults of the next responses, in order. */
  readonly faults: Fault[]
  /** Weakens the tags, like a proxy that compresses. */
  weakens: boolean
  close(): Promise<void>
}

/** Fault of a response. `lost`: applied, without a response. `dropped`: not applied. A number: that status. */
export type Fault = 'lost' | 'dropped' | 'ok' | number

/**
 * Minimal server with one note and strong ETags. Unlike Holdfast it sends 412 without a body, ignores Idempotency-Key,
 * and does not merge.
 */
export async function noteServer(text: string): Promise<NoteServer> {
  const state = { text }
  const seen: Seen[] = []
  const faults: Fault[] = []
  const note = { weakens: false }

  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const exchange: Seen = { method: request.method ?? '', headers: request.headers, body, status: 0 }
      seen.push(exchange)
      const fault = faults.shift() ?? 'ok'
      if (fault === 'dropped') {
        request.socket.destroy()
      } else if (typeof fault === 'number') {
        exchange.status = fault
        response.writeHead(fault).end()
      } else {
        respond(exchange, response, fault === 'lost')
      }
    })
  })

  function respond(exchange: Seen, response: ServerResponse, lost: boolean): void {
    const refused = exchange.method === 'PUT' && exchange.headers['if-match'] !== tagOf(state.text)
    if (exchange.method === 'PUT' && !refused) {
      state.text = JSON.parse(exchange.body).text
    }
    exchange.status = refused ? 412 : 200
    if (lost) {
      response.socket?.destroy()
      return
    }
    const etag = note.weakens ? `W/${tagOf(state.text)}` : tagOf(state.text)
    response.writeHead(exchange.status, refused ? {} : { ETag: etag, 'Content-Type': 'application/json' })
    response.end(refused ? '' : JSON.stringify({ text: state.text }))
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/note`,
    seen,
    faults,
    get text() {
      return state.text
    },
    set text(next: string) {
      state.text = next
    },
    get weakens() {
      return note.weakens
    },
    set weakens(next: boolean) {
      note.weakens = next
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function tagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 16)}"`
}
