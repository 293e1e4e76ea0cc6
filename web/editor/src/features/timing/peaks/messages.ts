/** Film whose sound is read: a file of this computer, or an address. */
export type SoundSource = { readonly file: File } | { readonly address: string }

/** Reason why there is no waveform. */
export type NoWaveform =
  /** The film has no sound. */
  | 'noSound'
  /** The browser cannot decode its sound. */
  | 'codec'
  /** The address, or the file, cannot be read: no such thing, no permission, or no media file. */
  | 'unreadable'

/** Message to the worker that reads the loudness of a film. */
export type WorkerRequest =
  | { readonly type: 'file'; readonly file: File }
  /** A film that the page reads for the worker, which may not: its size in bytes. */
  | { readonly type: 'ranges'; readonly size: number }
  /** Bytes that the worker asked for; null if they could not be read. */
  | { readonly type: 'bytes'; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> | null }

/** Message of the worker. */
export type WorkerMessage =
  | { readonly type: 'read'; readonly id: number; readonly start: number; readonly end: number }
  /** Values from an index on. */
  | { readonly type: 'peaks'; readonly from: number; readonly values: Uint8Array }
  | { readonly type: 'frameRate'; readonly frameRate: number }
  | { readonly type: 'done' }
  | { readonly type: 'failed'; readonly why: NoWaveform }
