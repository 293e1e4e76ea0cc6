import { effectOf } from './actions.ts'
import type { Person } from './person.ts'
import type { Random } from './random.ts'
import { otherButton, type Row, type RowButton } from './view.ts'

const MIN_DURATION = 3_000
const MAX_WORDS = 10
const MIN_ROWS = 5

/** Presses one of the buttons of a caption, most likely one that decides. Returns false if there are none. */
export async function decide(person: Person, random: Random): Promise<boolean> {
  const waiting = (await person.rows()).filter(({ buttons }) => buttons.length > 0)
  const decisive = waiting.filter(({ buttons }) => buttons.some(isDecision))
  const row = random.of(decisive) ?? random.of(waiting)
  const button = random.of(row?.buttons.filter(isDecision) ?? []) ?? random.of(row?.buttons ?? [])
  if (row !== undefined && button !== undefined) {
    await person.choose(row, button)
    return true
  }
  return decideTitle(person, random)
}

function isDecision({ name }: RowButton): boolean {
  return effectOf(name) !== 'again'
}

async function decideTitle(person: Person, random: Random): Promise<boolean> {
  const button = random.of(['Keep mine', 'Take theirs']) ?? ''
  const isAsked = await otherButton(person.page, button).first().isVisible()
  if (isAsked) {
    await person.chooseTitle(button)
  }
  return isAsked
}

/** Something that a person does in a caption now and then. */
type Habit = readonly [weight: number, act: (person: Person, row: Row, random: Random) => Promise<void>]

const HABITS: readonly Habit[] = [
  [24, (person, row) => (row.words.length < MAX_WORDS ? person.type(row) : person.erase(row))],
  [14, (person, row) => person.replace(row)],
  [6, async (person, row) => (row.words.length > 2 ? person.erase(row) : undefined)],
  [12, retime],
  [4, (person, _, random) => person.shift(500 * (1 + random.below(4)))],
  [6, async (person, row) => (isLong(row) ? person.split(row) : undefined)],
  [5, joinNext],
  [3, (person) => person.rename()],
  [9, (person) => person.reverse('undo')],
  [5, (person) => person.reverse('redo')],
  [6, (person) => person.save()],
  [2, (person, _, random) => person.network.cut(500 + random.below(3_000))],
  [1, (person) => person.reload()],
]

/** Does something at random, after a decision that is asked for. */
export async function work(person: Person, random: Random): Promise<void> {
  if (random.chance(0.6) && (await decide(person, random))) {
    return
  }
  const row = random.of(await person.rows())
  const all = HABITS.reduce((sum, [weight]) => sum + weight, 0)
  let luck = random.below(all)
  const habit = HABITS.find(([weight]) => {
    luck -= weight
    return luck < 0
  })
  if (row !== undefined && habit !== undefined) {
    await habit[1](person, row, random)
  }
}

function isLong({ words, start, end }: Row): boolean {
  return words.length >= 4 && (end ?? 0) - (start ?? 0) >= 2 * MIN_DURATION
}

async function retime(person: Person, row: Row, random: Random): Promise<void> {
  const facet = random.chance(0.5) ? 'start' : 'end'
  const duration = (row.end ?? 0) - (row.start ?? 0)
  const shorter = facet === 'start' ? 1 : -1
  const by = random.chance(0.4) ? 100 : 10 * (1 + random.below(60))
  await person.retime(row, facet, by * (duration < MIN_DURATION || random.chance(0.5) ? -shorter : shorter))
}

async function joinNext(person: Person, row: Row): Promise<void> {
  const rows = await person.rows()
  const next = rows[rows.findIndex(({ id }) => id === row.id) + 1]
  if (rows.length > MIN_ROWS && next !== undefined && row.words.length + next.words.length <= MAX_WORDS) {
    await person.join(row)
  }
}

/** Types without a network where others type too, and decides the conflicts that come of it. */
export async function argue(person: Person, random: Random, busy: () => string | undefined): Promise<void> {
  for (let rounds = 0; rounds < 6 && (await decide(person, random)); rounds++) {
    await person.page.waitForTimeout(300)
  }
  const rows = await person.rows()
  const row = rows.find(({ id }) => id === busy()) ?? random.of(rows)
  if (row === undefined) {
    return
  }
  person.network.isDeaf = true
  await person.replace(row, random.below(Math.max(1, row.words.length)))
  await person.page.waitForTimeout(1_000 + random.below(2_500))
  person.network.isDeaf = false
  await person.save()
  await person.page.waitForTimeout(800)
}
