import type { Draft, Drafts, ListedDraft } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Description } from '../../api/description.ts'
import { documentOfDraft, segmentDraftName, segmentOfDraft } from '../../api/draftNames.ts'
import type { SegmentJson } from '../../api/types.ts'
import { cueOf } from '../../cue/block.ts'
import { formatTime } from '../../cue/time.ts'

/** Text that is not saved, on this page or kept on this computer. */
export interface Unsaved {
  /** Unique among all of them. */
  readonly key: string
  readonly name: string
  readonly document: string
  /** Part of the document that it belongs to, for example "Caption at 00:03.000". */
  readonly place: string
  readonly kind: 'caption' | 'paragraph' | 'title'
  readonly text: string
  /** Everything that a file needs: the text of a caption with its times. */
  readonly content: string
  /** Time at which it was kept, in milliseconds since 1970; null if that is not known. */
  readonly at: number | null
  /** It is kept on this computer, and not only on the page. */
  readonly kept: boolean
  /** Page that has it: this one, another that is open, or one that was closed. */
  readonly page: ListedDraft['page']
  /** Drops it. Returns a function that brings it back. */
  readonly drop: () => () => void
}

const REFRESH_AFTER = 300
const listeners = new Set<() => void>()

/** Reads the lists again, after this page dropped a kept text or put it back. */
function changed(): void {
  for (const listener of listeners) {
    listener()
  }
}

/** All unsaved texts of the person with this browser, newest first, whatever became of their documents. */
export function useUnsaved(): readonly Unsaved[] {
  const drafts = useDrafts()
  const [unsaved, setUnsaved] = useState<readonly Unsaved[]>([])
  const here = useSyncExternalStore(drafts.subscribe, () => namesOf(drafts))

  useEffect(() => {
    let stopped = false
    const read = () => void readUnsaved(drafts).then((all) => stopped || setUnsaved(all))
    const timer = setTimeout(read, REFRESH_AFTER)
    const onStorage = ({ key }: StorageEvent) => (key?.startsWith('holdfast.draft') ?? true) && read()
    globalThis.addEventListener('storage', onStorage)
    listeners.add(read)
    return () => {
      stopped = true
      listeners.delete(read)
      clearTimeout(timer)
      globalThis.removeEventListener('storage', onStorage)
    }
  }, [drafts, here])

  return unsaved
}

/** Texts of a document that only the storage has, left by pages that were closed. */
export function leftIn(unsaved: readonly Unsaved[], document: string): readonly Unsaved[] {
  const here = new Set(unsaved.filter(({ page }) => page === 'this').map(({ name }) => name))
  return unsaved.filter((one) => one.document === document && one.page === 'closed' && !here.has(one.name))
}

/**
 * Drops the texts of a document that closed pages left behind and the server has by now: the last request of a page can
 * outlive it, and the page itself the next one's search for its texts.
 */
export function useDropSaved(unsaved: readonly Unsaved[], document: string, segments: readonly SegmentJson[]): void {
  useEffect(() => {
    for (const left of leftIn(unsaved, document)) {
      const segment = segments.find(({ id }) => segmentDraftName(id) === left.name)
      if (segment !== undefined && !segment.deleted && segment.content === left.content) {
        left.drop()
      }
    }
  }, [unsaved, document, segments])
}

/** Names of this page's unsaved drafts as one string, which compares by value. */
function namesOf(drafts: Drafts): string {
  return unsavedDrafts(drafts)
    .map(({ name }) => name)
    .join('\n')
}

function unsavedDrafts(drafts: Drafts): readonly Draft<unknown>[] {
  return drafts.all().filter((draft) => draft.snapshot().dirty)
}

/** All unsaved texts of the person with this browser, newest first. */
export async function readUnsaved(drafts: Drafts): Promise<readonly Unsaved[]> {
  const kept = await drafts.keeper.list()
  const open = unsavedDrafts(drafts)
  const openNames = new Set(open.map(({ name }) => name))
  const own = kept.filter(({ page, name }) => page === 'this' && openNames.has(name))
  const times = new Map(own.map(({ name, at }) => [name, at]))
  const here = open.map((draft) => ({
    name: draft.name,
    value: draft.snapshot().draft,
    at: times.get(draft.name) ?? null,
    kept: draft.snapshot().kept,
    page: 'this' as const,
    drop() {
      draft.discard()
      return () => draft.undoMerge()
    },
  }))
  const elsewhere = kept
    .filter(({ page, name }) => page !== 'this' || !times.has(name))
    .map(({ name, draft, at, page, drop }) => ({
      name,
      value: draft.draft,
      at,
      kept: true,
      page,
      drop() {
        const putBack = drop()
        changed()
        return () => {
          putBack()
          changed()
        }
      },
    }))
  return [...here, ...elsewhere].flatMap((one) => described(one))
}

interface Found extends Pick<Unsaved, 'name' | 'at' | 'kept' | 'page' | 'drop'> {
  readonly value: unknown
}

/** The text in words; nothing if another application kept it. */
function described({ value, ...found }: Found): readonly Unsaved[] {
  const { name, at, page } = found
  const document = documentOfDraft(name)
  if (document === null) {
    return []
  }
  const key = `${page} ${at} ${name}`
  if (segmentOfDraft(name) === null) {
    const text = (value as Partial<Description> | null)?.title ?? ''
    return [{ ...found, key, document, kind: 'title', place: 'Title', text, content: text }]
  }
  const content = String(value)
  const cue = cueOf(content)
  return [
    cue === null
      ? { ...found, key, document, kind: 'paragraph', place: 'Paragraph', text: content, content }
      : {
          ...found,
          key,
          document,
          kind: 'caption',
          place: `Caption at ${formatTime(cue.start)}`,
          text: cue.text,
          content,
        },
  ]
}
