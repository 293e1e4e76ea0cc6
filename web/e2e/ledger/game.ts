import type { Browser } from '@playwright/test'
import type { Action } from './actions.ts'
import { argue, work } from './habits.ts'
import { Network } from './network.ts'
import { Person } from './person.ts'
import { type Random, randomOf } from './random.ts'
import type { Server } from './server.ts'

export const DOCUMENT = 'ledger'

export interface Plan {
  /** Seed of all choices. The times at which requests arrive are not repeated. */
  readonly seed: number
  readonly seconds: number
  /** Seconds between two restarts of the server. */
  readonly restartEvery: number
}

const LONGEST_ACTION = 10_000

/** Game of two people who edit one document, a third who argues, a program that names captions, and a bad server. */
export class Game {
  readonly counts: Record<string, number> = {}
  readonly people: Person[] = []
  /** Names that the program gave. */
  readonly named: Action[] = []
  private readonly server: Server
  private readonly plan: Plan
  private readonly random: Random
  private isOver = false

  constructor(server: Server, plan: Plan) {
    this.server = server
    this.plan = plan
    this.random = randomOf(plan.seed)
  }

  async open(browser: Browser): Promise<void> {
    for (const name of ['Ana', 'Ben', 'Cleo']) {
      this.people.push(await this.openFor(browser, name))
    }
  }

  private async openFor(browser: Browser, name: string): Promise<Person> {
    const random = this.randomOf(name)
    const context = await browser.newContext({ viewport: { width: 1280, height: 1_400 } })
    await context.addInitScript((name) => localStorage.setItem('holdfast.name', name), name)
    const network = await Network.between(context, random)
    const page = await context.newPage()
    page.setDefaultTimeout(LONGEST_ACTION) // it may be another page, while the server restarts
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined))
    await page.goto(this.address)
    await page.getByRole('article').first().waitFor()
    return new Person(name, page, network, random)
  }

  async close(): Promise<void> {
    await Promise.all(this.people.map(({ page }) => page.context().close()))
  }

  async play(): Promise<void> {
    for (const { network } of this.people) {
      network.setBad(true)
    }
    const typists = this.people.slice(0, 2)
    const busy = () => typists.flatMap(({ actions }) => actions.slice(-3)).findLast(isInCaption)?.segment
    const loops = this.people.map((person) =>
      this.repeat(person, (random) => (typists.includes(person) ? work(person, random) : argue(person, random, busy))),
    )
    const others = [this.nameCaptions(), this.restartServer()]
    await this.pause(this.plan.seconds * 1_000)
    this.isOver = true
    await Promise.all([...loops, ...others])
  }

  /** Repeats something, with pauses, to the end of the game. */
  private async repeat(person: Person, act: (random: Random) => Promise<unknown>): Promise<void> {
    const random = this.randomOf(person.name)
    while (!this.isOver) {
      await act(random).catch((error) => this.goOn(person, error))
      await person.page.waitForTimeout(100 + random.below(900))
    }
  }

  /** Opens the page again if an action failed because it is not there, for example without the server. */
  async goOn(person: Person, error: unknown): Promise<void> {
    const { page, network, name } = person
    this.count('actions that found no row, button or page')
    if (process.env.HOLDFAST_LEDGER_TRACE !== undefined) {
      process.stdout.write(`${name}: ${String(error).slice(0, 300)}\n`)
    }
    network.isDeaf = false
    const isOpen = await page
      .getByRole('article')
      .first()
      .isVisible()
      .catch(() => false)
    if (!isOpen) {
      await page.goto(this.address).catch(() => undefined)
      await page.reload().catch(() => undefined)
      await page.waitForTimeout(1_000)
    }
  }

  /** Names captions by the API, since the editor has no field for their identifiers. */
  private async nameCaptions(): Promise<void> {
    for (let count = 1; !this.isOver; count++) {
      await this.pause(2_000 + this.random.below(4_000))
      await this.nameOne(`n${count}x`).catch(() => this.count('names that met no server'))
    }
  }

  private async nameOne(identifier: string): Promise<void> {
    const segment = this.random.of(await this.server.segments(DOCUMENT))
    if (segment === undefined) {
      return
    }
    const action = { kind: 'name', person: 'Rita', at: Date.now(), segment: segment.id, facet: 'identifier' } as const
    if (await this.server.name(segment, identifier, action.person)) {
      this.named.push({ ...action, from: segment.cue.identifier, to: identifier })
    }
  }

  private async restartServer(): Promise<void> {
    for (let how: 'kill' | 'stop' = 'kill'; !this.isOver; how = how === 'kill' ? 'stop' : 'kill') {
      await this.pause(this.plan.restartEvery * 1_000)
      if (!this.isOver) {
        const start = Date.now()
        await this.server.restart(how)
        this.count('seconds without the server', Math.round((Date.now() - start) / 1_000))
        this.count(how === 'kill' ? 'server killed and started' : 'server stopped and started')
      }
    }
  }

  private get address(): string {
    return `${this.server.url}/#/documents/${DOCUMENT}`
  }

  private randomOf(name: string): Random {
    return randomOf(this.plan.seed * 31 + name.charCodeAt(0) * 7_919)
  }

  private count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by
  }

  /** Waits, but not longer than the game goes on. */
  private async pause(milliseconds: number): Promise<void> {
    const end = Date.now() + milliseconds
    for (let left = milliseconds; left > 0 && !this.isOver; left = end - Date.now()) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(250, left)))
    }
  }
}

function isInCaption(action: Action): action is Action & { readonly segment: string } {
  return 'segment' in action && action.segment !== ''
}
