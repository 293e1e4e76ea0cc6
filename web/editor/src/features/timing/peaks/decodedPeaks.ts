import { Peaks } from '../../../playback/peaks.ts'

/** Larger files would take more memory than a page should, since the browser decodes all of their sound at once. */
export const MAX_DECODED = 250_000_000

const SAMPLE_RATE = 8_000

/**
 * Loudness of a file whose sound the browser decodes at once. For browsers that cannot decode it piece by piece, or do so only
 * over HTTPS.
 */
export async function decodedPeaks(file: Blob): Promise<Peaks> {
  const context = new OfflineAudioContext(1, 1, SAMPLE_RATE)
  const sound = await context.decodeAudioData(await file.arrayBuffer())
  const peaks = new Peaks()
  peaks.add(0, sound.getChannelData(0), sound.sampleRate)
  return peaks
}
