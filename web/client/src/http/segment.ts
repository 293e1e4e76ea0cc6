import { segmentMerger } from '../merge/segment.ts'
import type { Resource } from '../versioned.ts'
import { httpResource } from './resource.ts'
import type { Transport } from './transport.ts'

/**
 * The text of a Holdfast segment. The server merges, so that only changes of the same words are a conflict.
 *
 * @param server the server's URL without a slash at its end, for example `https://captions.example` or `/below`; empty for the page's own
 * @param id the segment's id, for example `film.s1`
 */
export function segmentResource(transport: Transport, server: string, id: string): Resource<string> {
  return httpResource<string>(transport, {
    url: `${server}/api/segments/${encodeURIComponent(id)}`,
    parse: contentOf,
    format: (content) => ({ content }),
    parseMerge: (content) => content,
    parseLast: (content) => content,
    merger: segmentMerger,
  })
}

function contentOf(body: unknown): string {
  const content = typeof body === 'object' && body !== null && 'content' in body ? body.content : undefined
  if (typeof content !== 'string') {
    throw new TypeError('The response is not a segment: its member content is missing.')
  }
  return content
}
