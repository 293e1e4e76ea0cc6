/** File at an address, of which parts can be read. */
export interface RangedFile {
  /** Bytes. */
  readonly size: number
  /** Reads the bytes from `start` to before `end`. Rejects if the server does not send them. */
  readonly read: (start: number, end: number) => Promise<Uint8Array<ArrayBuffer>>
}

/**
 * Opens a file of a server that sends parts of it (RFC 9110 §14). Rejects where it does not, or does not let this page read it.
 *
 * @param signal ends all reading
 */
export async function openRanges(address: string, signal: AbortSignal): Promise<RangedFile> {
  const first = await fetchRange(address, 0, 1, signal)
  await first.body?.cancel()
  const size = Number(/\/(\d+)$/.exec(first.headers.get('Content-Range') ?? '')?.[1])
  if (!Number.isFinite(size)) {
    throw new Error(`The server of ${address} does not say how large the file is.`)
  }
  return {
    size,
    async read(start, end) {
      return new Uint8Array(await (await fetchRange(address, start, end, signal)).arrayBuffer())
    },
  }
}

async function fetchRange(address: string, start: number, end: number, signal: AbortSignal): Promise<Response> {
  const response = await fetch(address, { headers: { Range: `bytes=${start}-${end - 1}` }, signal })
  if (response.status !== 206) {
    await response.body?.cancel() // it may be a film of many gigabytes
    throw new Error(`Status ${response.status} for a part of ${address}.`)
  }
  return response
}
