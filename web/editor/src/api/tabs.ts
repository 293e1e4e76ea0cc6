import { type ChangeSource, type Connection, type Follower, readChanges } from './changes.ts'
import { Pause } from './pause.ts'
import type { CommitJson } from './types.ts'
import { onWake } from './wake.ts'

/** What the tabs of a browser tell each other about one document. */
type Message =
  | { readonly type: 'hello' }
  | { readonly type: 'here'; readonly revision: number; readonly connection: Connection }
  | { readonly type: 'commits'; readonly commits: readonly CommitJson[] }
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'reset'; readonly revision: number }

export interface SharingOptions {
  readonly source: ChangeSource
  /** What follows where all streams of this browser are taken. */
  readonly instead: ChangeSource
  readonly locks?: LockManager | undefined
  /** How long a tab that nobody looks at goes on before it leaves it to others, in milliseconds. */
  readonly hiddenAfter?: number
  /** The first pause before what is missing is asked for again, in milliseconds; doubled each time. */
  readonly delay?: number
}

/** A browser makes six connections to a server over HTTP/1.1. What is not a stream needs some, too. */
const STREAMS = 3
const LONGEST_PAUSE = 30_000
const LOCK = 'holdfast.changes'

/** Follows a document in one tab of the browser, which tells the others, and keeps connections free for all else. */
export function sharedChanges(options: SharingOptions): ChangeSource {
  return {
    follow(document, since, follower) {
      const part = new Part(document, since, follower, options)
      part.begin()
      return () => part.end()
    },
  }
}

/** What one tab does to follow one document. */
class Part {
  private readonly name: string
  private readonly document: string
  private readonly follower: Follower
  private readonly source: ChangeSource
  private readonly instead: ChangeSource
  private readonly locks: LockManager | undefined
  private readonly hiddenAfter: number
  private readonly delay: number
  private readonly channel: BroadcastChannel | null
  private readonly ended = new AbortController()
  private readonly unwatch: () => void
  private readonly rest = new Pause()
  /** The revision up to which everything was passed on. */
  private seen: number
  /** The latest revision that is known to be there. Beyond `seen` only while something is missing. */
  private wanted: number
  private connection: Connection = 'live'
  /** Set while this tab is the one that listens to the server, or waits to be. */
  private turn: AbortController | null = null
  private leads = false
  /** Set while what is missing is asked for. */
  private catching: AbortController | null = null
  private hiding: ReturnType<typeof setTimeout> | undefined

  constructor(document: string, since: number, follower: Follower, options: SharingOptions) {
    this.document = document
    this.seen = since
    this.wanted = since
    this.follower = follower
    this.source = options.source
    this.instead = options.instead
    this.locks = 'locks' in options ? options.locks : globalThis.navigator?.locks
    this.hiddenAfter = options.hiddenAfter ?? 20_000
    this.delay = options.delay ?? 1_000
    this.unwatch = onWake(() => this.rest.end())
    this.name = `${LOCK}:${document}`
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(this.name)
  }

  begin(): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => this.hear(data))
    globalThis.document.addEventListener('visibilitychange', this.looked)
    this.channel?.postMessage({ type: 'hello' } satisfies Message)
    void this.takeTurn()
  }

  end(): void {
    globalThis.document.removeEventListener('visibilitychange', this.looked)
    clearTimeout(this.hiding)
    this.unwatch()
    this.turn?.abort()
    this.catching?.abort()
    this.rest.end()
    this.ended.abort()
    this.channel?.close()
  }

  private readonly looked = (): void => {
    clearTimeout(this.hiding)
    if (globalThis.document.visibilityState === 'hidden') {
      this.hiding = setTimeout(() => this.leaveTurn(), this.hiddenAfter)
    } else if (this.turn === null) {
      this.tell({ type: 'hello' })
      void this.takeTurn()
    }
  }

  private leaveTurn(): void {
    this.turn?.abort()
    this.turn = null
  }

  /** Waits until no other tab listens for this document, and then does. */
  private async takeTurn(): Promise<void> {
    const turn = new AbortController()
    this.turn = turn
    const release = await this.hold(this.name, { signal: turn.signal })
    if (!turn.signal.aborted) {
      this.leads = true
      this.tellWhere()
      await this.lead(turn.signal)
      this.leads = false
    }
    release?.()
  }

  private async lead(signal: AbortSignal): Promise<void> {
    const stream = await this.freeStream()
    if (signal.aborted) {
      stream?.()
      return
    }
    const source = this.locks === undefined || stream !== null ? this.source : this.instead
    const stop = source.follow(this.document, this.seen, {
      commits: (commits) => {
        this.take(commits)
        this.tell({ type: 'commits', commits })
      },
      connection: (connection) => {
        this.show(connection)
        this.tell({ type: 'connection', connection })
      },
      reset: (revision) => {
        this.reset(revision)
        this.tell({ type: 'reset', revision })
      },
    })
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    stop()
    stream?.()
  }

  /** @returns what gives it back; null if none is free */
  private async freeStream(): Promise<(() => void) | null> {
    for (let number = 0; number < STREAMS; number++) {
      const release = await this.hold(`${LOCK}.stream:${number}`, { ifAvailable: true })
      if (release !== null) {
        return release
      }
    }
    return null
  }

  private hear(message: Message): void {
    switch (message.type) {
      case 'hello':
        if (this.leads) {
          this.tellWhere()
        }
        break
      case 'here':
        this.show(message.connection)
        this.reach(message.revision)
        break
      case 'commits':
        this.take(message.commits)
        break
      case 'connection':
        this.show(message.connection)
        break
      case 'reset':
        this.reset(message.revision)
        break
    }
  }

  /** Passes on what was not seen yet. Where some are missing before it, they are asked for. */
  private take(commits: readonly CommitJson[]): void {
    const news = commits.filter(({ revision }) => revision > this.seen)
    if (news[0]?.revision === this.seen + 1) {
      this.pass(news)
    }
    this.reach(commits.at(-1)?.revision ?? this.seen)
  }

  private pass(news: readonly CommitJson[]): void {
    const last = news.at(-1)
    if (last !== undefined) {
      this.seen = last.revision
      this.follower.commits(news)
    }
  }

  /** Sees to it that everything up to a revision is passed on, however often it has to be asked for. */
  private reach(revision: number): void {
    this.wanted = Math.max(this.wanted, revision)
    if (this.seen < this.wanted && this.catching === null) {
      void this.catchUp()
    }
  }

  private async catchUp(): Promise<void> {
    const catching = new AbortController()
    this.catching = catching
    for (let failures = 0; this.seen < this.wanted && !catching.signal.aborted; ) {
      const before = this.seen
      await this.ask(catching.signal).catch(() => {})
      failures = this.seen > before ? 0 : failures + 1
      if (failures > 0 && !catching.signal.aborted) {
        this.follower.connection('reconnecting')
        await this.rest.for(Math.min(this.delay * 2 ** (failures - 1), LONGEST_PAUSE))
      }
    }
    if (!catching.signal.aborted) {
      this.catching = null
      this.show(this.connection)
    }
  }

  private async ask(signal: AbortSignal): Promise<void> {
    const { commits } = await readChanges(this.document, this.seen, signal)
    if (!signal.aborted) {
      this.pass(commits.filter(({ revision }) => revision > this.seen))
    }
  }

  private show(connection: Connection): void {
    this.connection = connection
    this.follower.connection(connection)
  }

  private reset(revision: number): void {
    this.catching?.abort() // it asks for what is no more
    this.catching = null
    this.rest.end()
    this.seen = revision
    this.wanted = revision
    this.follower.reset(revision)
  }

  private tellWhere(): void {
    this.tell({ type: 'here', revision: this.wanted, connection: this.connection })
  }

  private tell(message: Message): void {
    if (!this.ended.signal.aborted) {
      this.channel?.postMessage(message)
    }
  }

  /** Holds a lock until what it returns is called. Where the browser has no locks, each tab is on its own. */
  private hold(name: string, options: LockOptions): Promise<(() => void) | null> {
    const { locks } = this
    if (locks === undefined) {
      return Promise.resolve(null)
    }
    return new Promise((resolve) => {
      locks
        .request(name, options, (lock) =>
          lock === null ? resolve(null) : new Promise<void>((release) => resolve(() => release())),
        )
        .catch(() => resolve(null)) // the wait was given up
    })
  }
}
