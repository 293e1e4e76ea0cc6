import { useEffect, useState } from 'react'
import type { Film } from '../../playback/film.ts'
import { type Reading, readPeaks } from './peaks/readPeaks.ts'

/** Loudness of the film as far as it is read; null without a film. */
export function usePeaks({ source, file }: Film): Reading | null {
  const [reading, setReading] = useState<Reading | null>(null)
  useEffect(() => {
    setReading(null)
    if (file === null && source === null) {
      return
    }
    return readPeaks(file === null ? { address: source ?? '' } : { file }, setReading)
  }, [file, source])
  return reading
}

/** Sentence about a waveform that is not there, or not yet; empty if there is nothing to say. */
export function stateInWords(reading: Reading | null, { file, source }: Film): string {
  switch (reading?.state) {
    case 'reading':
      return 'Reading the sound…'
    case 'noSound':
      return 'This film has no sound.'
    case 'codec':
      return 'There is no waveform: this browser cannot decode the sound of this film. Captions can be dragged all the same.'
    case 'tooLarge':
      return 'There is no waveform: this browser would have to decode the whole film at once. Over HTTPS, or in a current version of Chrome, Edge, Firefox or Safari, it is read piece by piece.'
    case 'unreadable':
      return file === null
        ? `There is no waveform: this page may not read the film at ${hostOf(source)}, which must allow that (CORS). Download the film and choose it as a file to see one.`
        : 'There is no waveform: this file could not be read as a film or a sound.'
    default:
      return ''
  }
}

function hostOf(source: string | null): string {
  return new URL(source ?? '', globalThis.location.href).host
}
