import { strongTag } from '@holdfast/client'
import { documentPath, getJson } from './request.ts'

/** Warning of the server about one segment. */
export interface Finding {
  /** The segment. */
  readonly id: string
  /** Tag of the version that was checked. */
  readonly etag: string
  readonly rule: string
  /** The measured value and its limit; none for syntax errors. */
  readonly value?: number | null
  readonly limit?: number | null
  readonly message: string
}

export const checksKey = (document: string): readonly string[] => ['checks', document]

/** Warnings about a whole document, by the limits of a house style. */
export async function readChecks(document: string, profile: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const url = `${documentPath(document)}/checks?${new URLSearchParams({ profile })}`
  const { findings = [] } = await getJson<{ findings?: Finding[] }>(url, signal)
  return findings.map((finding) => ({ ...finding, etag: strongTag(finding.etag) ?? finding.etag }))
}
