/**
 * The tag as it is sent back. A proxy that compresses an answer makes its tag weak, and a weak tag guards no write
 * (RFC 9110 §13.1.1); the server's own tag is what stands behind the `W/`. Null if it is no entity tag.
 */
export function strongTag(header: string | null | undefined): string | null {
  const tag = (header ?? '').trim().replace(/^W\//, '')
  return /^"[\x21\x23-\x7e\x80-\uffff]*"$/.test(tag) ? tag : null
}
