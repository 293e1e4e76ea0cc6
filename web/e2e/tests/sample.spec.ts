import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { checkPage } from '../support/axe.ts'
import { cue, expect, type Person, retime, save, stored, summary, test, timesOf } from '../support/holdfast.ts'
import { type RunningServer, run, runStored } from '../support/server.ts'
import { drag, region } from '../support/strip.ts'

let server: RunningServer
let before: string | undefined

test.beforeAll(async () => {
  before = process.env.HOLDFAST_URL
  server = await run()
  process.env.HOLDFAST_URL = server.url
})

test.afterAll(async () => {
  process.env.HOLDFAST_URL = before
  await server.stop()
})

test('an empty server begins with a tour, whose video plays and can be searched', async ({ join }) => {
  const ana = await join('Ana')
  const refused: string[] = []
  ana.page.on('console', (message) => message.type() === 'error' && refused.push(message.text()))

  await ana.page.getByRole('link', { name: 'A tour of Holdfast' }).click()

  await expect(cue(ana, 1).box).toHaveValue('Welcome to Holdfast.\nThese captions are the tour.')
  const video = ana.page.locator('video')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => Math.round(element.duration))).toBe(40)
  await video.evaluate((element: HTMLVideoElement) => {
    element.currentTime = 31
  })
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBe(31)
  const shown = () =>
    video.evaluate(({ textTracks: [track] }: HTMLVideoElement) =>
      Array.from(track?.activeCues ?? [], (active) => (active as VTTCue).text),
    )
  await expect.poll(shown).toEqual(['This one is too long on purpose, so that hints appear below it.'])
  await cue(ana, 8).box.fill('Shorter.')
  await expect.poll(shown).toEqual(['Shorter.'])
  await expect(ana.page.getByText('Overlaps')).toHaveCount(0)
  expect(refused).toEqual([])
})

test('one person alone sees a conflict and resolves it', async ({ join }) => {
  const ana = await join('Ana', 'sample')

  await ana.page.getByRole('button', { name: 'Play the other person', exact: true }).click()
  await expect(cue(ana, 3).box).toBeFocused()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.type(' I did.')
  await expect(ana.page.getByRole('main').getByText('Kim saved this caption first')).toBeVisible()
  await save(ana)

  const conflict = cue(ana, 3).row.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toContainText('Theirs, by Kim')
  await expect(cue(ana, 3).box).toHaveValue(/I did\./)
  await checkPage(ana.page, 'tour in a conflict')
  await ana.page.setViewportSize({ width: 1280, height: 800 })
  await conflict.getByRole('button', { name: 'Keep both' }).click()
  await expect(summary(ana)).toHaveText('All saved')
  await expect(cue(ana, 3).box).toHaveValue(/Kim was here[\s\S]*I did\./)
  expect(ana.writes.map(({ author, status }) => [author, status])).toEqual([
    ['Kim', 200],
    ['Ana', 412],
    ['Ana', 200],
  ])
})

interface Way {
  readonly caption: number
  /** The words are in conflict, all of them: the other person writes them anew. */
  readonly words: boolean
  readonly type: (person: Person) => Promise<void>
}

/** Ways of typing that once merged without a conflict: beside what both people kept. */
const WAYS: Readonly<Record<string, Way>> = {
  'at the very end': {
    caption: 3,
    words: true,
    async type({ page }) {
      await page.keyboard.press('Control+End')
      await page.keyboard.type(' I did.')
    },
  },
  'before the name of the other person': {
    caption: 4,
    words: true,
    async type({ page }) {
      await page.keyboard.press('Control+Home')
      await page.keyboard.type('Well: ')
    },
  },
  'at the end of a line': {
    caption: 2,
    words: true,
    async type({ page }) {
      await page.keyboard.press('Control+Home')
      await page.keyboard.press('End')
      await page.keyboard.type(' Yes.')
    },
  },
  'in a time': {
    caption: 6,
    words: false,
    async type({ page }) {
      await page.getByLabel('End of cue 6').press('ArrowDown')
    },
  },
}

/** Begins the tour, types into a caption, and waits for the conflict. */
async function contest(person: Person, { caption, words, type }: Way): Promise<void> {
  await person.page.getByRole('button', { name: 'Play the other person', exact: true }).click()
  await expect(cue(person, 3).box).toBeFocused()
  await cue(person, caption).box.click()

  await type(person)

  const typed = await cue(person, caption).box.inputValue()
  const conflict = cue(person, caption).row.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toContainText('Theirs, by Kim')
  await conflict.getByRole('button', { name: 'Keep mine' }).click()
  await expect(summary(person)).toHaveText('All saved')
  if (words) {
    await expect(cue(person, caption).box).toHaveValue(typed)
  }
}

for (const [name, way] of Object.entries(WAYS)) {
  test(`on a fresh server the first try of the tour is a conflict, also for who types ${name} and waits`, async ({
    join,
  }) => {
    const fresh = await run()
    const shared = process.env.HOLDFAST_URL
    process.env.HOLDFAST_URL = fresh.url
    try {
      await contest(await join('Ana', 'sample'), way)
    } finally {
      process.env.HOLDFAST_URL = shared
      await fresh.stop()
    }
  })
}

test('on a fresh server with a storage of its own the tour is a conflict at the first try and at the next', async ({
  join,
}) => {
  test.setTimeout(180_000)
  const folder = mkdtempSync(path(tmpdir(), 'holdfast-tour-'))
  const fresh = await runStored('0', folder)
  const shared = process.env.HOLDFAST_URL
  process.env.HOLDFAST_URL = fresh.url
  try {
    const ana = await join('Ana', 'sample')
    for (const way of Object.values(WAYS)) {
      await contest(ana, way)
    }
  } finally {
    process.env.HOLDFAST_URL = shared
    await fresh.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

test('the times of a caption are dragged in the sound, and saved as any other edit', async ({ join }) => {
  const ana = await join('Ana', 'sample')
  const start = ana.page.getByLabel('Start of cue 2')
  const before = await stored('sample', 2)
  await expect(start).toHaveValue('00:04.500')

  await dragSecond(ana)
  await ana.page.mouse.up()

  await expect(start).toHaveValue(/00:0[45]\.\d+/)
  await expect(start).not.toHaveValue('00:04.500')
  await expect.poll(() => ana.writes.map(({ ifMatch, status }) => [ifMatch, status])).toEqual([[before.etag, 200]])
  await ana.page.locator('body').press('Control+Z')
  await expect(start).toHaveValue('00:04.500')
})

test('a caption that is being dragged is not saved over newer times', async ({ join }) => {
  const ana = await join('Ana', 'sample')
  const base = await stored('sample', 2)
  await dragSecond(ana)

  const theirs = timesOf(await retime('sample', 2, '00:00:04.700 --> 00:00:07.100', 'Kim'))
  await expect(cue(ana, 2).row).toContainText('Kim just changed this caption')
  await ana.page.mouse.up()

  await expect(cue(ana, 2).row.getByRole('region', { name: 'Conflict' })).toContainText('Theirs, by Kim')
  expect(ana.writes.map(({ ifMatch, status }) => [ifMatch, status])).toEqual([[base.etag, 412]])
  expect(timesOf(await stored('sample', 2))).toBe(theirs)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the tour is accessible, ${colorScheme}`, async ({ join }) => {
    const ana = await join('Ana', 'sample', { colorScheme })
    await expect(ana.page.getByRole('button', { name: 'Play the other person', exact: true })).toBeVisible()

    await expect(region(ana, 1)).toBeVisible()
    await checkPage(ana.page, `tour ${colorScheme}`)
  })
}

/** Takes hold of the second cue in the strip and moves it, without letting go. */
async function dragSecond(person: Person): Promise<void> {
  await expect(region(person, 2)).toBeVisible()
  await drag(person, 6, 0.3)
}
