import { type ChangeSource, type Follower, OFFLINE_AFTER } from './changes.ts'
import { EventParser, type ServerEvent } from './events.ts'
import { Pause } from './pause.ts'
import { watchedFetch } from './session.ts'
import type { CommitJson } from './types.ts'
import { onWake } from './wake.ts'

export interface StreamOptions {
  /** What follows in its place where streams do not get through. */
  readonly instead: ChangeSource
  /** How long it does before a stream is tried again, in milliseconds, unless the person comes back earlier. */
  readonly insteadFor?: number
  /** How long a stream may be silent, in milliseconds. The server lets it be heard every 15 seconds. */
  readonly silence?: number
  /** The first pause before a stream that broke off is opened again, in milliseconds, unless the server says. */
  readonly delay?: number
}

/** How an attempt ended: open and then broken off, never reached, or answered by something that is no stream. */
type Outcome = 'ended' | 'unreachable' | 'refused'

const LONGEST_PAUSE = 30_000

/** Listens to the server's stream of changes, which tells them the moment they are made. */
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
  /** The id of the last event; before the first, none. */
  private lastEvent = ''
  private revision: number
  private heardAt = 0
  private pause: number
  private breakOff = () => {}
  private readonly rest = new Pause()

  constructor(document: string, since: number, follower: Follower, options: StreamOptions) {
    this.document = document
    this.follower = follower
    this.revision = since
    this.options = { insteadFor: 60_000, silence: 40_000, delay: 1_000, ...options }
    this.pause = this.options.delay
    this.unwatch = onWake(() => this.wake())
    globalThis.addEventListener('offline', this.doubt)
  }

  async run(): Promise<void> {
    for (let failures = 0; !this.stopped.signal.aborted; ) {
      const outcome = await this.listen()
      failures = outcome === 'unreachable' ? failures + 1 : 0
      if (this.stopped.signal.aborted) {
        return
      }
      if (outcome === 'refused') {
        await this.followInstead()
      } else {
        this.follower.connection(failures < OFFLINE_AFTER ? 'reconnecting' : 'offline')
        await this.rest.for(Math.min(this.pause * 2 ** failures, LONGEST_PAUSE) * (0.5 + Math.random() / 2))
      }
    }
  }

  stop(): void {
    this.stopped.abort()
    this.unwatch()
    globalThis.removeEventListener('offline', this.doubt)
    this.rest.end()
  }

  /** The computer says that it has no network. A server on this very computer may be there all the same: tried again. */
  private readonly doubt = (): void => this.breakOff()

  /** After sleep a connection may look open that is long gone. */
  private wake(): void {
    if (Date.now() - this.heardAt > this.options.silence / 2) {
      this.breakOff()
    }
    this.rest.end()
  }

  private async listen(): Promise<Outcome> {
    const broken = new AbortController()
    this.breakOff = () => broken.abort()
    const silence = setInterval(() => this.hush(), this.options.silence / 4)
    this.heardAt = Date.now()
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

  private hush(): void {
    if (Date.now() - this.heardAt >= this.options.silence) {
      this.breakOff()
    }
  }

  private async open(signal: AbortSignal): Promise<Response | null> {
    const url = `/api/documents/${encodeURIComponent(this.document)}/changes?since=${this.revision}`
    const headers = { Accept: 'text/event-stream', ...(this.lastEvent && { 'Last-Event-ID': this.lastEvent }) }
    return watchedFetch(url, { headers, signal, cache: 'no-store' }).catch(() => null)
  }

  /** @returns whether anything came; a proxy that keeps it all to itself lets nothing through */
  private async readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<boolean> {
    const parser = new EventParser()
    const decoder = new TextDecoder()
    for (let came = false; ; came = true) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
      if (done || value === undefined || this.stopped.signal.aborted) {
        return came
      }
      this.heardAt = Date.now()
      if (!came) {
        this.follower.connection('live')
      }
      this.tell(parser.take(decoder.decode(value, { stream: true })))
      this.pause = parser.retry ?? this.pause
    }
  }

  private tell(events: readonly ServerEvent[]): void {
    const commits: CommitJson[] = []
    for (const { id, type, data } of events) {
      this.lastEvent = id
      if (type === 'change') {
        const commit = JSON.parse(data) as CommitJson
        this.revision = commit.revision
        commits.push(commit)
      } else if (type === 'reset') {
        this.revision = (JSON.parse(data) as { revision: number }).revision
        commits.length = 0
        this.follower.reset(this.revision)
      }
    }
    if (commits.length > 0) {
      this.follower.commits(commits)
    }
  }

  private async followInstead(): Promise<void> {
    const { follower } = this
    const stop = this.options.instead.follow(this.document, this.revision, {
      ...follower,
      commits: (commits) => {
        this.revision = commits.at(-1)?.revision ?? this.revision
        this.lastEvent = ''
        follower.commits(commits)
      },
    })
    await this.rest.for(this.options.insteadFor)
    stop()
  }
}
