import { MantineProvider } from '@mantine/core'
import { fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { pastedCues } from '../src/cue/pasted.ts'
import { SegmentText } from '../src/features/editing/SegmentText.tsx'

const TIMES = '00:01.000 --> 00:02.000'

let edits: string[]
let events: string[]
let inserted: readonly string[]
/** Shows another block in the box, as a merge does. */
let arrive: (content: string) => void

beforeEach(() => {
  edits = []
  events = []
  inserted = []
})

function Box({ text }: { text: string }) {
  const [content, setContent] = useState(`${TIMES}\n${text}`)
  arrive = setContent
  return (
    <SegmentText
      id="s1"
      label="Text"
      content={content}
      language="he"
      invalid={false}
      noun="caption"
      blocksIn={pastedCues}
      onEdit={(next) => {
        edits.push(next.slice(TIMES.length + 1))
        setContent(next)
      }}
      onLeave={(left) => events.push(`leave ${left}`)}
      onHold={(held) => events.push(`hold ${held}`)}
      onComposing={(isComposing) => events.push(`composing ${isComposing}`)}
      onBlocks={(blocks) => {
        inserted = blocks
      }}
    />
  )
}

function open(text: string) {
  render(
    <MantineProvider env="test">
      <Box text={text} />
      <input aria-label="Elsewhere" />
    </MantineProvider>,
  )
  return screen.getByLabelText<HTMLTextAreaElement>('Text')
}

test('what is typed is written as WebVTT, and the box keeps what was typed', async () => {
  const user = userEvent.setup()
  const box = open('Tom &amp; Jerry')

  await user.type(box, ' < 3')

  expect(box).toHaveValue('Tom & Jerry < 3')
  expect(edits.at(-1)).toBe('Tom &amp; Jerry &lt; 3')
  expect(box).toHaveAttribute('dir', 'auto')
  expect(box).toHaveAttribute('lang', 'he')
})

test('typing never makes React write to the box, which would end the undo of the browser', async () => {
  const user = userEvent.setup()
  const box = open('One')
  const written: string[] = []
  const spy = (name: 'value' | 'defaultValue') => {
    const own = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, name)
    Object.defineProperty(HTMLTextAreaElement.prototype, name, {
      ...own,
      set(next: string) {
        written.push(name)
        own?.set?.call(this, next)
      },
    })
    return () => Object.defineProperty(HTMLTextAreaElement.prototype, name, own ?? {})
  }
  const restore = [spy('value'), spy('defaultValue')]

  await user.type(box, ' & two')

  for (const undo of restore) {
    undo()
  }
  expect(edits.at(-1)).toBe('One &amp; two')
  expect(written.filter((name) => name === 'defaultValue')).toEqual([])
})

test('a text that arrives is shown, with the cursor at its words', async () => {
  const user = userEvent.setup()
  const box = open('one two')
  await user.click(box)
  box.setSelectionRange(7, 7)

  arrive(`${TIMES}\nONE and two`)

  await screen.findByDisplayValue('ONE and two')
  expect([box.selectionStart, box.selectionEnd]).toEqual([11, 11])
  await user.keyboard('!')
  expect(edits).toEqual(['ONE and two!'])
})

test('a word that is composed is passed on, and again once it is complete', () => {
  const box = open('One')
  box.focus()
  fireEvent.compositionStart(box)
  fireEvent.input(box, { target: { value: 'Oneに' } })
  const composing = [...events]
  fireEvent.compositionEnd(box)

  expect(composing).toContain('composing true')
  expect(composing).not.toContain('composing false')
  expect(events.at(-1)).toBe('composing false')
  expect(edits).toEqual(['Oneに', 'Oneに'])
})

test('a box that loses the focus while a word is composed is left when the word is complete', () => {
  const box = open('One')
  box.focus()
  fireEvent.compositionStart(box)
  screen.getByLabelText('Elsewhere').focus()
  const before = events.filter((event) => event.startsWith('leave'))
  fireEvent.compositionEnd(box)

  expect(before).toEqual([])
  expect(events.slice(-2)).toEqual(['leave true', 'hold false'])
})

test('pasted cues are offered as captions', async () => {
  const user = userEvent.setup()
  const box = open('One')
  await user.click(box)

  await user.paste('1\n00:00:03,000 --> 00:00:04,000\nTwo & three\n')
  expect(screen.getByRole('status')).toHaveTextContent('You pasted 1 caption.')
  expect(box).toHaveValue('One')
  await user.click(screen.getByRole('button', { name: 'Insert it below' }))

  expect(inserted).toEqual(['00:03.000 --> 00:04.000\nTwo &amp; three'])
  expect(edits).toEqual([])
  expect(screen.queryByRole('status')).not.toBeInTheDocument()
})

test('pasted cues can be pasted as text', async () => {
  const user = userEvent.setup()
  const box = open('One')
  await user.click(box)
  await user.paste('00:03.000 --> 00:04.000\nTwo')

  await user.click(screen.getByRole('button', { name: 'Paste as text' }))

  expect(box).toHaveValue('One00:03.000 --> 00:04.000\nTwo')
  expect(edits.at(-1)).toBe('One00:03.000 --&gt; 00:04.000\nTwo')
})
