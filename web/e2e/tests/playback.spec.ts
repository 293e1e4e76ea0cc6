import { checkPage } from '../support/axe.ts'
import { cue, expect, test } from '../support/holdfast.ts'
import { isPaused, seekTo, timeOf, watch } from '../support/sound.ts'

const texts = (count: number) => Array.from({ length: count }, (_, at) => `Caption number ${at + 1}`)

/** Seconds of the captions that `film` makes. */
const startOf = (number: number) => (number - 1) * 3
const endOf = (number: number) => startOf(number) + 2

test('a number, the keys of the next caption and the waveform move the video', async ({ join, film }) => {
  const ana = await join('Ana', await film(...texts(6)))
  await watch(ana)

  await cue(ana, 3)
    .row.getByRole('button', { name: /^Caption 3: go to/ })
    .click()
  await expect.poll(() => timeOf(ana)).toBe(startOf(3))
  await expect(cue(ana, 3).row).toHaveAttribute('aria-current', 'time')

  await cue(ana, 3).box.focus()
  await ana.page.keyboard.press('Alt+ArrowDown')
  await expect(cue(ana, 4).box).toBeFocused()
  await expect.poll(() => timeOf(ana)).toBe(startOf(4))
  await expect(cue(ana, 3).row).not.toHaveAttribute('aria-current')
  await ana.page.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => timeOf(ana)).toBe(startOf(3))

  const id = await cue(ana, 4).box.getAttribute('data-segment')
  await ana.page.locator(`[data-region="${id}"]`).click()
  await expect.poll(() => timeOf(ana)).toBe(startOf(4))
  await expect(cue(ana, 4).box).toBeFocused()
})

test('the caption that is said is marked, and the list follows until its person scrolls', async ({ join, film }) => {
  const ana = await join('Ana', await film(...texts(40)))
  await watch(ana)
  await seekTo(ana, startOf(30) - 0.2)

  await ana.page.keyboard.press('Alt+K')

  await expect(cue(ana, 30).row).toHaveAttribute('aria-current', 'time')
  await expect(cue(ana, 30).row).toBeInViewport()
  await expect(ana.page.locator('article[aria-current]')).toHaveCount(1)

  await cue(ana, 30).row.hover()
  await ana.page.mouse.wheel(0, -10_000)
  await expect(cue(ana, 1).row).toBeInViewport()
  await ana.page.waitForTimeout(2_500) // the next caption begins
  await expect(cue(ana, 1).row).toBeInViewport()

  await ana.page.getByRole('button', { name: 'Follow the video' }).click()
  await expect(ana.page.locator('article[aria-current]')).toBeInViewport()
  await expect(ana.page.getByRole('button', { name: 'Follow the video' })).toHaveCount(0)
})

test('a caption is played to its end, and repeated until that is ended', async ({ join, film }) => {
  const ana = await join('Ana', await film(...texts(3)))
  await watch(ana)
  await cue(ana, 2).box.click()

  await ana.page.keyboard.press('Alt+P')
  await expect.poll(() => isPaused(ana)).toBe(false)
  await expect.poll(() => isPaused(ana)).toBe(true)
  expect(Math.abs((await timeOf(ana)) - endOf(2))).toBeLessThan(0.15)

  const repeat = ana.page.getByRole('button', { name: 'Repeat this caption' })
  await repeat.click()
  await expect(repeat).toHaveAttribute('aria-pressed', 'true')
  await expect(cue(ana, 2).box).toBeFocused()
  await ana.page.waitForTimeout(1_000 * (endOf(2) - startOf(2)) + 500)
  expect(await isPaused(ana)).toBe(false)
  expect(await timeOf(ana)).toBeLessThan(endOf(2))
  await repeat.click()
  await expect.poll(() => isPaused(ana)).toBe(true)
})

test('the playhead moves by seconds and frames, and the video plays at another speed', async ({ join, film }) => {
  const ana = await join('Ana', await film(...texts(6)))
  await watch(ana)
  await cue(ana, 3)
    .row.getByRole('button', { name: /^Caption 3: go to/ })
    .click()
  await cue(ana, 3).box.click()
  const start = startOf(3)

  for (const [keys, moved] of [
    ['Alt+.', 1],
    ['Alt+,', 0],
    ['Alt+W', 5],
    ['Alt+Q', 0],
    ['Alt+C', 0.1],
    ['F4', 0.12],
    ['F2', 0.08],
    ['Alt+X', -0.02],
  ] as const) {
    await ana.page.keyboard.press(keys)
    await expect.poll(() => timeOf(ana), keys).toBeCloseTo(start + moved, 3)
  }
  await expect(cue(ana, 3).box).toHaveValue('Caption number 3')

  await ana.page.getByLabel('Speed').selectOption('1.5×')
  await ana.page.keyboard.press('Shift+F4')
  await expect(ana.page.getByLabel('Speed')).toHaveValue('2')
  expect(
    await ana.page
      .locator('video')
      .evaluate(({ playbackRate, preservesPitch }: HTMLVideoElement) => [playbackRate, preservesPitch]),
  ).toEqual([2, true])
})

test('typing stays where it is while the video plays, and may pause it', async ({ join, film }) => {
  const ana = await join('Ana', await film(...texts(40)))
  await watch(ana)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Alt+G')
  await ana.page.keyboard.type('!')
  await seekTo(ana, startOf(35))

  await expect(ana.page.getByRole('button', { name: 'Follow the video' })).toBeVisible()
  await ana.page.keyboard.type('?')
  await expect(cue(ana, 1).box).toBeInViewport()
  await expect(cue(ana, 1).box).toHaveValue('Caption number 1!?')
  expect(await isPaused(ana)).toBe(false)

  await ana.page.getByLabel('Pause while typing').check()
  await cue(ana, 1).box.focus()
  await ana.page.keyboard.type('.')
  await expect.poll(() => isPaused(ana)).toBe(true)
  await expect.poll(() => isPaused(ana)).toBe(false)
  await ana.page.reload()
  await expect(cue(ana, 1).box).toHaveValue('Caption number 1!?.')
  await watch(ana)
  await expect(ana.page.getByLabel('Pause while typing')).toBeChecked()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the buttons of the video are accessible, ${colorScheme}`, async ({ join, film }) => {
    const ana = await join('Ana', await film(...texts(6)), { colorScheme })
    await watch(ana)
    await cue(ana, 2)
      .row.getByRole('button', { name: /^Caption 2: go to/ })
      .click()
    await expect(cue(ana, 2).row).toHaveAttribute('aria-current', 'time')
    await checkPage(ana.page, `playback ${colorScheme}`)
  })
}
