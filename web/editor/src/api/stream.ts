import { type ChangeSource, type Cursor, cursorAfter, type Follower, OFFLINE_AFTER } from './changes.ts'
import { EventParser, type ServerEvent } from './events.ts'
import { Pause } from './pause.ts'
import { documentPath } from './request.ts'
import { session } from './session.ts'
import type { CommitJson } from './types.ts'
import { onWake } from './wake.ts'

export interface StreamOptions {
  /** Source that is used where streams do not get through. */
  readonly fallback: ChangeSource
  /** Time on the fallback before a stream is tried again, in milliseconds. */
  readonly fallbackFor?: number
  /** Time without data after which a stream counts as lost, in milliseconds. The server sends every 15 seconds. */
  readonly silence?: number
  /** First delay before a lost stream is opened again, in milliseconds, unless the server sets one. */
  readonly delay?: number
}

/** End of an attempt: opened and then lost, never reached, or answered by a response that is no stream. */
type Outcome = 'ended' | 'unreachable' | 'refused'

const LONGEST_PAUSE = 30_000

/** Source that reads the server's stream, which sends each commit at once. */
export function streamedChanges(options: StreamOptions): ChangeSource {
  return {
    follow(document, since, follower) {
      const stream = new ChangeStream(document, since, follower, options)
      void stream.run()
      return () => stream.stop()
    },
  }
}

class ChangeStream {
  private readonly document: string
  private readonly follower: Follower
  private readonly options: Required<StreamOptions>
  private readonly stopped = new AbortController()
  private readonly unwatch: () => void
  /** Id of the last event; empty before the first. */
  private lastEvent = ''
  /** Place in the log after all that was received. */
  private since: Cursor
  private lastReceivedAt = 0
  private retryDelay: number
  private disconnect = () => {}
  private readonly retryPause = new Pause()

  constructor(document: string, since: Cursor, follower: Follower, options: StreamOptions) {
    this.document = document
    this.follower = follower
    this.since = since
    this.options = { fallbackFor: 60_000, silence: 40_000, delay: 1_000, ...options }
    this.retryDelay = this.options.delay
    this.unwatch = onWake(() => this.wake())
    globalThis.addEventListener('offline', this.onOffline)
  }

  async run(): Promise<void> {
    for (let failures = 0; !this.stopped.signal.aborted; ) {
      const outcome = await this.readStream()
      failures = outcome === 'unreachable' ? failures + 1 : 0
      if (this.stopped.signal.aborted) {
        return
      }
      if (outcome === 'refused') {
        await this.followFallback()
      } else {
        this.follower.connection(failures < OFFLINE_AFTER ? 'reconnecting' : 'offline')
        await this.retryPause.for(Math.min(this.retryDelay * 2 ** failures, LONGEST_PAUSE) * (0.5 + Math.random() / 2))
      }
    }
  }

  stop(): void {
    this.stopped.abort()
    this.unwatch()
    globalThis.removeEventListener('offline', this.onOffline)
    this.retryPause.end()
  }

  /** The computer reports that it has no network. A server on this very computer may still be there: it is tried. */
  private readonly onOffline = (): void => this.disconnect()

  /** After the computer slept, a connection may look open that is long gone. */
  private wake(): void {
    if (Date.now() - this.lastReceivedAt > this.options.silence / 2) {
      this.disconnect()
    }
    this.retryPause.end()
  }

  private async readStream(): Promise<Outcome> {
    const broken = new AbortController()
    this.disconnect = () => broken.abort()
    const silence = setInterval(() => this.checkSilence(), this.options.silence / 4)
    this.lastReceivedAt = Date.now()
    try {
      const response = await this.open(AbortSignal.any([this.stopped.signal, broken.signal]))
      if (response === null) {
        return broken.signal.aborted ? 'refused' : 'unreachable'
      }
      const isStream = /^text\/event-stream\b/.test(response.headers.get('Content-Type') ?? '')
      if (!response.ok || !isStream || response.body === null) {
        void response.body?.cancel()
        return 'refused'
      }
      return (await this.readAll(response.body.getReader())) ? 'ended' : 'refused'
    } finally {
      clearInterval(silence)
      broken.abort()
    }
  }

  private checkSilence(): void {
    if (Date.now() - this.lastReceivedAt >= this.options.silence) {
      this.disconnect()
    }
  }

  private async open(signal: AbortSignal): Promise<Response | null> {
    const url = `${documentPath(this.document)}/changes?since=${this.since}`
    const headers = { Accept: 'text/event-stream', ...(this.lastEvent && { 'Last-Event-ID': this.lastEvent }) }
    return session.fetch(url, { headers, signal, cache: 'no-store' }).catch(() => null)
  }

  /** @returns false if nothing arrived, for instance because a proxy buffers everything */
  private async readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<boolean> {
    const parser = new EventParser()
    const decoder = new TextDecoder()
    for (let received = false; ; received = true) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (done || value === undefined || this.stopped.signal.aborted) {
        return received
      }
      this.lastReceivedAt = Date.now()
      if (!received) {
        this.follower.connection('live')
      }
      this.dispatch(parser.push(decoder.decode(value, { stream: true })))
      this.retryDelay = parser.retry ?? this.retryDelay
    }
  }

  private dispatch(events: readonly ServerEvent[]): void {
    const commits: CommitJson[] = []
    for (const { id, type, data } of events) {
      this.lastEvent = id
      if (type === 'change') {
        const commit = JSON.parse(data) as CommitJson
        this.since = cursorAfter(commit)
        commits.push(commit)
      } else if (type === 'reset') {
        const end = JSON.parse(data) as { revision: number; tip?: string }
        this.since = cursorAfter(end)
        commits.length = 0
        this.follower.reset(end.revision)
      }
    }
    if (commits.length > 0) {
      this.follower.commits(commits)
    }
  }

  private async followFallback(): Promise<void> {
    const { follower } = this
    const stop = this.options.fallback.follow(this.document, this.since, {
      ...follower,
      commits: (commits) => {
        const last = commits.at(-1)
        this.since = last === undefined ? this.since : cursorAfter(last)
        this.lastEvent = ''
        follower.commits(commits)
      },
      reset: (revision) => {
        this.since = revision
        this.lastEvent = ''
        follower.reset(revision)
      },
    })
    await this.retryPause.for(this.options.fallbackFor)
    stop()
  }
}
