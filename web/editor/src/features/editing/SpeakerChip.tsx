import { Button, Popover } from '@mantine/core'
import { type CSSProperties, type KeyboardEvent, useState } from 'react'
import { hueOf, speakerOf, voiceTagOf, withSpeaker, withVoiceTag } from '../../cue/voice.ts'
import classes from './SegmentRow.module.css'

export interface SpeakerChipProps {
  readonly content: string
  readonly readOnly?: boolean
  readonly opened: boolean
  /** The names of the document, the most frequent first. */
  readonly speakers: () => readonly string[]
  readonly onOpen: (isOpen: boolean) => void
  readonly onEdit: (content: string) => void
}

/** Speaker of a caption, in a colour of the name. It is chosen from the names of the document, by pointer or by a digit. */
export function SpeakerChip({ content, readOnly, opened, speakers, onOpen, onEdit }: SpeakerChipProps) {
  // Where several voices speak, the text has their tags.
  const name = voiceTagOf(content) === '' ? '' : speakerOf(content)
  if (name === '' && !opened) {
    return null
  }
  const chip = { className: classes.chip, style: { '--hue': hueOf(name) } as CSSProperties }
  if (readOnly) {
    return (
      <span {...chip} title={`Speaker: ${name}`}>
        {name}
      </span>
    )
  }
  return (
    <Popover opened={opened} onChange={onOpen} trapFocus returnFocus position="bottom-start" shadow="md">
      <Popover.Target>
        <button
          type="button"
          {...chip}
          aria-label={`Speaker: ${name || 'none'}`}
          title={name}
          onClick={() => onOpen(!opened)}
        >
          {name || 'Speaker'}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        {opened && (
          <Names
            content={content}
            names={speakers()}
            onEdit={(next) => {
              onOpen(false)
              onEdit(next)
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

interface NamesProps {
  readonly content: string
  readonly names: readonly string[]
  readonly onEdit: (content: string) => void
}

/** Names that a digit chooses. */
const MAX_NAMES = 9

function Names({ content, names, onEdit }: NamesProps) {
  const [name, setName] = useState('')
  const [tag, setTag] = useState(voiceTagOf(content))
  const tagged = withVoiceTag(content, tag.trim())
  const shown = names.slice(0, MAX_NAMES)

  function press(event: KeyboardEvent) {
    const chosen = shown[Number(event.key) - 1]
    if (chosen !== undefined && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault()
      onEdit(withSpeaker(content, chosen))
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the digits are keys of the buttons in it
    <div className={classes.names} onKeyDown={press}>
      {shown.map((one, index) => (
        <Button
          key={one}
          size="compact-sm"
          variant="default"
          justify="start"
          leftSection={index + 1}
          aria-label={one}
          aria-keyshortcuts={String(index + 1)}
          onClick={() => onEdit(withSpeaker(content, one))}
        >
          {one}
        </Button>
      ))}
      <Button size="compact-sm" variant="subtle" justify="start" onClick={() => onEdit(withSpeaker(content, ''))}>
        No speaker
      </Button>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') {
            onEdit(withSpeaker(content, name))
          }
        }}
      >
        <input
          aria-label="Another name"
          placeholder="Another name"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <Button type="submit" size="compact-sm" disabled={name.trim() === ''}>
          Set
        </Button>
      </form>
      {voiceTagOf(content) !== '' && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (tagged !== null) {
              onEdit(tagged)
            }
          }}
        >
          <input
            aria-label="Tag as it is written"
            aria-invalid={tagged === null}
            spellCheck={false}
            value={tag}
            onChange={({ currentTarget }) => setTag(currentTarget.value)}
          />
          <Button type="submit" size="compact-sm" variant="default" disabled={tagged === null}>
            Set tag
          </Button>
        </form>
      )}
    </div>
  )
}
