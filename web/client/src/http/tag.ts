/**
 * The strong form of an entity tag, or null if the field is no entity tag. A proxy that compresses a response makes its
 * tag weak, and If-Match never matches a weak tag (RFC 9110 §13.1.1); without the `W/` it is the server's own tag.
 */
export function strongTag(header: string | null | undefined): string | null {
  const tag = (header ?? '').trim().replace(/^W\//, '')
  return /^"[\x21\x23-\x7e\x80-\uffff]*"$/.test(tag) ? tag : null
}
