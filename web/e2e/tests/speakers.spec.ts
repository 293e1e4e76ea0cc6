import { checkPage } from '../support/axe.ts'
import { cue, edit, expect, type Person, save, stored, test, textOf, url } from '../support/holdfast.ts'

const text = async (document: string, number: number) => textOf(await stored(document, number))
const chip = (person: Person, number: number) => cue(person, number).row.getByRole('button', { name: /^Speaker: / })

test('a speaker is a chip beside the words, and is chosen by keys', async ({ join, film }) => {
  const document = await film('<v Ana>One', '<v Ben>Two</v>', 'Three')
  const ana = await join('Ana', document)
  await expect(cue(ana, 1).box).toHaveValue('One')
  await expect(cue(ana, 2).box).toHaveValue('Two')
  await expect(chip(ana, 2)).toHaveText('Ben')
  await expect(chip(ana, 3)).toHaveCount(0)

  await cue(ana, 3).box.click()
  await ana.page.keyboard.press('Alt+-')
  await expect(ana.page.getByLabel('Another name')).toBeVisible()
  await ana.page.keyboard.press('2')
  await expect(chip(ana, 3)).toHaveText('Ben')
  await expect.poll(() => text(document, 3)).toBe('<v Ben>Three')
  const colour = (number: number) => chip(ana, number).evaluate((one) => getComputedStyle(one).backgroundColor)
  expect(await colour(3)).toBe(await colour(2))
  expect(await colour(1)).not.toBe(await colour(2))

  await chip(ana, 2).click()
  await ana.page.getByLabel('Another name').fill('Eve & Co')
  await ana.page.keyboard.press('Enter')
  await expect.poll(() => text(document, 2)).toBe('<v Eve &amp; Co>Two</v>')

  await chip(ana, 2).click()
  await ana.page.getByLabel('Tag as it is written').fill('<v.loud Eve>')
  await ana.page.keyboard.press('Enter')
  await expect.poll(() => text(document, 2)).toBe('<v.loud Eve>Two</v>')

  await chip(ana, 2).click()
  await ana.page.getByRole('button', { name: 'No speaker' }).click()
  await expect.poll(() => text(document, 2)).toBe('Two')
})

test('typing keeps the speaker, and a colleague who changes the words meanwhile keeps them', async ({ join, film }) => {
  const document = await film('<v Ana>One two three</v>')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('End')
  await ana.page.keyboard.type(' four')
  await save(ana)
  await expect.poll(() => text(document, 1)).toBe('<v Ana>One two three four</v>')

  await ana.page.keyboard.press('Alt+-')
  await expect(ana.page.getByLabel('Another name')).toBeVisible()
  await edit(document, 1, '<v Ana>Zero two three four</v>', 'Ben')
  await expect(cue(ana, 1).box).toHaveValue('Zero two three four')
  await ana.page.getByLabel('Another name').fill('Kim')
  await ana.page.keyboard.press('Enter')
  await expect.poll(() => text(document, 1)).toBe('<v Kim>Zero two three four</v>')
})

test('a tag of a voice that is typed becomes a chip, and a split goes where the cursor is', async ({ join, film }) => {
  const document = await film('One two')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Home')
  await ana.page.keyboard.type('<v Ana>')
  await save(ana)
  await cue(ana, 1).box.blur()
  await expect(cue(ana, 1).box).toHaveValue('One two')
  await expect(chip(ana, 1)).toHaveText('Ana')

  await cue(ana, 1).box.click()
  await ana.page.keyboard.press('Home')
  for (let step = 0; step < 4; step++) {
    await ana.page.keyboard.press('ArrowRight')
  }
  await ana.page.keyboard.press('Alt+Enter')
  await expect(cue(ana, 2).box).toHaveValue('two')
  await expect(cue(ana, 1).box).toHaveValue('One')
})

test('buttons of the current caption make words italic and balance the lines', async ({ join, film }) => {
  const document = await film('My grandmother kept singing the whole time that it rained', 'Two')
  const ana = await join('Ana', document)
  await cue(ana, 1).box.click()
  const tools = cue(ana, 1).row.getByRole('toolbar', { name: 'Text tools' })
  await tools.getByRole('button', { name: 'Balance the lines' }).click()
  await expect(cue(ana, 1).box).toHaveValue('My grandmother kept singing\nthe whole time that it rained')
  await expect(cue(ana, 1).box).toBeFocused()
  await ana.page.keyboard.press('Control+A')
  await tools.getByRole('button', { name: 'Italic' }).click()
  await expect(cue(ana, 1).box).toHaveValue('<i>My grandmother kept singing\nthe whole time that it rained</i>')
  await expect(cue(ana, 2).row.getByRole('toolbar')).toHaveCount(0)
})

test('long notes are folded until they are opened', async ({ join }) => {
  const response = await fetch(`${url()}/api/documents?title=Folded`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/vtt', 'Holdfast-Author': 'Author' },
    body: 'WEBVTT\n\nNOTE\nfirst\nsecond\nthird\n\n00:01.000 --> 00:02.000\nOne\n',
  })
  const { id } = (await response.json()) as { id: string }
  const ana = await join('Ana', id)
  const note = ana.page.getByRole('article', { name: 'Note before 1' })
  await expect(note.getByRole('textbox')).toHaveCount(0)
  await note.getByRole('button', { name: /NOTE first.*4 lines/ }).click()
  await expect(note.getByRole('textbox')).toBeFocused()
  await expect(note.getByRole('textbox')).toHaveValue('NOTE\nfirst\nsecond\nthird')
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`speakers are accessible, ${colorScheme}`, async ({ join, film }) => {
    const names = ['Ana', 'Ben', 'Eve', 'Narrator', 'Tom', 'Zoë', 'Radio', 'Kim']
    const ana = await join('Ana', await film(...names.map((name) => `<v ${name}>Hello`)), { colorScheme })
    await cue(ana, 2).box.click()
    await ana.page.keyboard.press('Alt+-')
    await expect(ana.page.getByLabel('Another name')).toBeVisible()
    await checkPage(ana.page, `speakers ${colorScheme}`)
  })
}
