import { strongTag } from '@holdfast/client'
import { transport } from './author.ts'
import { done } from './documents.ts'

/** What the server found in one segment. */
export interface Finding {
  /** The segment. */
  readonly id: string
  /** The version that it was found in. */
  readonly etag: string
  readonly rule: string
  /** What was measured and what it may be; none for mistakes of the syntax. */
  readonly value?: number | null
  readonly limit?: number | null
  readonly message: string
}

export const checksKey = (document: string): readonly string[] => ['checks', document]

/** What is worth a look in a whole document, by the limits of a house style. */
export async function readChecks(document: string, profile: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const url = `/api/documents/${encodeURIComponent(document)}/checks?${new URLSearchParams({ profile })}`
  const { findings = [] } = done(await transport.send({ method: 'GET', url, signal })) as { findings?: Finding[] }
  return findings.map((finding) => ({ ...finding, etag: strongTag(finding.etag) ?? finding.etag }))
}
