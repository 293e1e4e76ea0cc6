import type { ChangeSource, Cursor, Follower } from './changes.ts'
import { CommitSequence } from './commitSequence.ts'
import { lockNameOf, TabLocks } from './locks.ts'
import { Reading } from './reading.ts'
import { TabChannel, type TabMessage } from './tabChannel.ts'

export interface SharingOptions {
  readonly source: ChangeSource
  /** Source that is used where all streams of this browser are taken. */
  readonly fallback: ChangeSource
  readonly locks?: LockManager | undefined
  /** Time after which a hidden tab leaves the stream to others, in milliseconds. */
  readonly hiddenAfter?: number
  /** Time between two signs of life of the leading tab, in milliseconds. */
  readonly heartbeat?: number
  /** First delay before missing commits are requested again, in milliseconds; doubled each time. */
  readonly delay?: number
}

/** Number of heartbeats that may be missing before a tab reads for itself. */
const MISSED = 2

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
  private readonly sequence: CommitSequence
  private readonly source: ChangeSource
  private readonly fallback: ChangeSource
  private readonly locks: TabLocks
  private readonly hiddenAfter: number
  private readonly channel: TabChannel
  /** Set while this tab reads from the server, or waits for its turn. */
  private turn: AbortController | null = null
  private isLeader = false
  private hideTimer: ReturnType<typeof setTimeout> | undefined
  private readonly heartbeat: number
  private pulse: ReturnType<typeof setInterval> | undefined
  /** Number of heartbeats since the leading tab was heard. */
  private missed = 0
  /** Set while this tab reads for itself, because the leading tab is silent, for example frozen by the browser. */
  private substitute: Reading | null = null

  constructor(document: string, since: Cursor, follower: Follower, options: SharingOptions) {
    this.document = document
    this.sequence = new CommitSequence(document, since, follower, options.delay ?? 1_000)
    this.source = options.source
    this.fallback = options.fallback
    this.locks = new TabLocks('locks' in options ? options.locks : globalThis.navigator?.locks)
    this.hiddenAfter = options.hiddenAfter ?? 20_000
    this.heartbeat = options.heartbeat ?? 5_000
    this.name = lockNameOf(document)
    this.channel = new TabChannel(this.name)
  }

  start(): void {
    this.channel.subscribe((message) => this.receive(message))
    globalThis.document.addEventListener('visibilitychange', this.onVisibility)
    this.channel.send({ type: 'hello' })
    this.pulse = setInterval(() => this.beat(), this.heartbeat)
    void this.takeTurn()
    if (globalThis.document.visibilityState === 'hidden') {
      this.onVisibility() // a tab that is opened in the background
    }
  }

  end(): void {
    clearInterval(this.pulse)
    this.endSubstitute()
    globalThis.document.removeEventListener('visibilitychange', this.onVisibility)
    clearTimeout(this.hideTimer)
    this.turn?.abort()
    this.sequence.end()
    this.channel.close()
  }

  private readonly onVisibility = (): void => {
    clearTimeout(this.hideTimer)
    if (globalThis.document.visibilityState === 'hidden') {
      this.hideTimer = setTimeout(() => this.yieldTurn(), this.hiddenAfter)
    } else if (this.turn === null) {
      this.channel.send({ type: 'hello' })
      void this.takeTurn()
    }
  }

  private yieldTurn(): void {
    this.endSubstitute()
    this.turn?.abort()
    this.turn = null
  }

  /** Waits until no other tab reads this document, then reads it. */
  private async takeTurn(): Promise<void> {
    const turn = new AbortController()
    this.turn = turn
    const release = await this.locks.hold(this.name, { signal: turn.signal })
    if (!turn.signal.aborted) {
      this.endSubstitute()
      this.isLeader = true
      this.broadcastRevision()
      await this.lead(turn.signal)
      this.isLeader = false
    }
    release?.()
  }

  /** Shows the others that this tab leads, or notices that no one else does, whoever holds the lock. */
  private beat(): void {
    if (this.isLeader) {
      this.broadcastRevision()
    } else if (this.turn !== null && ++this.missed > MISSED && this.substitute === null) {
      this.sequence.setConnection('reconnecting')
      this.substitute = this.reading({
        commits: (commits) => this.sequence.apply(commits),
        connection: (connection) => this.sequence.setConnection(connection),
        reset: (revision) => this.sequence.reset(revision),
      })
      void this.substitute.run(() => this.sequence.publishedCursor)
    }
  }

  private endSubstitute(): void {
    this.missed = 0
    this.substitute?.end()
    this.substitute = null
  }

  private async lead(signal: AbortSignal): Promise<void> {
    const reading = this.reading({
      commits: (commits) => {
        this.sequence.apply(commits)
        this.channel.send({ type: 'commits', commits })
      },
      connection: (connection) => {
        this.sequence.setConnection(connection)
        this.channel.send({ type: 'connection', connection })
      },
      reset: (revision) => {
        this.sequence.reset(revision)
        this.channel.send({ type: 'reset', revision })
      },
    })
    signal.addEventListener('abort', () => reading.end(), { once: true })
    await reading.run(() => this.sequence.publishedCursor)
  }

  private reading(follower: Follower): Reading {
    const { document, source, fallback, locks } = this
    return new Reading({ document, source, fallback, locks, follower })
  }

  private receive(message: TabMessage): void {
    if (message.type !== 'hello') {
      this.endSubstitute()
    }
    switch (message.type) {
      case 'hello':
        if (this.isLeader) {
          this.broadcastRevision()
        }
        break
      case 'here':
        this.sequence.setConnection(message.connection)
        this.sequence.catchUpTo(message.revision)
        break
      case 'commits':
        this.sequence.apply(message.commits)
        break
      case 'connection':
        this.sequence.setConnection(message.connection)
        break
      case 'reset':
        this.sequence.reset(message.revision)
        break
    }
  }

  private broadcastRevision(): void {
    this.channel.send({ type: 'here', ...this.sequence.state })
  }
}
