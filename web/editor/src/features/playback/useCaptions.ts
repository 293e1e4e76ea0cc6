import { type RefObject, useEffect, useRef } from 'react'
import { cueOf } from '../../cue/block.ts'

interface Shown {
  readonly content: string
  readonly cue: VTTCue
}

/** Milliseconds without typing. A cue that is taken from the video at each key would end the undo group of the browser. */
const SHOWN_AFTER = 250

/** Shows the cues over the video as they are typed. */
export function useCaptions(
  video: RefObject<HTMLVideoElement | null>,
  contents: ReadonlyMap<string, string>,
  source: string | null,
): void {
  const track = useRef<TextTrack | null>(null)
  const shown = useRef(new Map<string, Shown>())

  useEffect(() => {
    const element = video.current
    if (source === null || element === null || typeof element.addTextTrack !== 'function') {
      return
    }
    track.current ??= element.addTextTrack('captions', 'Holdfast')
    track.current.mode = 'showing'
    const { current: into } = track
    const timer = setTimeout(() => update(into, shown.current, contents), shown.current.size === 0 ? 0 : SHOWN_AFTER)
    return () => clearTimeout(timer)
  }, [video, contents, source])
}

/** Replaces changed cues. Chromium does not repaint a cue that is changed in place while the video is paused. */
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
