import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, runStored } from '../support/server.ts'
import type { CommitJson } from './log.ts'

const RETRY_AFTER = 500

/** Server with a storage that outlives it, to be restarted under the same address. */
export class Server {
  readonly url: string
  private running: RunningServer
  private readonly folder: string

  private constructor(running: RunningServer, folder: string) {
    this.running = running
    this.folder = folder
    this.url = running.url
  }

  static async start(): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-ledger-'))
    return new Server(await runStored('0', folder, '--no-sample'), folder)
  }

  /** Stops or kills the server, and starts it again. */
  async restart(how: 'stop' | 'kill'): Promise<void> {
    await this.running[how]()
    this.running = await runStored(new URL(this.url).port, this.folder, '--no-sample')
  }

  async end(): Promise<void> {
    await this.running.stop()
    await rm(this.folder, { recursive: true, force: true })
  }

  async create(document: string, vtt: string): Promise<void> {
    const response = await fetch(`${this.url}/api/documents?id=${document}&title=Film&language=en`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/vtt', 'Holdfast-Author': 'Author' },
      body: vtt,
    })
    if (response.status !== 201) {
      throw new Error(`No document: ${response.status} ${await response.text()}`)
    }
  }

  async log(document: string): Promise<readonly CommitJson[]> {
    const commits: CommitJson[] = []
    for (let since = 0, more = true; more; ) {
      const address = `${this.url}/api/documents/${document}/changes?limit=1000&since=${since}`
      const page = (await (await fetch(address)).json()) as { commits: CommitJson[]; next?: number }
      commits.push(...page.commits)
      since = commits.at(-1)?.revision ?? 0
      more = page.next !== undefined && page.commits.length > 0
    }
    return commits
  }

  async segments(document: string): Promise<readonly SegmentJson[]> {
    const response = await fetch(`${this.url}/api/documents/${document}/segments?limit=1000`)
    const { segments } = (await response.json()) as { segments: SegmentJson[] }
    return segments.filter(({ kind }) => kind === 'cue')
  }

  /** Changes the identifier of a caption, as soon as the server is there. Returns false if the caption changed meanwhile. */
  async name({ id, etag }: SegmentJson, identifier: string, author: string): Promise<boolean> {
    const request = {
      method: 'PATCH',
      headers: {
        'Content-Type': 'application/merge-patch+json',
        'Idempotency-Key': identifier,
        'If-Match': etag,
        'Holdfast-Author': author,
      },
      body: JSON.stringify({ cue: { identifier } }),
    }
    for (;;) {
      const response = await fetch(`${this.url}/api/segments/${id}`, request).catch(() => null)
      if (response !== null && response.status < 500) {
        return response.ok
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER))
    }
  }
}

export interface SegmentJson {
  readonly id: string
  readonly kind: string
  readonly etag: string
  readonly content: string
  readonly cue: { readonly identifier: string | null }
}
