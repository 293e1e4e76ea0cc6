import { expect, type Person } from './holdfast.ts'

const RATE = 8_000
/** Length of the sound. */
export const SECONDS = 120

/** Sound in the format WAV, a tone that any browser can play. */
function sound(): Buffer {
  const data = Buffer.alloc(RATE * SECONDS, 128)
  for (let at = 0; at < data.length; at++) {
    data[at] = 128 + Math.round(60 * Math.sin((at * 2 * Math.PI * 220) / RATE))
  }
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

/** Opens a sound of two minutes as the film. */
export async function watch({ page }: Person): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name: 'film.wav', mimeType: 'audio/wav', buffer: sound() })
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.duration)).toBe(SECONDS)
}

/** Seconds. */
export const timeOf = ({ page }: Person) =>
  page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)
export const isPaused = ({ page }: Person) => page.locator('video').evaluate((video: HTMLVideoElement) => video.paused)

/** Moves the playhead, as the controls of the browser do. */
export async function seekTo({ page }: Person, seconds: number): Promise<void> {
  await page.locator('video').evaluate((video: HTMLVideoElement, time) => {
    video.currentTime = time
  }, seconds)
}
