import { type Draft, type DraftConfig, type Drafts, type Resource, strongTag, type Versioned } from '@holdfast/client'
import { type UseDraft, useDraft, useDrafts } from '@holdfast/client/react'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { isDraftOf, segmentDraftName, segmentKey, segmentOfDraft } from '../../api/draftNames.ts'
import { anchorOf, isNewTag } from '../../api/newSegment.ts'
import { contentResource } from '../../api/segmentContent.ts'
import { afterWrite, segmentsKey, tombstoneOf, versionedOf, withoutNew, withSaved } from '../../api/segmentList.ts'
import type { DocumentJson, SegmentJson, Segments } from '../../api/types.ts'
import { shownOf } from '../../cue/block.ts'
import { newFlaw } from '../../cue/flaws.ts'

const AUTOSAVE_AFTER = 1_500
const READ_TIMEOUT = 10_000

type GoListener = (id: string) => void

/** Version that a save replaced. */
export interface Replaced {
  readonly etag: string
  readonly content: string
  readonly deleted?: boolean
}

/** @param replaced null if the segment was new */
type SaveListener = (saved: SegmentJson, replaced: Replaced | null) => void

/**
 * Drafts of the segments of one document. Every draft of a segment is named, configured and opened here, so that a save
 * does the same whoever opened the draft.
 */
export class SegmentDrafts {
  readonly document: string
  private readonly drafts: Drafts
  private readonly queries: QueryClient
  private readonly configs = new Map<string, DraftConfig<string>>()
  private readonly saveListeners = new Set<SaveListener>()
  private readonly goListeners = new Set<GoListener>()
  /** Tags of the versions that this page wrote. */
  private readonly written = new Set<string>()
  /** Segments in which an input method composes a word. */
  private readonly composing = new Set<string>()

  constructor(document: string, drafts: Drafts, queries: QueryClient) {
    this.document = document
    this.drafts = drafts
    this.queries = queries
  }

  /** The draft of a segment, if it is open. */
  peek(id: string): Draft<string> | undefined {
    return this.drafts.peek<string>(segmentDraftName(id))
  }

  /** The draft of a segment, in view or not. A new one grows from the given version. */
  open(id: string, segment?: SegmentJson): Draft<string> {
    return this.drafts.get(segmentDraftName(id), this.configOf(id), segment ? versionedOf(segment) : null)
  }

  /** The text that the person sees, saved or not. */
  readonly textOf = ({ id, content }: SegmentJson): string => this.peek(id)?.snapshot().draft ?? content

  /** Media type of the document, once it is known. */
  get mediaType(): string | undefined {
    return this.queries.getQueryData<DocumentJson>(['document', this.document])?.mediaType
  }

  /** Keeps a text from being saved while an input method composes a word in it. */
  setComposing(id: string, isComposing: boolean): void {
    if (isComposing) {
      this.composing.add(id)
    } else {
      this.composing.delete(id)
    }
  }

  private isComplete(id: string, content: string, base: string): boolean {
    if (this.composing.has(id) || (this.isUnsavedNew(id) && isBlank(content))) {
      return false
    }
    const kind = this.find(id)?.kind ?? 'text'
    return newFlaw(content, base, { kind, mediaType: this.mediaType }) === null
  }

  private isUnsavedNew(id: string): boolean {
    return isNewTag(this.peek(id)?.snapshot().base?.etag ?? this.find(id)?.etag)
  }

  /** True if a segment is new and has no text yet: there is nothing to save. */
  isUnwritten(segment: SegmentJson): boolean {
    return this.isUnsavedNew(segment.id) && isBlank(this.textOf(segment))
  }

  /** Takes a new segment out of the list that has no text. */
  drop(id: string): void {
    this.peek(id)?.discard()
    this.queries.setQueryData<Segments>(segmentsKey(this.document), (known) => known && withoutNew(known, id))
  }

  /** True if the person has text in a segment that is not saved. */
  isDirty(id: string): boolean {
    return this.peek(id)?.snapshot().dirty === true
  }

  /** A segment as it is known here, deleted ones included. */
  find(id: string): SegmentJson | undefined {
    return this.list.find((segment) => segment.id === id)
  }

  /** Passes the current version of a segment to its draft, if it is open. */
  update(segment: SegmentJson): void {
    const draft = this.peek(segment.id)
    if (segment.deleted) {
      draft?.receiveDeletion(tombstoneOf(segment))
    } else {
      draft?.receive(versionedOf(segment))
    }
  }

  /** The segments as the list has them, with those that were deleted since. */
  get list(): readonly SegmentJson[] {
    return this.queries.getQueryData<Segments>(segmentsKey(this.document))?.list ?? []
  }

  /** True if this page wrote the version with this tag. */
  isWrittenHere(etag: string): boolean {
    return this.written.has(etag)
  }

  /** Reads the segments again whose drafts count as deleted: a document that was restored brings all of them back. */
  async readDeletedAgain(): Promise<void> {
    const deleted = this.drafts
      .all()
      .filter((draft) => isDraftOf(this.document, draft.name) && draft.snapshot().gone !== null)
    for (const id of deleted.flatMap(({ name }) => segmentOfDraft(name) ?? [])) {
      try {
        const version = await this.configOf(id).resource.read({ signal: AbortSignal.timeout(READ_TIMEOUT) })
        this.peek(id)?.receive(version)
      } catch {
        // It is deleted still, or the next commit or refetch brings it back.
      }
    }
  }

  /** Puts segments that a response brought into the list, before the stream reports them. */
  addToList(...segments: readonly SegmentJson[]): void {
    this.queries.setQueryData<Segments>(segmentsKey(this.document), (known) => known && afterWrite(known, segments))
  }

  /** Shows segments that this page wrote, also in the text that has the cursor. Text typed there since stays. */
  show(segments: readonly SegmentJson[]): void {
    this.addToList(...segments)
    for (const { etag } of segments) {
      this.written.add(strongTag(etag) ?? etag)
    }
    for (const segment of segments.filter(({ deleted }) => !deleted)) {
      const draft = this.peek(segment.id)
      draft?.receive(versionedOf(segment))
      if (draft?.snapshot().dirty === false) {
        draft.save()
      }
    }
  }

  /** Calls the listener with each version that the person saved by typing, and the one that it replaced. */
  onSave(listener: SaveListener): () => void {
    this.saveListeners.add(listener)
    return () => this.saveListeners.delete(listener)
  }

  /** Shows a segment in the list, with the cursor in it. */
  go(id: string): void {
    for (const listener of this.goListeners) {
      listener(id)
    }
  }

  /** Calls the listener with each segment that the list should show. */
  onGo(listener: GoListener): () => void {
    this.goListeners.add(listener)
    return () => this.goListeners.delete(listener)
  }

  configOf(id: string): DraftConfig<string> {
    const config = this.configs.get(id) ?? this.newConfig(id)
    this.configs.set(id, config)
    return config
  }

  private newConfig(id: string): DraftConfig<string> {
    const { write, restore, insert, ...content } = contentResource(this.document, id, (moved) =>
      this.addToList(...moved),
    )
    /** Undefined before the first write, null where there was nothing. */
    let replaced: Replaced | null | undefined
    const resource: Resource<string> = {
      ...content,
      write: (value, base, options) => {
        if (isNewTag(base.etag)) {
          replaced = null
          return insert(value, anchorOf(this.list, { id, etag: base.etag }), options)
        }
        replaced = { etag: base.etag, content: base.value }
        return write(value, base, options)
      },
      restore(value, tombstone, options) {
        replaced = { etag: tombstone.etag, content: '', deleted: true }
        return restore(value, tombstone, options)
      },
    }
    return {
      resource,
      autosaveAfter: AUTOSAVE_AFTER,
      isComplete: (content, base) => this.isComplete(id, content, base),
      onSaved: (version, own) => {
        if (own) {
          this.written.add(version.etag)
        }
        const saved = content.received(version.etag) ?? this.withSaved(id, version)
        if (saved !== null) {
          this.addToList(saved)
          if (own && replaced !== undefined) {
            this.notifySaved(saved, replaced)
          }
        }
      },
    }
  }

  /** The segment as the list has it, with a saved text; null if the list does not have it. */
  private withSaved(id: string, version: Versioned<string>): SegmentJson | null {
    const known = this.find(id)
    return known === undefined ? null : withSaved(known, version)
  }

  private notifySaved(segment: SegmentJson, replaced: Replaced | null): void {
    for (const listener of this.saveListeners) {
      listener(segment, replaced)
    }
  }
}

function isBlank(content: string): boolean {
  return shownOf(content).trim() === ''
}

export function useSegmentDrafts(document: string): SegmentDrafts {
  const drafts = useDrafts()
  const queries = useQueryClient()
  return useMemo(() => new SegmentDrafts(document, drafts, queries), [document, drafts, queries])
}

/** Draft of one segment for the component that shows it. */
export function useSegmentDraft(drafts: SegmentDrafts, segment: SegmentJson): UseDraft<string> {
  const latest = useMemo(() => versionedOf(segment), [segment])
  const tombstone = useMemo(() => (segment.deleted ? tombstoneOf(segment) : undefined), [segment])
  const config = drafts.configOf(segment.id)
  return useDraft<string>({ queryKey: segmentKey(segment.id), ...config, latest, tombstone })
}
