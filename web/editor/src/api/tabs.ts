import { type ChangeSource, type Connection, type Follower, readChanges } from './changes.ts'
import { lockNameOf, TabLocks } from './locks.ts'
import { Pause } from './pause.ts'
import type { CommitJson } from './types.ts'
import { onWake } from './wake.ts'

/** Message between the tabs of a browser about one document. */
type Message =
  | { readonly type: 'hello' }
  | { readonly type: 'here'; readonly revision: number; readonly connection: Connection }
  | { readonly type: 'commits'; readonly commits: readonly CommitJson[] }
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'reset'; readonly revision: number }

export interface SharingOptions {
  readonly source: ChangeSource
  /** Source that is used where all streams of this browser are taken. */
  readonly fallback: ChangeSource
  readonly locks?: LockManager | undefined
  /** Time after which a hidden tab leaves the stream to others, in milliseconds. */
  readonly hiddenAfter?: number
  /** First delay before missing commits are requested again, in milliseconds; doubled each time. */
  readonly delay?: number
}

const LONGEST_PAUSE = 30_000

/** Source that reads a document's commits in one tab of the browser and passes them to the others. */
export function sharedChanges(options: SharingOptions): ChangeSource {
  return {
    follow(document, since, follower) {
      const tab = new TabFollower(document, since, follower, options)
      tab.start()
      return () => tab.end()
    },
  }
}

/** Follower of one document in one tab. */
class TabFollower {
  private readonly name: string
  private readonly document: string
  private readonly follower: Follower
  private readonly source: ChangeSource
  private readonly fallback: ChangeSource
  private readonly locks: TabLocks
  private readonly hiddenAfter: number
  private readonly delay: number
  private readonly channel: BroadcastChannel | null
  private readonly ended = new AbortController()
  private readonly unwatch: () => void
  private readonly retryPause = new Pause()
  /** Revision up to which the follower received every commit. */
  private published: number
  /** Latest known revision. Beyond `published` only while commits are missing. */
  private latest: number
  private connection: Connection = 'live'
  /** Set while this tab reads from the server, or waits for its turn. */
  private turn: AbortController | null = null
  private isLeader = false
  /** Set while missing commits are requested. */
  private catchUpAbort: AbortController | null = null
  private hideTimer: ReturnType<typeof setTimeout> | undefined

  constructor(document: string, since: number, follower: Follower, options: SharingOptions) {
    this.document = document
    this.published = since
    this.latest = since
    this.follower = follower
    this.source = options.source
    this.fallback = options.fallback
    this.locks = new TabLocks('locks' in options ? options.locks : globalThis.navigator?.locks)
    this.hiddenAfter = options.hiddenAfter ?? 20_000
    this.delay = options.delay ?? 1_000
    this.unwatch = onWake(() => this.retryPause.end())
    this.name = lockNameOf(document)
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(this.name)
  }

  start(): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => this.receive(data))
    globalThis.document.addEventListener('visibilitychange', this.onVisibility)
    this.channel?.postMessage({ type: 'hello' } satisfies Message)
    void this.takeTurn()
  }

  end(): void {
    globalThis.document.removeEventListener('visibilitychange', this.onVisibility)
    clearTimeout(this.hideTimer)
    this.unwatch()
    this.turn?.abort()
    this.catchUpAbort?.abort()
    this.retryPause.end()
    this.ended.abort()
    this.channel?.close()
  }

  private readonly onVisibility = (): void => {
    clearTimeout(this.hideTimer)
    if (globalThis.document.visibilityState === 'hidden') {
      this.hideTimer = setTimeout(() => this.yieldTurn(), this.hiddenAfter)
    } else if (this.turn === null) {
      this.broadcast({ type: 'hello' })
      void this.takeTurn()
    }
  }

  private yieldTurn(): void {
    this.turn?.abort()
    this.turn = null
  }

  /** Waits until no other tab reads this document, then reads it. */
  private async takeTurn(): Promise<void> {
    const turn = new AbortController()
    this.turn = turn
    const release = await this.locks.hold(this.name, { signal: turn.signal })
    if (!turn.signal.aborted) {
      this.isLeader = true
      this.broadcastRevision()
      await this.lead(turn.signal)
      this.isLeader = false
    }
    release?.()
  }

  private async lead(signal: AbortSignal): Promise<void> {
    const stream = await this.locks.freeStream()
    if (signal.aborted) {
      stream?.()
      return
    }
    const source = !this.locks.areSupported || stream !== null ? this.source : this.fallback
    const stop = source.follow(this.document, this.published, {
      commits: (commits) => {
        this.applyCommits(commits)
        this.broadcast({ type: 'commits', commits })
      },
      connection: (connection) => {
        this.setConnection(connection)
        this.broadcast({ type: 'connection', connection })
      },
      reset: (revision) => {
        this.reset(revision)
        this.broadcast({ type: 'reset', revision })
      },
    })
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    stop()
    stream?.()
  }

  private receive(message: Message): void {
    switch (message.type) {
      case 'hello':
        if (this.isLeader) {
          this.broadcastRevision()
        }
        break
      case 'here':
        this.setConnection(message.connection)
        this.catchUpTo(message.revision)
        break
      case 'commits':
        this.applyCommits(message.commits)
        break
      case 'connection':
        this.setConnection(message.connection)
        break
      case 'reset':
        this.reset(message.revision)
        break
    }
  }

  /** Publishes newer commits in order. Where some before them are missing, those are requested first. */
  private applyCommits(commits: readonly CommitJson[]): void {
    const newer = commits.filter(({ revision }) => revision > this.published)
    if (newer[0]?.revision === this.published + 1) {
      this.publish(newer)
    }
    this.catchUpTo(commits.at(-1)?.revision ?? this.published)
  }

  private publish(newer: readonly CommitJson[]): void {
    const last = newer.at(-1)
    if (last !== undefined) {
      this.published = last.revision
      this.follower.commits(newer)
    }
  }

  /** Requests commits until everything up to a revision is published. */
  private catchUpTo(revision: number): void {
    this.latest = Math.max(this.latest, revision)
    if (this.published < this.latest && this.catchUpAbort === null) {
      void this.catchUp()
    }
  }

  private async catchUp(): Promise<void> {
    const catchUpAbort = new AbortController()
    this.catchUpAbort = catchUpAbort
    for (let failures = 0; this.published < this.latest && !catchUpAbort.signal.aborted; ) {
      const before = this.published
      await this.readMissing(catchUpAbort.signal).catch(() => {})
      failures = this.published > before ? 0 : failures + 1
      if (failures > 0 && !catchUpAbort.signal.aborted) {
        this.follower.connection('reconnecting')
        await this.retryPause.for(Math.min(this.delay * 2 ** (failures - 1), LONGEST_PAUSE))
      }
    }
    if (!catchUpAbort.signal.aborted) {
      this.catchUpAbort = null
      this.setConnection(this.connection)
    }
  }

  private async readMissing(signal: AbortSignal): Promise<void> {
    const { commits } = await readChanges(this.document, this.published, signal)
    if (!signal.aborted) {
      this.publish(commits.filter(({ revision }) => revision > this.published))
    }
  }

  private setConnection(connection: Connection): void {
    this.connection = connection
    this.follower.connection(connection)
  }

  private reset(revision: number): void {
    this.catchUpAbort?.abort() // it requests commits that no longer exist
    this.catchUpAbort = null
    this.retryPause.end()
    this.published = revision
    this.latest = revision
    this.follower.reset(revision)
  }

  private broadcastRevision(): void {
    this.broadcast({ type: 'here', revision: this.latest, connection: this.connection })
  }

  private broadcast(message: Message): void {
    if (!this.ended.signal.aborted) {
      this.channel?.postMessage(message)
    }
  }
}
