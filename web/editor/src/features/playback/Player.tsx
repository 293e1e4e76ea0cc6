import { Button, FileButton, Text, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { SegmentJson } from '../../api/types.ts'
import { type Command, useShortcuts } from '../../components/shortcuts.tsx'
import type { Playback } from '../../playback/Playback.ts'
import { PlayControls } from './PlayControls.tsx'
import classes from './Player.module.css'
import { useCaptions } from './useCaptions.ts'
import { useContents } from './useContents.ts'
import { type Times, useWaveform } from './useWaveform.ts'

export interface PlayerProps {
  /** Address of the video; null if the document has none that can be opened. */
  readonly address: string | null
  /** Address that the document has, as somebody gave it. */
  readonly givenAddress?: string | null
  readonly rows: readonly SegmentJson[]
  readonly playback: Playback
  readonly onCue: (id: string) => void
  readonly onCommand: (command: Command) => void
  /** Called when the person begins to drag a cue, or an end of it. Returns a function that ends it. */
  readonly onHold?: (id: string) => () => void
  /** Called when the person has moved a cue. Absent where nothing may be changed. */
  readonly onTimes?: (id: string, times: Times) => void
  /** Stores the address of the video in the document. Absent where the person may not. */
  readonly onAddress?: (address: string) => void
}

/** Video with the captions as they are typed, and the waveform below. A local file stays on this computer. */
export function Player(props: PlayerProps) {
  const { address, givenAddress, rows, playback, onCue, onCommand, onHold, onTimes, onAddress } = props
  const video = useRef<HTMLVideoElement>(null)
  const wave = useRef<HTMLDivElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [local, setLocal] = useState<string | null>(null)
  const source = local ?? address
  const contents = useContents(rows)
  const shortcut = useShortcuts()('play').aria

  useEffect(() => {
    if (file === null) {
      return
    }
    const url = URL.createObjectURL(file)
    setLocal(url)
    return () => URL.revokeObjectURL(url)
  }, [file])

  useEffect(() => {
    const element = video.current
    return source === null || element === null ? undefined : playback.clock.attach(element)
  }, [source, playback])
  useEffect(() => playback.setContents(contents), [contents, playback])

  useCaptions(video, contents, source)
  useWaveform({
    video,
    container: wave,
    clock: playback.clock,
    source,
    size: file?.size ?? null,
    contents,
    onCue,
    onHold,
    onTimes,
  })

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
      />
      {source !== null && <PlayControls playback={playback} onCommand={onCommand} />}
      <div ref={wave} className={classes.wave} hidden={source === null} aria-hidden="true" />
      <div className={classes.choose}>
        {source === null && givenAddress && (
          <Text inherit>The address of the video, “{givenAddress}”, cannot be opened. Give another one.</Text>
        )}
        {source === null && (
          <Text c="dimmed" inherit>
            Choose the video or the sound that these captions belong to.
          </Text>
        )}
        <FileButton accept="video/*,audio/*" onChange={setFile}>
          {(button) => (
            <Button {...button} size="compact-sm" variant="default">
              {source === null ? 'Choose a file…' : 'Another file…'}
            </Button>
          )}
        </FileButton>
        {(source === null || local !== null) && (
          <Text size="xs" c="dimmed">
            The file stays on this computer.
          </Text>
        )}
        {onAddress && <AddressForm onAddress={onAddress} />}
      </div>
    </section>
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
