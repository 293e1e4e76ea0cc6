import { checkPage } from '../support/axe.ts'
import {
  cue,
  edit,
  expect,
  remove,
  retime,
  save,
  statuses,
  stopClock,
  stored,
  test,
  textOf,
  timesOf,
  url,
} from '../support/holdfast.ts'
import { timeOf, watch } from '../support/sound.ts'
import { drag, drop, edge, pointAt, region, strip } from '../support/strip.ts'

const texts = (count: number) => Array.from({ length: count }, (_, at) => `Caption number ${at + 1}`)
/** Empty while there is no such caption. */
const times = (document: string, number: number) => stored(document, number).then(timesOf, () => '')
const expectTimes = (document: string, number: number, from: string, to: string) =>
  expect.poll(() => times(document, number)).toBe(`${from} --> ${to}`)

test('an edge is dragged to a frame, to the gap before its neighbour, and freely with Shift', async ({
  join,
  film,
}) => {
  const document = await film(...texts(4))
  const ana = await join('Ana', document)
  await watch(ana)

  await drag(ana, edge(ana, 2, 'end'), 0.25)
  await drop(ana)
  await expectTimes(document, 2, '00:00:03.000', '00:05.240')
  await expect(cue(ana, 2).row).toHaveAttribute('data-current')

  await drag(ana, edge(ana, 2, 'end'), 0.64)
  await drop(ana)
  await expectTimes(document, 2, '00:00:03.000', '00:05.917')

  await drag(ana, edge(ana, 2, 'end'), -0.315, { free: true })
  await drop(ana)
  await expect.poll(async () => (await times(document, 2)).slice(-9)).not.toBe('00:05.917')
  const [, minutes, milliseconds] = /(\d\d:\d\d)\.(\d{3})$/.exec(await times(document, 2)) ?? []
  expect(minutes).toBe('00:05')
  expect(Number(milliseconds) % 40).not.toBe(0)

  await ana.page.keyboard.press('Control+Z')
  await expectTimes(document, 2, '00:00:03.000', '00:05.917')
})

test('a caption is moved, as long as before, and Escape leaves it where it was', async ({ join, film }) => {
  const document = await film(...texts(4))
  const ana = await join('Ana', document)
  await watch(ana)

  await drag(ana, 4, 0.5)
  await ana.page.keyboard.press('Escape')
  await drop(ana)
  await drag(ana, 4, 0.5)
  await drop(ana)

  await expectTimes(document, 2, '00:03.520', '00:05.520')
  expect(statuses(ana)).toEqual([200])
})

test('a colleague who changes the words during a drag keeps them', async ({ join, film }) => {
  const document = await film(...texts(3))
  const ana = await join('Ana', document)
  await watch(ana)

  await drag(ana, edge(ana, 2, 'end'), 0.4)
  await edit(document, 2, 'The words of Ben', 'Ben')
  await retime(document, 3, '00:00:07.000 --> 00:00:08.000', 'Ben')
  await expect(region(ana, 3)).toHaveCSS('left', '560px') // the page knows of both
  await drop(ana)

  await expectTimes(document, 2, '00:00:03.000', '00:05.400')
  expect(textOf(await stored(document, 2))).toBe('The words of Ben')
  await expect(cue(ana, 2).box).toHaveValue('The words of Ben')
  expect(statuses(ana)).toEqual([412, 200])
})

test('a colleague who moves the other edge during a drag keeps that', async ({ join, film }) => {
  const document = await film(...texts(3))
  const ana = await join('Ana', document)
  await watch(ana)

  await drag(ana, edge(ana, 2, 'end'), 0.4)
  await retime(document, 2, '00:00:02.500 --> 00:00:05.000', 'Ben')
  await drop(ana)

  await expectTimes(document, 2, '00:00:02.500', '00:05.400')
})

test('a colleague who moves the same edge during a drag is not overwritten', async ({ join, film }) => {
  const document = await film(...texts(3))
  const ana = await join('Ana', document)
  await watch(ana)

  await drag(ana, edge(ana, 2, 'end'), 0.4)
  await retime(document, 2, '00:00:03.000 --> 00:00:05.900', 'Ben')
  await drop(ana)

  const conflict = cue(ana, 2).row.getByRole('region', { name: 'Conflict' })
  await expect(conflict).toContainText('Ben changed this caption')
  expect(await times(document, 2)).toBe('00:00:03.000 --> 00:00:05.900')
  await conflict.getByRole('button', { name: 'Keep mine' }).click()
  await expectTimes(document, 2, '00:00:03.000', '00:05.400')
})

test('a caption that a colleague deletes during a drag stays deleted', async ({ join, film }) => {
  const document = await film(...texts(3))
  const ana = await join('Ana', document)
  await watch(ana)

  await drag(ana, edge(ana, 2, 'end'), 0.4)
  await remove(document, 2, 'Ben')
  await expect(ana.page.getByRole('feed').getByRole('article')).toHaveCount(2)
  await drop(ana)

  await expect(ana.page.getByRole('feed').getByRole('article')).toHaveCount(2)
  expect(statuses(ana)).toEqual([])
})

test('a drag beside all captions makes a new one, which is saved when it has text', async ({ join, film }) => {
  const document = await film(...texts(3))
  const ana = await join('Ana', document)
  await watch(ana)

  await drag(ana, 9.1, 1.5)
  await drop(ana)
  await expect(cue(ana, 4).box).toBeFocused()
  await ana.page.keyboard.type('Drawn')
  await save(ana)

  await expectTimes(document, 4, '00:09.120', '00:10.600')
  expect(textOf(await stored(document, 4))).toBe('Drawn')
})

test('a click seeks, and one on a caption goes to it', async ({ join, film }) => {
  const ana = await join('Ana', await film(...texts(3)))
  await watch(ana)
  const { x, y } = await pointAt(ana, 2.5)
  await ana.page.mouse.click(x, y)
  await expect.poll(() => timeOf(ana)).toBeCloseTo(2.5, 1)

  await region(ana, 2).click()
  await expect(cue(ana, 2).box).toBeFocused()
  await expect.poll(() => timeOf(ana)).toBe(3)
})

test('keys move the start and the end by a frame and by 0.1 seconds, in the text and in the strip', async ({
  join,
  film,
}) => {
  const document = await film(...texts(3))
  const ana = await join('Ana', document)
  await watch(ana)
  await cue(ana, 2).box.click()

  for (const keys of ['Alt+]', 'Alt+]', 'Alt+[', "Alt+'", 'Alt+;', "Alt+'", 'Control+]', "Control+'"]) {
    await ana.page.keyboard.press(keys)
  }
  await expect(cue(ana, 2).box).toHaveValue('Caption number 2')
  await expectTimes(document, 2, '00:03.140', '00:05.140')

  await ana.page.getByRole('slider', { name: 'End of caption 2' }).focus()
  await ana.page.keyboard.press('ArrowLeft')
  await ana.page.keyboard.press('Shift+ArrowLeft')
  await expectTimes(document, 2, '00:03.140', '00:05.020')
  await expect(ana.page.getByRole('slider', { name: 'End of caption 2' })).toHaveAttribute(
    'aria-valuetext',
    '00:05.020',
  )

  await region(ana, 2).getByRole('button').focus()
  await ana.page.keyboard.press('ArrowRight')
  await expect(region(ana, 3).getByRole('button')).toBeFocused()
  await expect(cue(ana, 3).row).toHaveAttribute('data-current')
  await ana.page.keyboard.press('Enter')
  await expect(cue(ana, 3).box).toBeFocused()
})

test('a key that is held while a caption is said gives it its times', async ({ join, film }) => {
  const document = await film(...texts(3))
  const ana = await join('Ana', document)
  await watch(ana)
  await cue(ana, 2).box.click()
  await ana.page.keyboard.press('Alt+R')
  await expect(ana.page.getByTestId('polite')).toContainText('Play the film')

  await ana.page.keyboard.press('Alt+K')
  await ana.page.waitForTimeout(300)
  await ana.page.keyboard.down('Alt')
  await ana.page.keyboard.down('r')
  await ana.page.waitForTimeout(600)
  await ana.page.keyboard.up('r')
  await ana.page.keyboard.up('Alt')

  await expect(cue(ana, 3).box).toBeFocused()
  await expect.poll(() => times(document, 2)).not.toContain('00:00:03.000')
  const [start = 0, end = 0] = [...(await times(document, 2)).matchAll(/00:0(\d\.\d{3})/g)].map(([, one]) =>
    Number(one),
  )
  expect(end - start).toBeGreaterThan(0.4)
  expect(end - start).toBeLessThan(2)
  expect(textOf(await stored(document, 2))).toBe('Caption number 2')
})

test('gaps and overlaps are closed by one commit that says before what it does', async ({ join, film }) => {
  const document = await film(...texts(5))
  await retime(document, 1, '00:00:00.000 --> 00:00:03.500')
  await retime(document, 2, '00:00:03.000 --> 00:00:05.980')
  await retime(document, 3, '00:00:06.000 --> 00:00:08.700')
  const ana = await join('Ana', document)
  const revision = async () =>
    ((await (await fetch(`${url()}/api/documents/${document}/segments`)).json()) as { revision: number }).revision
  const before = await revision()

  await ana.page.keyboard.press('Alt+Y')
  const bar = ana.page.getByRole('form', { name: 'Close gaps and overlaps' })
  await expect(bar).toContainText('1 overlap, 1 gap that is too small, 1 gap to close.')
  await bar.getByLabel('up to milliseconds').fill('100000')
  await expect(bar).toContainText('at most')
  await expect(bar.getByRole('button', { name: 'Close', exact: true })).toBeDisabled()
  await bar.getByLabel('up to milliseconds').fill('200')
  await expect(bar).toContainText('1 overlap, 1 gap that is too small. No start moves.')
  await bar.getByLabel('up to milliseconds').fill('500')
  await bar.getByRole('button', { name: 'Change 3 captions' }).click()

  await expect(ana.page.locator('.mantine-Notification-root')).toContainText('closed after 3 captions')
  await expectTimes(document, 1, '00:00:00.000', '00:02.917')
  await expectTimes(document, 2, '00:00:03.000', '00:05.917')
  await expectTimes(document, 3, '00:00:06.000', '00:08.917')
  await expectTimes(document, 4, '00:00:09.000', '00:00:11.000')
  expect(await revision()).toBe(before + 1)
  await expect(bar).toContainText('There is nothing to close.')

  await ana.page.keyboard.press('Escape')
  await ana.page.keyboard.press('Control+Z')
  await expectTimes(document, 1, '00:00:00.000', '00:00:03.500')
  await expectTimes(document, 3, '00:00:06.000', '00:00:08.700')
  expect(await revision()).toBe(before + 2)
})

test('of a thousand captions only those in view are rendered, and a drag stays fluid', async ({ join, film }) => {
  const document = await film(...texts(1_200))
  const ana = await join('Ana', document)
  await watch(ana)
  expect(await ana.page.locator('[data-region]').count()).toBeLessThan(30)
  await ana.page.evaluate(() => {
    const long: number[] = []
    Reflect.set(globalThis, 'longTasks', long)
    new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({
      entryTypes: ['longtask'],
    })
  })
  const { x, y } = await pointAt(ana, 4)
  await ana.page.mouse.move(x, y)
  await ana.page.mouse.down()
  await ana.page.mouse.move(x + 300, y, { steps: 120 })
  const moved = await region(ana, 2).evaluate((element) => Number.parseFloat((element as HTMLElement).style.left))
  const long = (await ana.page.evaluate(() => Reflect.get(globalThis, 'longTasks'))) as number[]
  await drop(ana)

  expect(moved).toBeGreaterThan(500)
  test.info().annotations.push({ type: 'long tasks of 120 moves', description: long.map(Math.round).join(' ') })
  expect(long.filter((duration) => duration > 150)).toEqual([])
})

test('a local film is opened again with one click', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await ana.page.evaluate(async () => {
    const folder = await navigator.storage.getDirectory()
    const handle = await folder.getFileHandle('film.wav', { create: true })
    const writable = await handle.createWritable()
    const samples = new Uint8Array(44 + 16_000).fill(128)
    const view = new DataView(samples.buffer)
    const write = (at: number, text: string) => samples.set(new TextEncoder().encode(text), at)
    write(0, 'RIFF')
    view.setUint32(4, 36 + 16_000, true)
    write(8, 'WAVEfmt ')
    view.setUint32(16, 16, true)
    view.setUint16(20, 1, true)
    view.setUint16(22, 1, true)
    view.setUint32(24, 8_000, true)
    view.setUint32(28, 8_000, true)
    view.setUint16(32, 1, true)
    view.setUint16(34, 8, true)
    write(36, 'data')
    view.setUint32(40, 16_000, true)
    await writable.write(samples)
    await writable.close()
    Reflect.set(globalThis, 'showOpenFilePicker', async () => [handle])
  })
  await ana.page.reload() // the picker is asked for when the page opens
  await ana.page.addInitScript(() => {
    Reflect.set(globalThis, 'showOpenFilePicker', async () => [
      await (await navigator.storage.getDirectory()).getFileHandle('film.wav'),
    ])
    // Permissions for the files of a person last as long as the page.
    Reflect.set(FileSystemHandle.prototype, 'queryPermission', async () => 'prompt')
  })
  await ana.page.reload()
  const length = () => ana.page.locator('video').evaluate((video: HTMLVideoElement) => video.duration)

  await ana.page.getByRole('button', { name: 'Choose a file…' }).click()
  await expect.poll(length).toBe(2)
  await ana.page.reload()
  await ana.page.getByRole('button', { name: 'Open film.wav' }).click()
  await expect.poll(length).toBe(2)
  await expect(strip(ana)).toBeVisible()
})

test('an address that no page can play is refused in words', async ({ join, film }) => {
  const ana = await join('Ana', await film('One'))
  await ana.page.route('https://www.youtube.com/**', (route) => route.fulfill({ body: '<html></html>' }))
  await ana.page.getByRole('button', { name: 'Use a web address' }).click()
  await ana.page.getByLabel('Address of the video').fill('https://www.youtube.com/watch?v=1')
  await ana.page.keyboard.press('Enter')

  await expect(ana.page.getByRole('alert').filter({ hasText: 'own player' })).toContainText('Choose the film as a file')
  await expect(ana.page.getByText('There is no waveform')).toContainText('www.youtube.com')
})

test('the strip is as high as its person makes it, and can be hidden', async ({ join, film }) => {
  const ana = await join('Ana', await film('One'))
  await watch(ana)
  const divider = ana.page.getByRole('separator', { name: 'Height of the timing' })
  const height = async () => (await ana.page.getByRole('region', { name: 'Timing' }).boundingBox())?.height ?? 0
  await divider.focus()
  await ana.page.keyboard.press('ArrowUp')
  await ana.page.keyboard.press('ArrowUp')
  await expect.poll(height).toBe(220)
  const place = await divider.boundingBox()
  await ana.page.mouse.move(400, (place?.y ?? 0) + 4)
  await ana.page.mouse.down()
  await ana.page.mouse.move(400, (place?.y ?? 0) + 34, { steps: 3 })
  await ana.page.mouse.up()
  await expect.poll(height).toBe(190)
  await ana.page.reload()
  await watch(ana)
  await expect.poll(height).toBe(190)

  await ana.page.getByRole('button', { name: 'Hide the timing' }).click()
  await expect(strip(ana)).toHaveCount(0)
  await ana.page.getByRole('button', { name: 'Show the timing' }).click()
  await expect(strip(ana)).toBeVisible()
})

for (const viewport of [
  { width: 360, height: 740 },
  { width: 720, height: 450 },
]) {
  test(`a conflict and all its buttons are in view at ${viewport.width} pixels`, async ({ join, film }) => {
    const document = await film(...texts(12))
    const ana = await join('Ana', document, { viewport })
    await watch(ana)
    await cue(ana, 5).box.click()
    await stopClock(ana)
    await ana.page.keyboard.type('mine ')
    await edit(document, 5, 'The words of Ben, who writes a lot about the smell of wet wood\nin two lines', 'Ben')
    await cue(ana, 5).box.fill('The words of Ana, who writes a lot about the smell of rain\nin two lines, too')
    await save(ana)

    const conflict = cue(ana, 5).row.getByRole('region', { name: 'Conflict' })
    await expect(conflict).toContainText('Ben changed this caption')
    await ana.page.clock.runFor(100)
    for (const name of ['Keep mine', 'Take theirs', 'Keep both']) {
      await expect(conflict.getByRole('button', { name })).toBeInViewport({ ratio: 1 })
    }
    await conflict.getByRole('button', { name: 'Keep both' }).click()
    await expect(conflict).toHaveCount(0)
    await expect(strip(ana)).toBeInViewport()
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the strip is accessible, ${colorScheme}`, async ({ join, film }) => {
    const ana = await join('Ana', await film(...texts(4)), { colorScheme })
    await watch(ana)
    await cue(ana, 2).box.click()
    await ana.page.keyboard.press('Alt+Y')
    await checkPage(ana.page, `timing-${colorScheme}`)
  })
}

test('times are timecodes where their person wants them, at the frame rate of the document', async ({ join, film }) => {
  const document = await film(...texts(3))
  const ana = await join('Ana', document)
  await watch(ana)
  const start = cue(ana, 2).row.getByRole('textbox', { name: 'Start of cue 2' })
  await expect(start).toHaveValue('00:03.000')

  await ana.page.getByLabel('Timecodes').check()
  await expect(start).toHaveValue('00:00:03:00')
  await start.fill('00:00:03:12')
  await start.press('Enter')
  await expectTimes(document, 2, '00:03.480', '00:00:05.000')

  await ana.page.getByLabel('Frames per second').selectOption('50')
  await expect(start).toHaveValue('00:00:03:24')
  await start.press('Shift+ArrowUp')
  await expect(start).toHaveValue('00:00:03:25')
  await start.fill('00:00:03:50')
  await expect(start).toHaveAttribute('aria-invalid', 'true')
  await start.press('Escape')
  await expect(start).toHaveValue('00:00:03:25')
  await start.press('Enter')
  await expectTimes(document, 2, '00:03.500', '00:00:05.000')

  await ana.page.reload()
  await watch(ana)
  await expect(start).toHaveValue('00:00:03:25')
  await expect(ana.page.getByLabel('Frames per second')).toHaveValue('50')
})

test('a phone and a zoom of 200 % keep the waveform, the buttons and the captions', async ({ join, film }) => {
  const ana = await join('Ana', await film(...texts(20)), { viewport: { width: 720, height: 450 } })
  await watch(ana)
  await expect(strip(ana)).toBeInViewport()
  await expect(ana.page.getByRole('button', { name: 'Play this caption' })).toBeInViewport()
  const feed = await ana.page.getByRole('feed').boundingBox()
  const rows = await ana.page.getByRole('feed').getByRole('article').all()
  const boxes = await Promise.all(rows.map((row) => row.boundingBox()))
  const bottom = (feed?.y ?? 0) + (feed?.height ?? 0)
  expect(boxes.filter((box) => box !== null && box.y + box.height <= bottom + 1).length).toBeGreaterThanOrEqual(5)

  await ana.page.setViewportSize({ width: 360, height: 740 })
  await expect(strip(ana)).toBeInViewport()
  await expect(region(ana, 1)).toBeInViewport()
  await expect(ana.page.getByRole('button', { name: 'Play this caption' })).toBeInViewport()
  await expect(cue(ana, 1).box).toBeInViewport({ ratio: 1 })
  await cue(ana, 2).box.click()
  await expect(cue(ana, 2).row.getByRole('toolbar')).toBeInViewport()
})
