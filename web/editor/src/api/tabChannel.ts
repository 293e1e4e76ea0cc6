import type { Connection } from './changes.ts'
import type { CommitJson } from './types.ts'

/** Message between the tabs of a browser about one document. */
export type TabMessage =
  | { readonly type: 'hello' }
  | { readonly type: 'here'; readonly revision: number; readonly connection: Connection }
  | { readonly type: 'commits'; readonly commits: readonly CommitJson[] }
  | { readonly type: 'connection'; readonly connection: Connection }
  | { readonly type: 'reset'; readonly revision: number }

/** Channel between the tabs of a browser that show one document. Without BroadcastChannel a tab is alone. */
export class TabChannel {
  private readonly channel: BroadcastChannel | null
  private isClosed = false

  constructor(name: string) {
    this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  }

  /** Calls the listener with each message of another tab. */
  subscribe(listener: (message: TabMessage) => void): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => listener(data))
  }

  /** Sends a message to the other tabs. A closed channel sends nothing. */
  send(message: TabMessage): void {
    if (!this.isClosed) {
      this.channel?.postMessage(message)
    }
  }

  close(): void {
    this.isClosed = true
    this.channel?.close()
  }
}
