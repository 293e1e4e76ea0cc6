import type { Resource } from '../versioned.ts'
import { httpResource } from './resource.ts'
import type { Transport } from './transport.ts'

/**
 * The text of one of Holdfast's segments. The server merges, so that a conflict is one only where words collide.
 *
 * @param server where Holdfast is, such as `https://captions.example`, or empty for the page's own origin
 * @param id the segment, such as `film.s1`
 */
export function segmentResource(transport: Transport, server: string, id: string): Resource<string> {
  return httpResource<string>(transport, {
    url: `${server}/api/segments/${encodeURIComponent(id)}`,
    parse: contentOf,
    format: (content) => ({ content }),
    parseMerge: (content) => content,
  })
}

function contentOf(body: unknown): string {
  const content = typeof body === 'object' && body !== null && 'content' in body ? body.content : undefined
  if (typeof content !== 'string') {
    throw new TypeError('The answer is no segment: its member content is missing.')
  }
  return content
}
