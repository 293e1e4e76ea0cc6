import type { BrowserContext, Response, Route } from '@playwright/test'
import type { Random } from './random.ts'

const MAX_DELAY = 1_200

/** Bad network of one person: it delays writes, refuses some, and loses the answers to others that the server applied. */
export class Network {
  readonly counts: Record<string, number> = {}
  /** True while no write gets through. */
  isDeaf = false
  private isBad = false
  private readonly context: BrowserContext
  private readonly random: Random

  private constructor(context: BrowserContext, random: Random) {
    this.context = context
    this.random = random
  }

  static async between(context: BrowserContext, random: Random): Promise<Network> {
    const network = new Network(context, random)
    await context.route('**/api/**', (route) => network.pass(route).catch(() => undefined))
    context.on('response', (response) => void network.note(response).catch(() => undefined))
    return network
  }

  /** Lets faults begin or end. */
  setBad(isBad: boolean): void {
    this.isBad = isBad
  }

  /** Takes the whole browser offline for some milliseconds. */
  async cut(milliseconds: number): Promise<void> {
    this.count('times offline')
    await this.context.setOffline(true)
    await new Promise((resolve) => setTimeout(resolve, milliseconds))
    await this.context.setOffline(false)
  }

  private async pass(route: Route): Promise<void> {
    if (route.request().method() === 'GET') {
      return route.continue()
    }
    if (this.isDeaf) {
      return this.refuse(route)
    }
    const luck = this.isBad ? this.random.below(100) : 100
    if (luck < 8) {
      return this.refuse(route)
    }
    if (luck < 16) {
      return this.loseAnswer(route)
    }
    if (luck < 35) {
      this.count('writes delayed')
      await new Promise((resolve) => setTimeout(resolve, this.random.below(MAX_DELAY)))
    }
    return route.continue()
  }

  private async refuse(route: Route): Promise<void> {
    this.count('writes refused')
    await route.abort('connectionrefused')
  }

  private async loseAnswer(route: Route): Promise<void> {
    const response = await route.fetch().catch(() => null)
    this.count(response?.ok() ? 'answers lost after the write' : 'answers lost')
    await route.abort('connectionreset')
  }

  private async note(response: Response): Promise<void> {
    if (response.request().method() === 'GET' || !response.url().includes('/api/')) {
      return
    }
    this.count(response.headers()['holdfast-replayed'] === 'true' ? 'writes replayed' : `status ${response.status()}`)
    if (response.status() === 412) {
      const { merge } = (await response.json()) as { merge?: { clean: boolean } }
      this.count(merge === undefined ? 'conflicts without a merge' : merge.clean ? 'clean merges' : 'merge conflicts')
    }
  }

  private count(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1
  }
}
