import type { DraftWrite, KeptDraft } from './state.ts'

/** Draft in the storage, with the time at which it was kept. */
export interface Entry {
  /** Null if the draft was forgotten: it then hides older copies of itself. */
  readonly draft: KeptDraft<unknown> | null
  readonly at: number
}

/** Identity of a kept draft: its owner, the page that kept it, and its name. */
export interface EntryId {
  readonly owner: string
  readonly page: string
  readonly name: string
}

const PREFIX = 'holdfast.draft'

/** Key of a draft in the storage. Drafts without an owner have the keys of earlier versions, which knew no owners. */
export function keyOf({ owner, page, name }: EntryId): string {
  return `${PREFIX}${owner === '' ? '' : `@${encodeURIComponent(owner)}`}:${page}:${name}`
}

/** The identity in a key; null if another program owns the key. */
export function parseKey(key: string): EntryId | null {
  const [match, owner = '', page = '', name = ''] = /^holdfast\.draft(?:@([^:]*))?:([^:]+):(.*)$/s.exec(key) ?? []
  try {
    return match === undefined ? null : { owner: decodeURIComponent(owner), page, name }
  } catch {
    return null
  }
}

/** Parses an entry; null if it is none, for example if another program wrote it. */
export function parseEntry(text: string | null | undefined): Entry | null {
  try {
    const entry: unknown = JSON.parse(text ?? 'null')
    return typeof entry === 'object' && entry !== null && 'draft' in entry && 'at' in entry
      ? upgraded(entry as Entry)
      : null
  } catch {
    return null
  }
}

/** The later of two copies of an entry. */
export function later(one: Entry | null, other: Entry | null): Entry | null {
  return one === null || (other !== null && other.at > one.at) ? other : one
}

/** Earlier versions of the client kept the trigger of a write under the name `asked`. */
function upgraded({ draft, at }: Entry): Entry {
  const write = draft?.unsettled as (DraftWrite<unknown> & { readonly asked?: DraftWrite<unknown>['trigger'] }) | null
  if (draft === null || write?.asked === undefined) {
    return { draft, at }
  }
  const { asked: trigger, ...rest } = write
  return { draft: { ...draft, unsettled: { ...rest, trigger } }, at }
}
