import type { BrowserContext } from '@playwright/test'
import {
  cue,
  cutOff,
  edit,
  expect,
  type Person,
  save,
  statuses,
  stored,
  summary,
  test,
  textOf,
  timesOf,
  url,
} from '../support/holdfast.ts'

/** Longer than the wait before the autosave. */
const A_PAUSE = 2_500

async function revision(document: string): Promise<number> {
  const answer = await fetch(`${url()}/api/documents/${document}/changes?since=0`)
  return ((await answer.json()) as { revision: number }).revision
}

/** Puts the cursor at the end of a caption. */
async function toEnd(person: Person, number: number): Promise<void> {
  await cue(person, number).box.click()
  await person.page.keyboard.press('Control+End')
}

async function paste({ page }: Person, text: string): Promise<void> {
  await page.evaluate((words) => navigator.clipboard.writeText(words), text)
  await page.keyboard.press('Control+V')
}

async function allowClipboard(context: BrowserContext): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
}

test('a line break at the end waits for the words that follow it, and is dropped when the caption is left', async ({
  join,
  film,
}) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await toEnd(ana, 1)

  await ana.page.keyboard.press('Enter')
  await ana.page.waitForTimeout(A_PAUSE)
  await expect(summary(ana)).toHaveText('1 not saved')
  await expect(cue(ana, 1).box).not.toHaveAttribute('aria-invalid')
  expect(statuses(ana)).toEqual([])
  await ana.page.keyboard.type('more')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One\nmore')

  await ana.page.keyboard.press('Enter')
  await cue(ana, 2).box.click()
  await expect(cue(ana, 1).box).toHaveValue('One\nmore')
  await expect(summary(ana)).toHaveText('All saved')
  expect(statuses(ana)).toEqual([200])
})

test('what is typed is what is said: ampersands, brackets and arrows', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  const ben = await join('Ben', document)
  const words = 'Tom & Jerry <3 AT&T\n1 < 2 --> <i>3</i>'

  await cue(ana, 1).box.fill('')
  await ana.page.keyboard.type(words)
  await save(ana)

  await expect(cue(ben, 1).box).toHaveValue(words)
  expect(textOf(await stored(document, 1))).toBe('Tom &amp; Jerry &lt;3 AT&amp;T\n1 &lt; 2 --&gt; <i>3</i>')
  await expect(cue(ana, 1).box).toHaveValue(words)
  expect(statuses(ana)).toEqual([200])
})

test('what nobody touched stays as the file has it', async ({ join, film }) => {
  const document = await film('Tom & Jerry &#38; <font>co</font> &copy')
  const ana = await join('Ana', document)
  await expect(cue(ana, 1).box).toHaveValue('Tom & Jerry & <font>co</font> &copy')

  await toEnd(ana, 1)
  await ana.page.keyboard.type(' & you')
  await save(ana)

  await expect
    .poll(async () => textOf(await stored(document, 1)))
    .toBe('Tom & Jerry &#38; <font>co</font> &copy &amp; you')
})

test('a tag that is half typed waits, and is explained when it is to be saved', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await toEnd(ana, 1)

  await ana.page.keyboard.type(' <i')
  await ana.page.waitForTimeout(A_PAUSE)
  await expect(cue(ana, 1).row).not.toContainText('has no end')
  await save(ana)
  await expect(cue(ana, 1).row).toContainText('“<i” has no end')
  expect(statuses(ana)).toEqual([])

  await ana.page.keyboard.type('>two</i>')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One <i>two</i>')
})

test('an empty line is offered to be two captions, made in one commit and undone as one', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  await toEnd(ana, 1)

  await ana.page.keyboard.press('Enter')
  await ana.page.keyboard.press('Enter')
  await ana.page.keyboard.type('and & another')
  await ana.page.waitForTimeout(A_PAUSE)
  await expect(cue(ana, 1).row).toContainText('A caption cannot hold an empty line.')
  expect(statuses(ana)).toEqual([])
  await cue(ana, 1).row.getByRole('button', { name: 'Make two captions' }).click()

  await expect(cue(ana, 2).box).toHaveValue('and & another')
  await expect(cue(ana, 1).box).toHaveValue('One')
  await expect(summary(ana)).toHaveText('All saved')
  expect(await revision(document)).toBe(2)
  expect(timesOf(await stored(document, 1)).split(' --> ')[1]).toBe(
    timesOf(await stored(document, 2)).split(' --> ')[0],
  )

  await ana.page.locator('body').click({ position: { x: 640, y: 780 } })
  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 2).box).toHaveValue('Two')
  expect(await revision(document)).toBe(3)
})

test('an empty line is taken out by joining the lines', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await allowClipboard(ana.page.context())
  await toEnd(ana, 1)

  await paste(ana, '\n\ntwo\n\nthree')
  await save(ana)
  await expect.soft(cue(ana, 1).row).not.toContainText(/Retry|Line \d/)
  await expect(cue(ana, 1).row.getByRole('button', { name: 'Make 3 captions' })).toBeVisible()
  await cue(ana, 1).row.getByRole('button', { name: 'Join the lines' }).click()

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One\ntwo\nthree')
  expect(statuses(ana)).toEqual([200])
})

test('pasted SubRip becomes captions, in one commit that can be undone, or text', async ({ join, film }) => {
  const document = await film('One', 'Last')
  const ana = await join('Ana', document)
  await allowClipboard(ana.page.context())
  const subRip = '1\n00:00:02,100 --> 00:00:02,500\nTom & Jerry\n\n2\n00:00:02,600 --> 00:00:02,900\n<i>Two</i>\n'
  await toEnd(ana, 1)

  await paste(ana, subRip)
  await expect(cue(ana, 1).row).toContainText('You pasted 2 captions.')
  await cue(ana, 1).row.getByRole('button', { name: 'Insert them below' }).click()
  await expect(cue(ana, 3).box).toHaveValue('<i>Two</i>')
  await expect(cue(ana, 2).box).toHaveValue('Tom & Jerry')
  await expect(cue(ana, 4).box).toHaveValue('Last')
  expect(timesOf(await stored(document, 2))).toBe('00:02.100 --> 00:02.500')
  expect(await revision(document)).toBe(2)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 2).box).toHaveValue('Last')

  await toEnd(ana, 1)
  await paste(ana, subRip)
  await cue(ana, 1).row.getByRole('button', { name: 'Paste as text' }).click()
  await expect(cue(ana, 1).box).toHaveValue(/^One1\n00:00:02,100 --> 00:00:02,500\nTom & Jerry\n\n/)
  expect(await revision(document)).toBe(3)
})

test('a word that an input method composes is saved once it is composed, and not before', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  const keyboard = await ana.page.context().newCDPSession(ana.page)
  await toEnd(ana, 1)

  await keyboard.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 })
  await expect(cue(ana, 1).box).toHaveValue('Oneにほ')
  await ana.page.waitForTimeout(A_PAUSE)
  expect(statuses(ana)).toEqual([])
  await edit(document, 1, 'One, changed', 'Ben')
  await expect(cue(ana, 1).row).toContainText('Ben just changed this caption')
  await expect(cue(ana, 1).box).toHaveValue('Oneにほ')
  await keyboard.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 })
  await keyboard.send('Input.insertText', { text: '日本' })

  await expect(cue(ana, 1).box).toHaveValue('One日本')
  expect(statuses(ana)).toEqual([])
})

test('a composed word is saved by itself', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  const keyboard = await ana.page.context().newCDPSession(ana.page)
  await toEnd(ana, 1)

  await keyboard.send('Input.imeSetComposition', { text: 'かん', selectionStart: 2, selectionEnd: 2 })
  await ana.page.waitForTimeout(A_PAUSE)
  await keyboard.send('Input.insertText', { text: '漢' })

  await expect.poll(async () => textOf(await stored(document, 1))).toBe('One漢')
  expect((await stored(document, 1)).version).toBe(2)
})

test('an end before the start says so, and the old times are put back', async ({ join, film }) => {
  const document = await film('One', 'Two')
  const ana = await join('Ana', document)
  const end = ana.page.getByLabel('End of cue 2')
  const start = ana.page.getByLabel('Start of cue 2')
  const { row } = cue(ana, 2)

  await end.fill('1')
  await end.press('Enter')
  await expect(row).toContainText('The end (00:01.000) is before the start (00:03.000).')
  await row.getByRole('button', { name: 'Put the old times back' }).click()
  await expect(end).toHaveValue('00:05.000')
  await expect(summary(ana)).toHaveText('All saved')

  await start.fill('1:02:03.2')
  await start.press('Enter')
  await expect(row).toContainText('The end (00:05.000) is before the start (01:02:03.200).')
  await start.press('Escape')
  await expect(start).toHaveValue('00:03.000')
  await expect(row).not.toContainText('before the start')
  expect(statuses(ana)).toEqual([])
})

test('a caption that waits for its person holds up no other: the others are shifted, and it is named', async ({
  join,
  film,
}) => {
  const document = await film('One', 'Two', 'Three')
  const ana = await join('Ana', document)
  await ana.page.getByLabel('End of cue 2').fill('1')
  await ana.page.getByLabel('End of cue 2').press('Enter')
  await expect.soft(summary(ana)).toHaveText('1 caption needs a decision')

  await ana.page.getByRole('button', { name: 'Document actions' }).click()
  await ana.page.getByRole('menuitem', { name: 'Shift times' }).click()
  await ana.page.getByLabel(/Seconds/).fill('1.5')
  await ana.page.keyboard.press('Enter')

  await expect(ana.page.getByLabel('Start of cue 3')).toHaveValue('00:07.500')
  await expect(ana.page.getByText('Caption 2 waits for a decision')).toBeVisible()
  expect(timesOf(await stored(document, 2))).toBe('00:00:03.000 --> 00:00:05.000')
  await ana.page.getByRole('button', { name: /^Show/ }).click()
  await expect(cue(ana, 2).box).toBeFocused()
})

test('the undo of the browser takes back what was typed at once', async ({ join, film }) => {
  const document = await film('One')
  const ana = await join('Ana', document)
  await cutOff(ana)
  await toEnd(ana, 1)
  await ana.page.keyboard.type(' two words')
  await ana.page.waitForTimeout(A_PAUSE)
  await ana.page.keyboard.press('ArrowLeft')
  await ana.page.keyboard.press('ArrowRight')
  await ana.page.keyboard.type(' and three')

  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 1).box).toHaveValue('One two words')
  await ana.page.keyboard.press('Control+Z')
  await expect(cue(ana, 1).box).toHaveValue('One')
  await ana.page.keyboard.press('Control+Y')
  await expect(cue(ana, 1).box).toHaveValue('One two words')
})

test('the cursor stays where a person types when a colleague’s words are combined into the text', async ({
  join,
  film,
}) => {
  const document = await film('one two three four')
  const ana = await join('Ana', document)
  await toEnd(ana, 1)
  await ana.page.keyboard.type(' FIVE')
  await edit(document, 1, 'ONE and two three four', 'Ben')
  await save(ana)
  await expect(cue(ana, 1).box).toHaveValue('ONE and two three four FIVE')

  await ana.page.keyboard.type('!')

  await expect(cue(ana, 1).box).toHaveValue('ONE and two three four FIVE!')
})

test('captions have the direction of their words and the language of the document', async ({ join }) => {
  const id = `hebrew-${Date.now()}`
  await fetch(`${url()}/api/documents?id=${id}&title=Film&language=he`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/vtt', 'Holdfast-Author': 'Author' },
    body: 'WEBVTT\n\n00:01.000 --> 00:02.000\nשלום עולם.\n\n00:03.000 --> 00:04.000\nHello.\n',
  })
  const ana = await join('Ana', id)
  const direction = (number: number) =>
    cue(ana, number).box.evaluate((box) => [getComputedStyle(box).direction, box.getAttribute('lang')])

  await expect.poll(() => direction(1)).toEqual(['rtl', 'he'])
  expect(await direction(2)).toEqual(['ltr', 'he'])
})

test('an address of a video that no browser can open leaves the captions usable, and is named', async ({
  join,
  film,
}) => {
  const document = await film('One')
  const ana = await join('Ana')
  await ana.page.route(`**/api/documents/${document}`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), mediaUrl: 'http://localhost:80800/x' } })
  })

  await ana.page.goto(`${url()}/#/documents/${document}`)

  await expect(ana.page.getByText('“http://localhost:80800/x”, cannot be opened')).toBeVisible()
  await cue(ana, 1).box.fill('Two')
  await expect.poll(async () => textOf(await stored(document, 1))).toBe('Two')
})
