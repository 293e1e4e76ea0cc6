import {
  ALL_FORMATS,
  AudioSampleSink,
  BlobSource,
  CustomSource,
  Input,
  type InputAudioTrack,
  type Source,
} from 'mediabunny'
import { Peaks } from '../../../playback/peaks.ts'
import type { WorkerMessage, WorkerRequest } from './messages.ts'

/** Milliseconds between two messages with new values. */
const PAUSE = 200
/** Packets that the frame rate is measured with. */
const PACKETS = 60

const post = (message: WorkerMessage) => postMessage(message)
const waiting = new Map<number, (bytes: Uint8Array<ArrayBuffer> | null) => void>()

globalThis.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
  if (data.type === 'bytes') {
    waiting.get(data.id)?.(data.bytes)
    waiting.delete(data.id)
  } else {
    void read(data.type === 'file' ? new BlobSource(data.file) : ranges(data.size))
  }
}

/** Reads the loudness of a film piece by piece: neither the film nor its sound is ever in memory as a whole. */
async function read(source: Source): Promise<void> {
  const input = new Input({ formats: ALL_FORMATS, source })
  try {
    const track = await input.getPrimaryAudioTrack()
    const video = await input.getPrimaryVideoTrack()
    if (video !== null) {
      post({ type: 'frameRate', frameRate: (await video.computePacketStats(PACKETS)).averagePacketRate })
    }
    if (track === null) {
      post({ type: 'failed', why: 'noSound' })
    } else if (await track.canDecode()) {
      await readTrack(track)
      post({ type: 'done' })
    } else {
      post({ type: 'failed', why: 'codec' })
    }
  } catch {
    post({ type: 'failed', why: 'unreadable' })
  }
}

/** Film that the page reads: what a worker may read does not depend on the document's policy, but on its own. */
function ranges(size: number): CustomSource {
  let last = 0
  return new CustomSource({
    getSize: () => size,
    prefetchProfile: 'network',
    read: (start, end) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, (bytes) => (bytes === null ? reject(new Error('not read')) : resolve(bytes)))
        post({ type: 'read', id, start, end })
      }),
  })
}

async function readTrack(track: InputAudioTrack): Promise<void> {
  const peaks = new Peaks()
  let sent = 0
  let sentAt = performance.now()

  /** The last value is still growing. */
  function send(until: number) {
    if (until > sent) {
      post({ type: 'peaks', from: sent, values: peaks.slice(sent, until) })
      sent = until
    }
    sentAt = performance.now()
  }

  let samples = new Float32Array(0)
  for await (const sample of new AudioSampleSink(track).samples()) {
    const options = { planeIndex: 0, format: 'f32-planar' } as const
    const length = sample.allocationSize(options) / Float32Array.BYTES_PER_ELEMENT
    samples = samples.length < length ? new Float32Array(length) : samples
    const own = samples.subarray(0, length)
    sample.copyTo(own, options)
    peaks.add(sample.timestamp, own, sample.sampleRate)
    sample.close()
    if (performance.now() - sentAt > PAUSE) {
      send(peaks.length - 1)
    }
  }
  send(peaks.length)
}
