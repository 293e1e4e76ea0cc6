/** The mark of a content coding, which servers and proxies append to a tag when they compress a response. */
const MARK = /^"((?:[1-9]\d{0,17}-)?[\w-]{22})(?:(?:--?|[;:+.])(?:gzip|gz|br|zstd|deflate|df|bzip2))+"$/i

/**
 * The strong form of an entity tag, or null if the field is no entity tag. A proxy that compresses a response makes its
 * tag weak, and If-Match never matches a weak tag (RFC 9110 §13.1.1); without the `W/` it is the server's own tag. A tag
 * of Holdfast is returned without the mark of a content coding, so that one version has one tag here.
 */
export function strongTag(header: string | null | undefined): string | null {
  const tag = (header ?? '').trim().replace(/^W\//, '')
  return /^"[\x21\x23-\x7e\x80-\uffff]*"$/.test(tag) ? tag.replace(MARK, '"$1"') : null
}
