import { type Connection, type Cursor, cursorAfter, type Follower, readChanges, revisionOf } from './changes.ts'
import { Pause } from './pause.ts'
import type { CommitJson } from './types.ts'
import { onWake } from './wake.ts'

const LONGEST_PAUSE = 30_000

/** Commits of a document in order, from several sources. Missing ones are requested from the server. */
export class CommitSequence {
  private readonly document: string
  private readonly follower: Follower
  /** First delay before a failed request is repeated, in milliseconds; doubled each time. */
  private readonly delay: number
  private readonly retryPause = new Pause()
  private readonly unwatch: () => void
  /** Revision up to which the follower received every commit. */
  private published: number
  /** The same place in the log, with the hash of the last commit where it is known. */
  private cursor: Cursor
  /** Latest known revision. Beyond `published` only while commits are missing. */
  private latest: number
  private connection: Connection = 'live'
  /** Set while missing commits are requested. */
  private catchUpAbort: AbortController | null = null

  constructor(document: string, since: Cursor, follower: Follower, delay: number) {
    this.document = document
    this.cursor = since
    this.published = revisionOf(since)
    this.latest = this.published
    this.follower = follower
    this.delay = delay
    this.unwatch = onWake(() => this.retryPause.end())
  }

  /** Place in the log after all commits that the follower received. */
  get publishedCursor(): Cursor {
    return this.cursor
  }

  /** Latest known revision and state of the connection. */
  get state(): { readonly revision: number; readonly connection: Connection } {
    return { revision: this.latest, connection: this.connection }
  }

  end(): void {
    this.unwatch()
    this.stopCatchUp()
  }

  /** Publishes newer commits in order. Where some before them are missing, those are requested first. */
  apply(commits: readonly CommitJson[]): void {
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
      this.cursor = cursorAfter(last)
      this.follower.commits(newer)
    }
  }

  /** Requests commits until everything up to a revision is published. */
  catchUpTo(revision: number): void {
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
    const { commits, reset, revision: latest } = await readChanges(this.document, this.cursor, signal)
    if (reset === true && !signal.aborted) {
      this.reset(latest)
    } else if (!signal.aborted) {
      this.publish(commits.filter(({ revision }) => revision > this.published))
    }
  }

  setConnection(connection: Connection): void {
    this.connection = connection
    this.follower.connection(connection)
  }

  reset(revision: number): void {
    this.stopCatchUp() // it requests commits that no longer exist
    this.published = revision
    this.cursor = revision
    this.latest = revision
    this.follower.reset(revision)
  }

  private stopCatchUp(): void {
    this.catchUpAbort?.abort()
    this.catchUpAbort = null
    this.retryPause.end()
  }
}
