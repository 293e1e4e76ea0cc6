import {
  ConflictError,
  cleanMerge,
  httpResource,
  jsonMerger,
  type Resource,
  strongTag,
  type Versioned,
} from '@holdfast/client'
import { documentPath, transport } from './request.ts'
import type { DocumentJson } from './types.ts'

/** Members of a document that a person can change beside its text. */
export interface Description {
  readonly title: string
  readonly language: string
  readonly mediaUrl: string | null
}

/** Description of a document as a resource with conditional writes. Each write sends only the members that changed. */
export function descriptionResource(id: string): Resource<Description> {
  const resource = httpResource<Description>(transport, {
    url: documentPath(id),
    parse: (body) => descriptionOf(body as DocumentJson),
    format: (next, base) =>
      Object.fromEntries(Object.entries(next).filter(([name, value]) => Reflect.get(base, name) !== value)),
  })
  return {
    read: resource.read,
    write: (next, base, options) =>
      resource.write(next, base, options).catch((error: unknown) => {
        throw error instanceof ConflictError ? withMerge(error, base.value, next) : error
      }),
  }
}

const MERGER = jsonMerger<Description>()

/** The same conflict, with a clean merge where each side changed other members. */
function withMerge(
  conflict: ConflictError<Description>,
  base: Description,
  mine: Description,
): ConflictError<Description> {
  const { current, appliedAs, problem } = conflict
  const value = cleanMerge(MERGER, base, mine, current.value)
  const merge = value === null ? null : { clean: true as const, value }
  return new ConflictError({ current, base: conflict.base, merge, appliedAs }, problem)
}

export function descriptionOf({ title, language, mediaUrl }: DocumentJson): Description {
  return { title, language, mediaUrl: mediaUrl ?? null }
}

/** The description in a document's JSON, with the document's tag. */
export function versionedDescription(document: DocumentJson): Versioned<Description> {
  const { etag, version, updatedBy: by, updatedByVerified: verified, updatedAt: at } = document
  return { value: descriptionOf(document), etag: strongTag(etag) ?? etag, version, by, verified, at }
}
