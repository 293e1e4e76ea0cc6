import { fileURLToPath } from 'node:url'
import { cue, describe, edit, expect, film, save, test, url } from '../support/holdfast.ts'

const PICTURE = fileURLToPath(new URL('../../../docs/images/conflict.png', import.meta.url))

const CAPTIONS = [
  'The clouds came in from the sea.',
  'I can here the rain.',
  'By noon the street was under water.',
  'We carried the books upstairs.',
  'Then they closed the bridge.',
  'The river had never risen so fast.',
]

test('the picture in the README shows a caption in conflict', async ({ join }) => {
  const document = await film(...CAPTIONS)
  await describe(document, { title: 'The flood', mediaUrl: `${url()}/sample/tour.webm` })
  const ben = await join('Ben', document, { colorScheme: 'light' })
  await ben.page.locator('video').evaluate((video: HTMLVideoElement) => {
    video.currentTime = 4
  })
  await expect(ben.page.locator('[part~="region"]').first()).toBeAttached()
  await cue(ben, 2).box.fill('I can hear the storm.')
  await edit(document, 2, 'I can hear the thunder.', 'Ana')
  await expect(cue(ben, 2).row).toContainText('Ana just changed this caption')

  await save(ben)

  await expect(cue(ben, 2).row.getByRole('region', { name: 'Conflict' })).toBeVisible()
  await ben.page.screenshot({ path: PICTURE, animations: 'disabled', caret: 'hide' })
})
