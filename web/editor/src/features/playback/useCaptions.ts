import { useDrafts } from '@holdfast/client/react'
import { hashKey } from '@tanstack/react-query'
import { type RefObject, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { segmentKey } from '../../api/segments.ts'
import type { SegmentJson } from '../../api/types.ts'
import { cueOf } from '../../cue/block.ts'

interface Shown {
  readonly content: string
  readonly cue: VTTCue
}

/** Shows the cues over the video, as they are being typed. */
export function useCaptions(
  video: RefObject<HTMLVideoElement | null>,
  rows: readonly SegmentJson[],
  source: string | null,
): void {
  const contents = useContents(rows)
  const track = useRef<TextTrack | null>(null)
  const shown = useRef(new Map<string, Shown>())

  useEffect(() => {
    const element = video.current
    if (source === null || element === null || typeof element.addTextTrack !== 'function') {
      return
    }
    track.current ??= element.addTextTrack('captions', 'Holdfast')
    track.current.mode = 'showing'
    update(track.current, shown.current, contents)
  }, [video, contents, source])
}

/** Replaces what changed. A cue whose text is changed in place is not painted anew while the video is paused. */
function update(track: TextTrack, shown: Map<string, Shown>, contents: ReadonlyMap<string, string>): void {
  for (const [id, { content, cue }] of shown) {
    if (contents.get(id) !== content) {
      track.removeCue(cue)
      shown.delete(id)
    }
  }
  for (const [id, content] of contents) {
    const parsed = shown.has(id) ? null : cueOf(content)
    if (parsed !== null && parsed.end > parsed.start) {
      const cue = new VTTCue(parsed.start / 1_000, parsed.end / 1_000, parsed.text)
      applySettings(cue, parsed.settings)
      track.addCue(cue)
      shown.set(id, { content, cue })
    }
  }
}

function applySettings(cue: VTTCue, settings: string): void {
  for (const setting of settings.split(/\s+/)) {
    const [name, value = ''] = setting.split(':')
    const number = Number.parseFloat(value)
    if (name === 'align' && /^(start|center|end|left|right)$/.test(value)) {
      cue.align = value as AlignSetting
    } else if (name === 'line' && Number.isFinite(number)) {
      cue.snapToLines = !value.includes('%')
      cue.line = number
    } else if (name === 'position' && Number.isFinite(number)) {
      cue.position = number
    } else if (name === 'size' && Number.isFinite(number)) {
      cue.size = number
    } else if (name === 'vertical' && (value === 'rl' || value === 'lr')) {
      cue.vertical = value
    }
  }
}

/** What each cue holds at this moment, drafts included. */
function useContents(rows: readonly SegmentJson[]): ReadonlyMap<string, string> {
  const drafts = useDrafts()
  const changing = useSyncExternalStore(drafts.subscribe, () =>
    drafts
      .all()
      .map((draft) => ({ name: draft.name, ...draft.snapshot() }))
      .filter(({ dirty, draft }) => dirty && typeof draft === 'string')
      .map(({ name, draft }) => `${name}\u0000${draft}`)
      .join('\u0001'),
  )
  return useMemo(() => {
    const typed = new Map(changing.split('\u0001').map((entry) => entry.split('\u0000') as [string, string]))
    return new Map(
      rows
        .filter(({ deleted }) => !deleted)
        .map(({ id, content }) => [id, typed.get(hashKey(segmentKey(id))) ?? content]),
    )
  }, [changing, rows])
}
