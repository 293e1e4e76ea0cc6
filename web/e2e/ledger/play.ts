import type { Browser } from '@playwright/test'
import type { Action } from './actions.ts'
import { argue, decide, work } from './habits.ts'
import { type Caption, captionOf } from './log.ts'
import { Network } from './network.ts'
import { Person } from './person.ts'
import { type Random, randomOf } from './random.ts'
import { Server } from './server.ts'
import { type Verdict, verdictOf } from './verdict.ts'
import { differencesOf, offeredBy } from './view.ts'

export interface Plan {
  readonly seed: number
  readonly seconds: number
  /** Seconds between two restarts of the server. */
  readonly restartEvery: number
}

const DOCUMENT = 'ledger'
const CAPTIONS = 8
const SETTLING = 40_000
const CATCHING_UP = 10_000

/** Lets two people and a third, who argues only, edit one document for a while, and judges what came of it. */
export async function play(browser: Browser, plan: Plan): Promise<Verdict> {
  const server = await Server.start()
  try {
    await server.create(DOCUMENT, firstText())
    const game = new Game(server, plan)
    await game.open(browser)
    await game.play()
    await game.settle()
    return await game.verdict()
  } finally {
    await server.end()
  }
}

class Game {
  private readonly server: Server
  private readonly plan: Plan
  private readonly random: Random
  private readonly counts: Record<string, number> = {}
  private readonly named: Action[] = []
  private people: readonly Person[] = []
  private isOver = false

  constructor(server: Server, plan: Plan) {
    this.server = server
    this.plan = plan
    this.random = randomOf(plan.seed)
  }

  async open(browser: Browser): Promise<void> {
    this.people = await Promise.all(['Ana', 'Ben', 'Cleo'].map((name) => this.openFor(browser, name)))
  }

  private async openFor(browser: Browser, name: string): Promise<Person> {
    const random = randomOf(this.plan.seed + name.length * 7_919 + name.charCodeAt(0))
    const context = await browser.newContext({ viewport: { width: 1280, height: 1_400 } })
    await context.addInitScript((name) => localStorage.setItem('holdfast.name', name), name)
    const network = await Network.between(context, random)
    const page = await context.newPage()
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined))
    await page.goto(`${this.server.url}/#/documents/${DOCUMENT}`)
    await page.getByRole('article').first().waitFor()
    return new Person(name, page, network, random)
  }

  async play(): Promise<void> {
    for (const { network } of this.people) {
      network.setBad(true)
    }
    const [ana, ben, cleo] = this.people
    const busy = () => [ana, ben].flatMap((person) => person?.actions.slice(-3) ?? []).findLast(isInCaption)?.segment
    const loops = [
      ...[ana, ben].map((person) => person && this.repeat(person, (random) => work(person, random), 100, 1_100)),
      cleo && this.repeat(cleo, (random) => argue(cleo, random, busy), 100, 800),
      this.nameCaptions(),
      this.restartServer(),
    ]
    await this.pause(this.plan.seconds * 1_000)
    this.isOver = true
    await Promise.all(loops)
  }

  /** Repeats something, with pauses, to the end of the game. A page that does not answer is tried again. */
  private async repeat(person: Person, act: (random: Random) => Promise<unknown>, min: number, max: number) {
    const random = randomOf(this.plan.seed * 31 + person.name.charCodeAt(0))
    while (!this.isOver) {
      await act(random).catch((error) => this.miss(person, error))
      await person.page.waitForTimeout(min + random.below(max - min))
    }
  }

  private async miss(person: Person, error: unknown): Promise<void> {
    this.count('actions that found no row, button or page')
    if (process.env.HOLDFAST_LEDGER_TRACE !== undefined) {
      process.stdout.write(`${person.name}: ${String(error).slice(0, 300)}\n`)
    }
    person.network.isDeaf = false
    const isOpen = await person.page
      .getByRole('article')
      .first()
      .isVisible()
      .catch(() => false)
    if (!isOpen) {
      await person.page.goto(`${this.server.url}/#/documents/${DOCUMENT}`).catch(() => undefined)
      await person.page.reload().catch(() => undefined)
      await person.page.waitForTimeout(1_000)
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
    this.named.push({ ...action, from: segment.cue.identifier, to: identifier })
    if (!(await this.server.name(segment, identifier, 'Rita'))) {
      this.named.pop()
    }
  }

  private async restartServer(): Promise<void> {
    for (let count = 0; !this.isOver; count++) {
      await this.pause(this.plan.restartEvery * 1_000)
      if (!this.isOver) {
        const how = count % 2 === 0 ? 'kill' : 'stop'
        const start = Date.now()
        await this.server.restart(how)
        this.count('seconds without the server', Math.round((Date.now() - start) / 1_000))
        this.count(how === 'kill' ? 'server killed and started' : 'server stopped and started')
      }
    }
  }

  /** Repairs the network, lets everybody decide what is to be decided, and waits until all else is saved. */
  async settle(): Promise<void> {
    await Promise.all(this.people.map((person) => this.settleOne(person)))
  }

  private async settleOne(person: Person): Promise<void> {
    const random = randomOf(this.plan.seed + 1)
    const { network, page } = person
    network.setBad(false)
    network.isDeaf = false
    await page.context().setOffline(false)
    const until = Date.now() + SETTLING
    while (Date.now() < until && !(await this.isSettled(person))) {
      await decide(person, random).catch((error) => this.miss(person, error))
      await page.waitForTimeout(1_000)
    }
  }

  private async isSettled({ page }: Person): Promise<boolean> {
    const summary = await page
      .getByTestId('summary')
      .textContent({ timeout: 2_000 })
      .catch(() => null)
    return summary === 'All saved'
  }

  async verdict(): Promise<Verdict> {
    const segments = await this.server.segments(DOCUMENT)
    const document = new Map(segments.map(({ id, content }) => [id, captionOf(content)]))
    const differences = await Promise.all(this.people.map((person) => this.differencesOf(person, document)))
    const offered = await Promise.all(this.people.map(({ name, page }) => offeredBy(name, page)))
    const actions = [...this.people.flatMap((person) => person.actions), ...this.named]
    const words = [...document.values()].flatMap((caption) => caption.words)
    const { violations, counts } = verdictOf(actions, await this.server.log(DOCUMENT), { document: words, offered })
    const sums = sumOf([...this.people.map(({ network }) => network.counts), this.counts])
    return { violations: [...violations, ...differences.flat()], counts: { ...counts, ...sums } }
  }

  /** Differences between a page and the document that do not pass. */
  private async differencesOf({ name, page }: Person, document: ReadonlyMap<string, Caption>) {
    const until = Date.now() + CATCHING_UP
    let found = await differencesOf(page, document)
    while (found.length > 0 && Date.now() < until) {
      await page.waitForTimeout(500)
      found = await differencesOf(page, document)
    }
    return found.map((difference) => `At the end, on the page of ${name}, ${difference}`)
  }

  private count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by
  }

  /** Waits, but not longer than the game goes on. */
  private async pause(milliseconds: number): Promise<void> {
    for (let waited = 0; waited < milliseconds && !this.isOver; waited += 250) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(250, milliseconds - waited)))
    }
  }
}

function isInCaption(action: Action): action is Action & { readonly segment: string } {
  return 'segment' in action && action.segment !== ''
}

function sumOf(all: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {}
  for (const [name, count] of all.flatMap((one) => Object.entries(one))) {
    sums[name] = (sums[name] ?? 0) + count
  }
  return sums
}

/** Captions of ten seconds with six words each. */
function firstText(): string {
  const cues = Array.from({ length: CAPTIONS }, (_, cue) => {
    const words = Array.from({ length: 6 }, (_, word) => `w${cue * 6 + word + 1}x`)
    const time = (seconds: number) =>
      `00:${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}.000`
    const settings = cue % 3 === 0 ? ' line:80%' : ''
    return `${time(60 + cue * 12)} --> ${time(70 + cue * 12)}${settings}\n${words.join(' ')}\n`
  })
  return `WEBVTT\n\n${cues.join('\n')}`
}
