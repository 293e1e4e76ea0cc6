import { requireSuccess, strongTag } from '@holdfast/client'
import { transport } from './request.ts'

/** Export of a document that this browser made, which a corrected file may have begun from. */
export interface RememberedExport {
  /** Extension of the file, without the dot. */
  readonly extension: string
  readonly etag: string
  /** Time of the export, in milliseconds since 1970. */
  readonly at: number
}

const KEY = 'holdfast.exports'
const MAX_REMEMBERED = 20

/**
 * The parts of a document that an export cannot hold, in words. The export is remembered, for a file that comes back.
 *
 * @throws RequestError if the document cannot be exported
 */
export async function lossesOf(href: string): Promise<readonly string[]> {
  const response = await transport.send({ method: 'GET', url: href, accept: '*/*' })
  requireSuccess(response)
  const [, document = '', extension = ''] = /\/documents\/([^/]+)\/export\.([^/?]+)/.exec(href) ?? []
  if (response.etag !== null) {
    remember(decodeURIComponent(document), {
      extension,
      etag: strongTag(response.etag) ?? response.etag,
      at: Date.now(),
    })
  }
  const dropped = response.headers.get('Holdfast-Dropped') ?? ''
  return dropped
    .split(',')
    .map((part) => decodeURIComponent(part.trim()))
    .filter((part) => part !== '')
}

/** The exports of a document that this browser made, the latest first. */
export function rememberedExports(document: string): readonly RememberedExport[] {
  return stored()[document] ?? []
}

function remember(document: string, made: RememberedExport): void {
  const all = stored()
  const others = (all[document] ?? []).filter(
    ({ extension, etag }) => extension !== made.extension || etag !== made.etag,
  )
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...all, [document]: [made, ...others].slice(0, MAX_REMEMBERED) }))
  } catch {
    // Without storage the person names the export.
  }
}

function stored(): Readonly<Record<string, readonly RememberedExport[]>> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}')
  } catch {
    return {}
  }
}
