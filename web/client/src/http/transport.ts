import { OfflineError, type Problem, RequestError } from './errors.ts'
import { strongTag } from './tag.ts'

/** One request. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly url: string
  /** A tag, quotes included. */
  readonly ifMatch?: string
  readonly ifNoneMatch?: string
  /** Makes a write that can be repeated. Without it only reads are. */
  readonly idempotencyKey?: string
  readonly prefer?: 'return=minimal' | 'return=representation'
  readonly accept?: string
  /** Sent as JSON, unless it is a text or a blob. */
  readonly body?: unknown
  readonly contentType?: string
  readonly signal?: AbortSignal
}

/** An answer that arrived whole. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** The tag, without `W/`; null if there is none. */
  readonly etag: string | null
  /** The body if it is JSON, else undefined. */
  readonly json: unknown
  readonly text: string
  /** The server had done this very request before. */
  readonly replayed: boolean
}

export interface TransportOptions {
  readonly fetch?: typeof fetch
  /** Header fields of every request, such as who is writing; asked for each time. */
  readonly headers?: () => Readonly<Record<string, string>>
  /** How often a request whose answer got lost is made in all. */
  readonly attempts?: number
  /** How long to wait before attempt 2, in milliseconds; doubled each time, with jitter. */
  readonly delay?: number
  /** How long one attempt may take, in milliseconds. */
  readonly timeout?: number
}

export interface Transport {
  /**
   * Makes a request, repeating it if its answer is lost and repeating it does no harm.
   *
   * @returns any answer below 500, refusals included
   * @throws OfflineError if no attempt was answered, or each with 5xx or 429
   */
  send(request: Request): Promise<Answer>
}

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504])

export function createTransport(options: TransportOptions = {}): Transport {
  const { attempts = 4, delay = 300, timeout = 30_000, headers = () => ({}) } = options
  const send = options.fetch ?? ((...args: Parameters<typeof fetch>) => fetch(...args))

  async function attempt(request: Request): Promise<Answer> {
    const limit = AbortSignal.timeout(timeout)
    const signal = request.signal === undefined ? limit : AbortSignal.any([limit, request.signal])
    const response = await send(request.url, {
      method: request.method,
      headers: { ...headers(), ...headersOf(request) },
      body: bodyOf(request),
      signal,
      cache: 'no-cache',
    })
    return read(response)
  }

  return {
    async send(request) {
      const repeatable = request.method === 'GET' || request.idempotencyKey !== undefined
      for (let made = 1; ; made++) {
        const outcome = await attempt(request).catch((error: unknown) => lost(error, request.signal))
        if (!(outcome instanceof OfflineError) && !TRANSIENT.has(outcome.status)) {
          return outcome
        }
        if (made >= attempts || !repeatable) {
          throw outcome instanceof OfflineError ? outcome : new OfflineError(outcome.status, problemOf(outcome))
        }
        const asked = outcome instanceof OfflineError ? 0 : Number(outcome.headers.get('Retry-After') ?? 0) * 1000
        const backoff = delay * 2 ** (made - 1) * (0.5 + Math.random() / 2)
        await pause(Math.max(backoff, Math.min(Number.isFinite(asked) ? asked : 0, timeout)), request.signal)
      }
    },
  }
}

/** What the answer says about why it is a refusal. */
export function problemOf(answer: Answer): Problem {
  const { json } = answer
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Problem) : {}
}

/** The error for a refusal that has no type of its own. */
export function refusal(answer: Answer): RequestError {
  return new RequestError(answer.status, problemOf(answer))
}

/** The network's failure as one of ours; the caller's own abort goes on as it is. */
function lost(error: unknown, signal: AbortSignal | undefined): OfflineError {
  if (signal?.aborted === true) {
    throw signal.reason
  }
  return new OfflineError(0, { detail: 'The server could not be reached.' }, error)
}

function headersOf(request: Request): Record<string, string> {
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

function bodyOf({ body }: Request): BodyInit | undefined {
  return body === undefined || typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body)
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    etag: strongTag(response.headers.get('ETag')),
    json: /[/+]json\b/.test(response.headers.get('Content-Type') ?? '') ? parsed(text) : undefined,
    text,
    replayed: response.headers.get('Holdfast-Replayed') === 'true',
  }
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
