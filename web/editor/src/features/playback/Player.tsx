import { Button, FileButton, Text, TextInput } from '@mantine/core'
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { SegmentJson } from '../../api/types.ts'
import classes from './Player.module.css'
import { useCaptions } from './useCaptions.ts'
import { useContents } from './useContents.ts'
import { type Times, useWaveform } from './useWaveform.ts'

export interface PlayerHandle {
  readonly toggle: () => void
  /** Where the playhead is, in milliseconds; undefined if there is nothing to play. */
  readonly time: () => number | undefined
}

export interface PlayerProps {
  /** Where the video is; null if the document does not say. */
  readonly address: string | null
  readonly rows: readonly SegmentJson[]
  readonly onCue: (id: string) => void
  /** The person begins to move a cue, or an end of it. Gives what is called once they let go. */
  readonly onGrab?: (id: string) => () => void
  /** The person moved it. Left out where nothing may be changed. */
  readonly onTimes?: (id: string, times: Times) => void
  /** Keeps with the document where its video is. Left out where the person may not. */
  readonly onAddress?: (address: string) => void
  readonly ref?: Ref<PlayerHandle>
}

/** The video with the captions as they are being written, and the waveform below. A file chosen here stays here. */
export function Player({ address, rows, onCue, onGrab, onTimes, onAddress, ref }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null)
  const wave = useRef<HTMLDivElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [local, setLocal] = useState<string | null>(null)
  const source = local ?? address
  const contents = useContents(rows)

  useEffect(() => {
    if (file === null) {
      return
    }
    const url = URL.createObjectURL(file)
    setLocal(url)
    return () => URL.revokeObjectURL(url)
  }, [file])

  useCaptions(video, contents, source)
  useWaveform({ video, container: wave, source, size: file?.size ?? null, contents, onCue, onGrab, onTimes })
  useImperativeHandle(ref, () => ({
    toggle() {
      const element = video.current
      if (element !== null && source !== null) {
        void (element.paused ? element.play() : element.pause())
      }
    },
    time: () => (video.current === null || source === null ? undefined : Math.round(video.current.currentTime * 1_000)),
  }))

  return (
    <section className={classes.player} data-empty={source === null || undefined} aria-label="Video">
      {/* biome-ignore lint/a11y/useMediaCaption: the captions are added as they are written, see useCaptions */}
      <video
        ref={video}
        className={classes.video}
        controls
        playsInline
        preload="metadata"
        hidden={source === null}
        src={source ?? undefined}
      />
      <div ref={wave} className={classes.wave} hidden={source === null} aria-hidden="true" />
      <div className={classes.choose}>
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
  const [asked, setAsked] = useState(false)
  const [address, setAddress] = useState('')
  if (!asked) {
    return (
      <Button size="compact-xs" variant="subtle" onClick={() => setAsked(true)}>
        Or give its address
      </Button>
    )
  }
  return (
    <form
      className={classes.address}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(false)
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
