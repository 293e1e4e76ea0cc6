import { strongTag } from '@holdfast/client'
import { documentPath, getJson } from './request.ts'

/** Warning of the server about one segment. */
export interface Finding {
  /** The segment. */
  readonly id: string
  /** Tag of the version that was checked. */
  readonly etag: string
  readonly rule: string
  /** The measured value and its limit; none for a rule without one. */
  readonly value?: number | null
  readonly limit?: number | null
  readonly message: string
  /** True if the server knows edits that end it; absent from an older server. */
  readonly fixable?: boolean
}

/** Text that ends a finding, made from one version of its segment. */
export interface Fix {
  readonly id: string
  /** Tag of that version. */
  readonly etag: string
  readonly content: string
}

const READ_TIMEOUT = 30_000

export const checksKey = (document: string): readonly string[] => ['checks', document]

/** Warnings about a whole document, by the limits of a house style. */
export async function readChecks(document: string, profile: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const url = `${documentPath(document)}/checks?${new URLSearchParams({ profile })}`
  const { findings = [] } = await getJson<{ findings?: Finding[] }>(url, signal)
  return findings.map((finding) => ({ ...finding, etag: strongTag(finding.etag) ?? finding.etag }))
}

interface Fixed extends Finding {
  readonly fix?: readonly {
    readonly op: string
    readonly id?: string
    readonly ifMatch?: string
    readonly content?: string
  }[]
}

/** Fixes of the findings of a rule, of those that are another text of one segment. */
export async function readFixes(document: string, profile: string, rule: string): Promise<readonly Fix[]> {
  const url = `${documentPath(document)}/checks?${new URLSearchParams({ profile, fixes: 'true' })}`
  const { findings = [] } = await getJson<{ findings?: Fixed[] }>(url, AbortSignal.timeout(READ_TIMEOUT))
  return findings
    .filter((finding) => finding.rule === rule && finding.fix?.length === 1)
    .flatMap(({ fix: [edit] = [] }) =>
      edit?.op === 'replace' && edit.id && edit.ifMatch && edit.content
        ? [{ id: edit.id, etag: strongTag(edit.ifMatch) ?? edit.ifMatch, content: edit.content }]
        : [],
    )
}
