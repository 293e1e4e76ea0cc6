import { Button, FileButton, Text, TextInput } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { SegmentJson } from '../../api/types.ts'
import { type Command, useShortcuts } from '../../components/shortcuts.tsx'
import type { Film } from '../../playback/film.ts'
import type { Playback } from '../../playback/Playback.ts'
import { PlayControls } from './PlayControls.tsx'
import classes from './Player.module.css'
import { whyNotPlayed } from './unplayable.ts'
import { useCaptions } from './useCaptions.ts'
import { useContents } from './useContents.ts'

export interface PlayerProps {
  readonly film: Film
  /** Address that the document has, as somebody gave it. */
  readonly givenAddress?: string | null
  readonly rows: readonly SegmentJson[]
  readonly playback: Playback
  readonly onCommand: (command: Command) => void
  /** Stores the address of the video in the document. Absent where the person may not. */
  readonly onAddress?: (address: string) => void
}

/** Video with the captions as they are typed. A local file stays on this computer. */
export function Player({ film, givenAddress, rows, playback, onCommand, onAddress }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const { source } = film
  /** The source that the browser refused to play. */
  const [refused, setRefused] = useState<string | null>(null)
  const contents = useContents(rows)
  const shortcut = useShortcuts()('play').aria

  useEffect(() => {
    const element = video.current
    return source === null || element === null ? undefined : playback.clock.attach(element)
  }, [source, playback])
  useEffect(() => playback.setContents(contents), [contents, playback])

  useCaptions(video, contents, source)

  return (
    <section className={classes.player} data-empty={source === null || undefined} aria-label="Video">
      {/* biome-ignore lint/a11y/useMediaCaption: the captions are added by useCaptions */}
      <video
        ref={video}
        className={classes.video}
        controls
        aria-keyshortcuts={shortcut}
        playsInline
        preload="metadata"
        hidden={source === null}
        src={source ?? undefined}
        onError={() => setRefused(source)}
      />
      {source !== null && refused === source && (
        <p role="alert" className={classes.refused}>
          {whyNotPlayed(film.file?.name ?? givenAddress ?? source, film.file !== null)}
        </p>
      )}
      {source !== null && <PlayControls playback={playback} onCommand={onCommand} />}
      <FilmChoice film={film} givenAddress={givenAddress}>
        {onAddress && <AddressForm onAddress={onAddress} />}
      </FilmChoice>
    </section>
  )
}

interface FilmChoiceProps extends Pick<PlayerProps, 'film' | 'givenAddress'> {
  readonly children: ReactNode
}

/** Buttons that open a local file, the one of the last visit first. */
function FilmChoice({ film, givenAddress, children }: FilmChoiceProps) {
  const { source, file, remembered } = film
  const label = source === null && remembered === null ? 'Choose a file…' : 'Another file…'
  return (
    <div className={classes.choose}>
      {source === null && givenAddress && (
        <Text inherit>The address of the video, “{givenAddress}”, cannot be opened. Give another one.</Text>
      )}
      {source === null && remembered === null && (
        <Text c="dimmed" inherit>
          Choose the video or the sound that these captions belong to.
        </Text>
      )}
      {remembered !== null && (
        <Button size="compact-sm" onClick={film.reopen}>
          Open {remembered}
        </Button>
      )}
      <FileButton accept="video/*,audio/*" onChange={film.choose}>
        {(button) => (
          <Button {...button} size="compact-sm" variant="default" onClick={film.pick ?? button.onClick}>
            {label}
          </Button>
        )}
      </FileButton>
      {(source === null || file !== null) && (
        <Text size="xs" c="dimmed">
          The file stays on this computer.
        </Text>
      )}
      {children}
    </div>
  )
}

function AddressForm({ onAddress }: { onAddress: (address: string) => void }) {
  const [isOpen, setIsOpen] = useState(false)
  const [address, setAddress] = useState('')
  if (!isOpen) {
    return (
      <Button size="compact-xs" variant="subtle" onClick={() => setIsOpen(true)}>
        Use a web address
      </Button>
    )
  }
  return (
    <form
      className={classes.address}
      onSubmit={(event) => {
        event.preventDefault()
        setIsOpen(false)
        onAddress(address.trim())
      }}
    >
      <TextInput
        type="url"
        size="xs"
        autoFocus
        required
        aria-label="Address of the video"
        placeholder="https://…"
        value={address}
        onChange={({ currentTarget }) => setAddress(currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" variant="default">
        Use
      </Button>
    </form>
  )
}
