import { addressOf, cue, expect, film, stored, summary, test, textOf } from '../support/holdfast.ts'

const CUES = 10_000
const KEYS = 60
/** A keystroke is to paint in under 50 ms, no task to take 200 ms. Computers that are busy with other tests get more. */
const AT_MOST = 150
const LONGEST_TASK = 400

test('ten thousand cues stay fluid', async ({ join }) => {
  const document = await film(
    ...Array.from({ length: CUES }, (_, index) => `Caption number ${index + 1}\nin two lines`),
  )
  const opening = Date.now()
  const ana = await join('Ana', document)
  const opened = Date.now() - opening

  await cue(ana, 3).box.click()
  await measure(ana.page)
  await ana.page.keyboard.press('End')
  for (let key = 0; key < KEYS; key++) {
    await ana.page.keyboard.press('KeyX')
    await ana.page.waitForTimeout(30)
  }
  const times = (await ana.page.evaluate(() => Reflect.get(globalThis, 'times') as number[])).sort((a, b) => a - b)

  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0)
  process.stdout.write(
    `    opened after ${opened} ms; keystroke to paint: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, longest ${at(1)} ms\n`,
  )
  expect(times.length).toBeGreaterThanOrEqual(KEYS)
  expect(at(0.5)).toBeLessThan(50)
  expect(at(0.95)).toBeLessThan(AT_MOST)
  expect(await ana.page.getByRole('article').count()).toBeLessThan(60)
  await ana.page.keyboard.press('Control+Enter')
  await expect(summary(ana)).toHaveText('All saved')
  expect(textOf(await stored(document, 3))).toContain('x'.repeat(KEYS))
})

test('a page of ten thousand cues is scrolled from end to end without long tasks', async ({ join }) => {
  const ana = await join('Ana', await film(...Array.from({ length: CUES }, (_, index) => `Caption ${index + 1}`)))
  await ana.page.evaluate(() => {
    const tasks: number[] = []
    Reflect.set(globalThis, 'tasks', tasks)
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      entryTypes: ['longtask'],
    })
  })

  await ana.page.getByRole('feed').hover()
  for (let turn = 0; turn < 60; turn++) {
    await ana.page.mouse.wheel(0, 1_500)
    await ana.page.waitForTimeout(16)
  }
  await ana.page.getByRole('feed').evaluate((feed) => feed.scrollTo(0, feed.scrollHeight))
  await expect(cue(ana, CUES).box).toHaveValue(`Caption ${CUES}`)

  const tasks = (await ana.page.evaluate(() => Reflect.get(globalThis, 'tasks') as number[])).sort((a, b) => b - a)
  process.stdout.write(`    scrolling: ${tasks.length} tasks over 50 ms, the longest ${Math.round(tasks[0] ?? 0)} ms\n`)
  expect(tasks[0] ?? 0).toBeLessThan(LONGEST_TASK)
})

test('a page is ready for typing soon after it is requested', async ({ browser }) => {
  const document = await film('One', 'Two')
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(addressOf(document), { waitUntil: 'commit' })
  await page.getByRole('textbox', { name: 'Text of' }).first().fill('Typed')

  const { typed, blocked } = await page.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint')
    return { typed: Math.round(performance.now()), blocked: Math.round(paint?.startTime ?? 0) }
  })
  process.stdout.write(`    cold load: first paint after ${blocked} ms, typed in after ${typed} ms\n`)
  await context.close()
  expect(typed).toBeLessThan(10_000)
})

/** Measures the time from each keystroke to the next paint. */
async function measure(page: import('@playwright/test').Page): Promise<void> {
  await page.evaluate(() => {
    const times: number[] = []
    Reflect.set(globalThis, 'times', times)
    globalThis.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          const channel = new MessageChannel()
          channel.port1.onmessage = () => times.push(performance.now() - timeStamp)
          channel.port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
}
