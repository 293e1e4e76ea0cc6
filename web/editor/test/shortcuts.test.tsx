import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Drafts, noKeeper } from '@holdfast/client'
import { DraftsProvider } from '@holdfast/client/react'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test } from 'vitest'
import { displayName, setDisplayName } from '../src/api/author.ts'
import { segmentDraftName } from '../src/api/draftNames.ts'
import { KeyBindings } from '../src/app/commands/keys/KeyBindings.ts'
import { PLATFORM } from '../src/app/commands/keys/platform.ts'
import { shortcutsOf } from '../src/app/commands/keys/spelling.ts'
import { ShortcutsContext, withKeys } from '../src/components/shortcuts.tsx'
import { OtherPerson } from '../src/features/tour/OtherPerson.tsx'
import { box, cue, fake, open, row } from './page.tsx'

beforeEach(() => {
  localStorage.clear()
  setDisplayName('Bén')
})

describe('keys of a command in writing', () => {
  const keys = new KeyBindings('Ana', 'windows')

  test('are the first ones in a sentence, and all of them for screen readers', () => {
    expect(shortcutsOf(keys.bindings(), 'windows')('save')).toEqual({
      spelled: 'Ctrl+Enter',
      aria: 'Control+Enter Control+S',
    })
  })

  test('are those that the person chose', () => {
    keys.change('save', 'Alt+W')

    const shortcuts = shortcutsOf(keys.bindings(), 'windows')

    expect(shortcuts('save')).toEqual({ spelled: 'Alt+W', aria: 'Alt+W' })
  })

  test('are none where another command took them', () => {
    keys.change('play', 'F8')

    const none = shortcutsOf(keys.bindings(), 'windows')('nextConflict')

    expect(none).toEqual({ spelled: undefined, aria: undefined })
    expect(withKeys('Next', none)).toBe('Next')
  })
})

describe('on the page of a person who changed them', () => {
  function choose(changes: Readonly<Record<string, string>>) {
    const keys = new KeyBindings(displayName(), PLATFORM)
    for (const [command, chord] of Object.entries(changes)) {
      keys.change(command as 'save', chord)
    }
  }

  test('the keys of undo and redo are on the buttons of their notices', async () => {
    choose({ undo: 'Alt+U', redo: 'Alt+R' })
    const user = await open()
    await user.click(box(2))
    await user.click(screen.getByRole('button', { name: 'Document actions' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Delete caption' }))

    const undo = await screen.findByRole('button', { name: 'Undo' })
    expect(undo).toHaveAttribute('aria-keyshortcuts', 'Alt+U')
    await user.click(undo)

    expect(await screen.findByRole('button', { name: 'Redo' })).toHaveAttribute('aria-keyshortcuts', 'Alt+R')
  })

  test('the keys are on the elements that do the same', async () => {
    choose({ save: 'Alt+W', setStart: 'Alt+1', setEnd: 'Alt+2', palette: 'Alt+P', insert: 'Alt+N' })
    const user = await open()

    expect(box(1)).toHaveAttribute('aria-keyshortcuts', 'Alt+W')
    expect(screen.getByLabelText('Start of cue 1')).toHaveAttribute('aria-keyshortcuts', 'Alt+1')
    expect(screen.getByLabelText('End of cue 1')).toHaveAttribute('aria-keyshortcuts', 'Alt+2')
    expect(screen.getByRole('button', { name: 'All commands' })).toHaveAttribute('aria-keyshortcuts', 'Alt+P')
    await user.click(screen.getByRole('button', { name: 'Document actions' }))
    const item = await screen.findByRole('menuitem', { name: 'Insert below' })
    expect(item).toHaveAttribute('aria-keyshortcuts', 'Alt+N')
    expect(item).toHaveTextContent('Alt+N')
    await user.click(screen.getByRole('menuitem', { name: 'Find and replace' }))
    expect(await screen.findByRole('textbox', { name: 'Find' })).toHaveAttribute('aria-keyshortcuts', 'Control+F')
    expect(screen.getByRole('button', { name: 'Close find and replace' })).toHaveAttribute(
      'aria-keyshortcuts',
      'Escape',
    )
  })

  test('every item of the menu has the keys of its command', async () => {
    const user = await open()
    await user.click(box(2))
    await user.click(screen.getByRole('button', { name: 'Document actions' }))

    const items = await screen.findAllByRole('menuitem')
    const without = items.filter((item) => !item.hasAttribute('aria-keyshortcuts')).map((item) => item.textContent)

    expect(items.length).toBeGreaterThan(10)
    // Files come and go without keys.
    expect(without).toEqual(['Export .txt', 'Bring back a corrected file…'])
  })

  test.each([
    ['Alt+G', 'Someone else changed a caption while you were typing. Your text is kept. Alt+G goes there.'],
    [undefined, 'Someone else changed a caption while you were typing. Your text is kept.'],
  ])('the alert about a conflict names %s', async (chord, words) => {
    choose(chord === undefined ? { play: 'F8' } : { nextConflict: chord })
    const user = await open()

    fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Two\nhers'))
    await user.clear(box(2))
    await user.type(box(2), 'x{Control>}{Enter}{/Control}')
    await within(row(2)).findByRole('region', { name: 'Conflict' })

    expect(screen.getByTestId('alert').textContent).toBe(words)
    const summary = within(screen.getByTestId('summary')).getByRole('button')
    expect(summary.getAttribute('aria-keyshortcuts')).toBe(chord ?? null)
  })
})

test.each([
  ['Alt+W', 'Kim saved this caption first. Save yours with Alt+W, or wait.'],
  [undefined, 'Kim saved this caption first. Save yours, or wait.'],
])('the tour names %s', async (spelled, words) => {
  const user = userEvent.setup()
  const drafts = new Drafts({ keeper: noKeeper })
  const { id, content, etag } = fake.server.segment('film.s1')
  const base = { value: content, etag }
  const resource = { read: async () => base, write: () => new Promise<never>(() => {}) }
  const draft = drafts.get(segmentDraftName(id), { resource, autosaveAfter: null }, base)
  render(
    <MantineProvider env="test">
      <ShortcutsContext value={(command) => ({ spelled: command === 'save' ? spelled : 'F1', aria: undefined })}>
        <QueryClientProvider client={new QueryClient()}>
          <DraftsProvider drafts={drafts}>
            <OtherPerson rows={fake.server.segments} onShow={() => {}} />
          </DraftsProvider>
        </QueryClientProvider>
      </ShortcutsContext>
    </MantineProvider>,
  )

  await user.click(screen.getByRole('button', { name: 'Play the other person' }))
  act(() => draft.edit(`${content}!`))

  expect(await screen.findByText(words)).toBeVisible()
})

test('no sentence has a key of its own: keys are changed by people, and differ by platform', () => {
  const folder = join(process.cwd(), 'src')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('commands/keys/'),
  )
  const key = /\b(?:Ctrl|Control|Alt|Shift|Meta|Cmd|Command|Option|Strg)[+-][A-Za-z0-9]|\bF\d{1,2}\b|[⌘⌥⌃⇧]|\bEsc\b/
  const named = files.flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => key.test(line) && !/^\s*(?:\/\/|\/?\*)/.test(line))
      .map((line) => `${name}: ${line.trim()}`),
  )

  expect(files.length).toBeGreaterThan(100)
  expect(named).toEqual([])
})
