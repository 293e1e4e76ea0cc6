import { openRanges, type RangedFile } from '../../../api/ranges.ts'
import { keep, kept } from '../../../playback/mediaStore.ts'
import { Peaks } from '../../../playback/peaks.ts'
import { decodedPeaks, MAX_DECODED } from './decodedPeaks.ts'
import type { NoWaveform, SoundSource, WorkerMessage, WorkerRequest } from './messages.ts'

/** Loudness of a film as far as it is read. */
export interface Reading {
  readonly peaks: Peaks
  readonly state: 'reading' | 'done' | NoWaveform | 'tooLarge'
  /** Frames in a second as the film has them; null if it is not known. */
  readonly frameRate: number | null
}

interface Kept {
  readonly values: Uint8Array
  readonly frameRate: number | null
}

/**
 * Reads the loudness of a film in a worker, or takes it from this browser if the film was read before.
 *
 * @param onReading called with each new state; the peaks are the same object, which grows
 * @returns a function that ends it
 */
export function readPeaks(source: SoundSource, onReading: (reading: Reading) => void): () => void {
  let reading: Reading = { peaks: new Peaks(), state: 'reading', frameRate: null }
  let worker: Worker | undefined
  let ranges: RangedFile | undefined
  const key = () => keyOf(source, ranges?.size)
  const stopped = new AbortController()

  function tell(change: Partial<Reading>) {
    reading = { ...reading, ...change }
    if (!stopped.signal.aborted) {
      onReading(reading)
    }
  }

  function finish(change: Partial<Reading>) {
    worker?.terminate()
    tell({ state: 'done', ...change })
    if (reading.state === 'done') {
      void keep('peaks', key(), { values: reading.peaks.slice(0), frameRate: reading.frameRate } satisfies Kept)
    }
  }

  function receive(message: WorkerMessage) {
    switch (message.type) {
      case 'read':
        void sendBytes(message)
        break
      case 'peaks':
        reading.peaks.put(message.from, message.values)
        tell({})
        break
      case 'frameRate':
        tell({ frameRate: message.frameRate })
        break
      case 'done':
        finish({})
        break
      case 'failed':
        void instead(message.why)
        break
    }
  }

  async function sendBytes({ id, start, end }: Extract<WorkerMessage, { type: 'read' }>) {
    const bytes = (await ranges?.read(start, end).catch(() => null)) ?? null
    const message: WorkerRequest = { type: 'bytes', id, bytes }
    worker?.postMessage(message, bytes === null ? [] : [bytes.buffer])
  }

  /** The browser's own decoder knows more formats than the worker. */
  async function instead(why: NoWaveform) {
    worker?.terminate()
    const file = 'file' in source ? source.file : null
    if (why === 'noSound' || file === null) {
      tell({ state: why })
    } else if (file.size > MAX_DECODED) {
      tell({ state: 'tooLarge' })
    } else {
      await decodedPeaks(file).then(
        (peaks) => finish({ peaks }),
        () => tell({ state: why }),
      )
    }
  }

  async function start() {
    ranges = 'file' in source ? undefined : await openRanges(source.address, stopped.signal)
    const known = await kept<Kept>('peaks', key())
    if (stopped.signal.aborted) {
      return
    }
    if (known !== undefined) {
      tell({ peaks: new Peaks(known.values), frameRate: known.frameRate, state: 'done' })
      return
    }
    worker = new Worker(new URL('./peaks.worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<WorkerMessage>) => receive(data)
    worker.onerror = () => void instead('unreadable')
    const request: WorkerRequest =
      'file' in source ? { type: 'file', file: source.file } : { type: 'ranges', size: ranges?.size ?? 0 }
    worker.postMessage(request)
  }

  start().catch(() => void instead('unreadable'))
  return () => {
    stopped.abort()
    worker?.terminate()
  }
}

function keyOf(source: SoundSource, size: number | undefined): string {
  return 'file' in source
    ? `file ${source.file.name} ${source.file.size} ${source.file.lastModified}`
    : `address ${source.address} ${size}`
}
