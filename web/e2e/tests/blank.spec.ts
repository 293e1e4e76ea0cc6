import { addressOf, cue, expect, type Person, save, stored, summary, test, url } from '../support/holdfast.ts'

/** Captions without words, and with empty lines around them, as other tools write them. */
const FILES: Readonly<Record<string, { readonly type: string; readonly body: string; readonly shown: string[] }>> = {
  'WebVTT with a caption that has no words': {
    type: 'text/vtt',
    body: 'WEBVTT\n\n1\n00:01.000 --> 00:02.000\nOne\n\n2\n00:02.000 --> 00:03.000\n\n3\n00:04.000 --> 00:05.000\nThree\n\nNOTE\n{\n"for": "a tool"\n}\n',
    shown: ['One', '', 'Three'],
  },
  'SubRip with an empty line in a text, and a caption of empty lines': {
    type: 'application/x-subrip',
    body: '1\n00:00:01,000 --> 00:00:02,000\nStuck at work,\n\nten minutes late.\n\n2\n00:00:02,000 --> 00:00:03,000\n\n\n3\n00:00:04,000 --> 00:00:05,000\nThree\n',
    shown: ['Stuck at work,\nten minutes late.', '', 'Three'],
  },
}

async function create(type: string, body: string): Promise<string> {
  const response = await fetch(`${url()}/api/documents?title=Blank`, {
    method: 'POST',
    headers: { 'Content-Type': type, 'Holdfast-Author': 'Author' },
    body,
  })
  return ((await response.json()) as { id: string }).id
}

async function open(person: Person, document: string): Promise<void> {
  await person.page.goto(addressOf(document))
  await person.page.getByRole('feed').getByRole('article').first().waitFor()
}

for (const [name, { type, body, shown }] of Object.entries(FILES)) {
  test(`${name} is edited without an error, and what was not touched stays`, async ({ join }) => {
    const document = await create(type, body)
    const before = [await stored(document, 1), await stored(document, 2), await stored(document, 3)]
    const ana = await join('Ana')
    await open(ana, document)
    for (const [index, text] of shown.entries()) {
      await expect(cue(ana, index + 1).box).toHaveValue(text)
      await expect(cue(ana, index + 1).box).not.toHaveAttribute('aria-invalid')
    }

    await cue(ana, 2).box.fill('Words')
    await save(ana)
    await expect.poll(async () => (await stored(document, 2)).content).toBe(`${before[1]?.content}\nWords`)
    await cue(ana, 2).box.fill('')
    await save(ana)

    await expect.poll(async () => (await stored(document, 2)).content).toBe(before[1]?.content)
    await expect(summary(ana)).toHaveText('All saved')
    expect((await stored(document, 1)).etag).toBe(before[0]?.etag)
    expect((await stored(document, 3)).etag).toBe(before[2]?.etag)
    await expect(cue(ana, 3).box).toHaveValue('Three')
  })
}

test('a text below an empty line after its times stays where it is', async ({ join }) => {
  const body =
    'WEBVTT\n\n00:01.000 --> 00:02.000 line:91%\nOne\n\n00:02.000 --> 00:03.000 line:79%\n\nThe captain saw him\nand asked.\n\n00:04.000 --> 00:05.000\nThree\n'
  const document = await create('text/vtt', body)
  const ana = await join('Ana')
  await open(ana, document)
  await expect(cue(ana, 2).box).toHaveValue('')
  await expect(ana.page.getByLabel('Text of other before 3')).toHaveValue('The captain saw him\nand asked.')

  await cue(ana, 1).box.fill('One, changed')
  await save(ana)

  await expect(summary(ana)).toHaveText('All saved')
  const file = await (await fetch(`${url()}/api/documents/${document}/export.vtt`)).text()
  expect(file).toBe(body.replace('One', 'One, changed'))
})
