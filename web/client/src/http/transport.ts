import { OfflineError, type ProblemDetails } from './errors.ts'
import { strongTag } from './tag.ts'

/** An HTTP request. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly url: string
  /** An entity tag, with its quotes. */
  readonly ifMatch?: string
  readonly ifNoneMatch?: string
  /** Allows repetitions of a write. Without a key only reads are repeated. */
  readonly idempotencyKey?: string
  readonly prefer?: 'return=minimal' | 'return=representation'
  readonly accept?: string
  /** Sent as JSON, unless it is a string or a Blob. */
  readonly body?: unknown
  readonly contentType?: string
  readonly signal?: AbortSignal
  /** The request outlives the page, as long as all such requests together are within the browser's limit. */
  readonly keepalive?: boolean
}

/** A complete HTTP response. */
export interface HttpResponse {
  readonly status: number
  readonly headers: Headers
  /** The member `etag` of the body, else the ETag without `W/` and marks of proxies; null if the response has none. */
  readonly etag: string | null
  /** The parsed body; undefined if it is not JSON. */
  readonly json: unknown
  readonly text: string
  /** The server had applied this very request before. */
  readonly replayed: boolean
}

export interface TransportOptions {
  readonly fetch?: typeof fetch
  /** Header fields of every request, for example credentials. Called for each attempt. */
  readonly headers?: () => Readonly<Record<string, string>>
  /** Number of attempts in all, for a request whose response is lost. Default 4. */
  readonly attempts?: number
  /** Milliseconds before the second attempt, doubled for each further one, with jitter. Default 300. */
  readonly delay?: number
  /** Milliseconds for one attempt. Default 30,000. */
  readonly timeout?: number
}

/** Sends requests, and repeats those that are safe to repeat. */
export interface Transport {
  /**
   * Sends a request. It is repeated if its response is lost or asks for a later attempt, provided that it is a read or
   * has an Idempotency-Key.
   *
   * @returns a response of any status but 408, 425, 429, 500, 502, 503 and 504
   * @throws OfflineError if every attempt got one of these, or no response
   */
  send(request: HttpRequest): Promise<HttpResponse>
}

/** Bytes of the bodies of all requests that may outlive their page (WHATWG Fetch, section 4.6: 64 kB), with some left over. */
const KEEPALIVE_ROOM = 60_000
let keptAlive = 0

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504])

export function createTransport(options: TransportOptions = {}): Transport {
  const { attempts = 4, delay = 300, timeout = 30_000, headers = () => ({}) } = options
  const send = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args))

  async function attempt(request: HttpRequest): Promise<HttpResponse> {
    const limit = AbortSignal.timeout(timeout)
    const signal = request.signal === undefined ? limit : AbortSignal.any([limit, request.signal])
    const body = bodyOf(request)
    const size = request.keepalive === true ? sizeOf(body) : 0
    const keepalive = request.keepalive === true && keptAlive + size <= KEEPALIVE_ROOM
    keptAlive += keepalive ? size : 0
    try {
      const response = await send(request.url, {
        method: request.method,
        headers: { ...headers(), ...headersOf(request) },
        body,
        signal,
        cache: 'no-cache',
        ...(keepalive && { keepalive }),
      })
      return await responseOf(response)
    } finally {
      keptAlive -= keepalive ? size : 0
    }
  }

  return {
    async send(request) {
      const repeatable = request.method === 'GET' || request.idempotencyKey !== undefined
      for (let made = 1; ; made++) {
        const outcome = await attempt(request).catch((error: unknown) => offlineError(error, request.signal))
        if (!(outcome instanceof OfflineError) && !TRANSIENT.has(outcome.status)) {
          return outcome
        }
        if (made >= attempts || !repeatable) {
          throw outcome instanceof OfflineError ? outcome : new OfflineError(outcome.status, problemOf(outcome))
        }
        const requested = outcome instanceof OfflineError ? 0 : Number(outcome.headers.get('Retry-After') ?? 0) * 1000
        const backoff = delay * 2 ** (made - 1) * (0.5 + Math.random() / 2)
        await pause(Math.max(backoff, Math.min(Number.isFinite(requested) ? requested : 0, timeout)), request.signal)
      }
    },
  }
}

/** The problem details in the response, their type without the prefix of a proxy; empty if it has none. */
export function problemOf({ json }: HttpResponse): ProblemDetails {
  const problem = typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as ProblemDetails) : {}
  const type = /\/problems\/[\w-]+$/.exec(problem.type ?? '')?.[0]
  return type === undefined || type === problem.type ? problem : { ...problem, type }
}

/** Converts a network error. The caller's own abort is thrown as it is. */
function offlineError(error: unknown, signal: AbortSignal | undefined): OfflineError {
  if (signal?.aborted === true) {
    throw signal.reason
  }
  return new OfflineError(0, { detail: 'The server could not be reached.' }, error)
}

function headersOf(request: HttpRequest): Record<string, string> {
  const fields: Record<string, string | undefined> = {
    Accept: request.accept ?? 'application/json, application/problem+json',
    'If-Match': request.ifMatch,
    'If-None-Match': request.ifNoneMatch,
    'Idempotency-Key': request.idempotencyKey === undefined ? undefined : `"${request.idempotencyKey}"`,
    Prefer: request.prefer,
    'Content-Type': request.body === undefined ? undefined : (request.contentType ?? 'application/json'),
  }
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined))
}

function sizeOf(body: string | Blob | undefined): number {
  return body instanceof Blob ? body.size : new TextEncoder().encode(body).length
}

function bodyOf({ body }: HttpRequest): string | Blob | undefined {
  return body === undefined || typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body)
}

async function responseOf(response: Response): Promise<HttpResponse> {
  const text = await response.text()
  const json = /[/+]json\b/.test(response.headers.get('Content-Type') ?? '') ? parsed(text) : undefined
  return {
    status: response.status,
    headers: response.headers,
    etag: strongTag(memberTag(json)) ?? strongTag(response.headers.get('ETag')),
    json,
    text,
    replayed: response.headers.get('Holdfast-Replayed') === 'true',
  }
}

/** The tag in the body of a representation, which no proxy alters. */
function memberTag(json: unknown): string | null {
  return typeof json === 'object' && json !== null && 'etag' in json && typeof json.etag === 'string' ? json.etag : null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
