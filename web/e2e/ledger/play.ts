import type { Browser } from '@playwright/test'
import { sumOf } from './counts.ts'
import { DOCUMENT, Game, type Plan } from './game.ts'
import { decide } from './habits.ts'
import { type Caption, captionOf } from './log.ts'
import type { Person } from './person.ts'
import { randomOf } from './random.ts'
import { Server } from './server.ts'
import { firstText } from './text.ts'
import { type Verdict, verdictOf } from './verdict.ts'
import { differencesOf, offeredBy } from './view.ts'

const SETTLING = 40_000
const CATCHING_UP = 10_000

/** Plays a game on a server of its own, lets everybody finish, and judges what came of it. */
export async function play(browser: Browser, plan: Plan): Promise<Verdict> {
  const server = await Server.start()
  const game = new Game(server, plan)
  try {
    await server.create(DOCUMENT, firstText())
    await game.open(browser)
    await game.play()
    await Promise.all(game.people.map((person) => settle(game, person)))
    return await judge(game, server)
  } finally {
    await game.close()
    await server.end()
  }
}

/** Repairs the network, decides what is to be decided, and waits until all is saved. */
async function settle(game: Game, person: Person): Promise<void> {
  const { network, page, name } = person
  const random = randomOf(name.charCodeAt(0))
  network.setBad(false)
  network.isDeaf = false
  await page.context().setOffline(false)
  await leaveCaption(person)
  const until = Date.now() + SETTLING
  while (Date.now() < until && !(await isSettled(person))) {
    await decide(person, random).catch((error) => game.goOn(person, error))
    await page.waitForTimeout(1_000)
  }
  await leaveCaption(person)
}

/** Takes the cursor out of a caption: where it is, the page shows what others changed, but does not replace the text. */
async function leaveCaption({ page }: Person): Promise<void> {
  await page.evaluate(() => globalThis.document.querySelector<HTMLElement>(':focus')?.blur())
}

async function isSettled({ page }: Person): Promise<boolean> {
  const summary = page.getByTestId('summary').textContent({ timeout: 2_000 })
  return (await summary.catch(() => null)) === 'All saved'
}

async function judge(game: Game, server: Server): Promise<Verdict> {
  const segments = await server.segments(DOCUMENT)
  const captions = new Map(segments.map(({ id, content }) => [id, captionOf(content)]))
  const differences = await Promise.all(game.people.map((person) => lastingDifferences(person, captions)))
  const offered = await Promise.all(game.people.map(({ name, page }) => offeredBy(name, page)))
  const actions = [...game.people.flatMap((person) => person.actions), ...game.named]
  const document = [...captions.values()].flatMap(({ words }) => words)
  const { violations, counts } = verdictOf(actions, await server.log(DOCUMENT), { document, offered })
  const sums = sumOf([...game.people.map(({ network }) => network.counts), game.counts])
  return { violations: [...violations, ...differences.flat()], counts: { ...counts, ...sums } }
}

/** Differences between a page and the document that do not pass. */
async function lastingDifferences(person: Person, document: ReadonlyMap<string, Caption>) {
  const { name, page } = person
  const until = Date.now() + CATCHING_UP
  let found = await differencesOf(page, document)
  while (found.length > 0 && Date.now() < until) {
    // An answer that came late may have taken the cursor back into a caption.
    await leaveCaption(person)
    await page.waitForTimeout(500)
    found = await differencesOf(page, document)
  }
  return found.map((difference) => `At the end, on the page of ${name}, ${difference}`)
}
