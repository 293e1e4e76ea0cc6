import type { Draft } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { RefObject } from 'react'
import { explain } from '../api/problem.ts'
import { deleteSegment, type Edit, editTogether, insertSegment } from '../api/segments.ts'
import type { SegmentJson } from '../api/types.ts'
import { alert } from '../components/announce.tsx'
import { blockOf, cueOf, withTimes } from '../cue/block.ts'
import type { SegmentListHandle } from '../features/editing/SegmentList.tsx'
import { draftName, useWritten } from '../features/editing/useSegments.ts'
import type { PlayerHandle } from '../features/playback/Player.tsx'
import classes from './DocumentPage.module.css'

export interface StructureOptions {
  readonly document: string
  readonly isCaptions: boolean
  readonly rows: readonly SegmentJson[]
  /** Which row the person is in; -1 for none. */
  readonly at: number
  readonly list: RefObject<SegmentListHandle | null>
  readonly player: RefObject<PlayerHandle | null>
}

const NEW_DURATION = 2_000

/** Edits of more than one text: each saves the drafts that it touches first, and names every version that it was made for. */
export function useStructure({ document, isCaptions, rows, at, list, player }: StructureOptions) {
  const drafts = useDrafts()
  const written = useWritten(document)
  const selected = rows[at]

  const draftOf = (segment: SegmentJson | undefined): Draft<string> | undefined =>
    segment && drafts.peek<string>(draftName(segment.id))
  const textOf = (segment: SegmentJson): string => draftOf(segment)?.snapshot().draft ?? segment.content

  async function together(edits: readonly Edit[]) {
    try {
      for (const segment of await editTogether(document, edits)) {
        written(segment)
      }
    } catch (failure) {
      report(failure)
    }
  }

  async function insert() {
    try {
      const inserted = await insertSegment(document, newContent(), (selected ?? rows.at(-1))?.id)
      written(inserted)
      list.current?.go(inserted.id)
    } catch (failure) {
      report(failure)
    }
  }

  function newContent(): string {
    if (!isCaptions) {
      return 'New paragraph'
    }
    const before = selected === undefined ? null : cueOf(textOf(selected))
    const start = Math.max(player.current?.time() ?? 0, before?.end ?? 0)
    return blockOf({ start, end: start + NEW_DURATION, text: 'New caption' })
  }

  async function remove() {
    if (selected === undefined) {
      return
    }
    const ifMatch = await savedTag(selected)
    if (ifMatch === null) {
      return
    }
    try {
      const tombstone = await deleteSegment({ id: selected.id, etag: ifMatch })
      const version = (draftOf(selected)?.snapshot().base?.version ?? selected.version) + 1
      written({ ...selected, etag: tombstone, version, deleted: true })
      offerUndo(selected.id, tombstone)
      const next = rows[at + 1] ?? rows[at - 1]
      if (next !== undefined) {
        list.current?.go(next.id)
      }
    } catch (failure) {
      report(failure)
    }
  }

  function offerUndo(id: string, ifMatch: string) {
    const notice = `deleted-${id}`
    const undo = () => {
      notifications.hide(notice)
      void together([{ op: 'restore', id, ifMatch }])
    }
    notifications.show({
      id: notice,
      autoClose: 15_000,
      message: (
        <span className={classes.notice}>
          Segment deleted.
          <Button size="compact-sm" variant="light" onClick={undo}>
            Undo
          </Button>
        </span>
      ),
    })
  }

  /** The tag to name, once what was typed is saved; null if it is not. */
  async function savedTag(segment: SegmentJson): Promise<string | null> {
    const draft = draftOf(segment)
    draft?.save()
    await settled(draft)
    const { dirty, base } = draft?.snapshot() ?? { dirty: false, base: null }
    if (dirty) {
      notifications.show({ color: 'red', message: 'This segment has text that is not saved yet. Settle that first.' })
      alert('This segment has text that is not saved yet.')
      return null
    }
    return base?.etag ?? segment.etag
  }

  async function split() {
    const box = globalThis.document.activeElement
    const cue = selected && cueOf(textOf(selected))
    if (selected === undefined || !cue || !(box instanceof HTMLTextAreaElement)) {
      return
    }
    const offset = box.selectionStart
    const ifMatch = await savedTag(selected)
    if (ifMatch !== null) {
      const time = player.current?.time() ?? 0
      const share = offset / Math.max(1, cue.text.length)
      const inside = time > cue.start && time < cue.end
      const when = inside ? time : Math.round(cue.start + (cue.end - cue.start) * share)
      await together([{ op: 'split', id: selected.id, ifMatch, at: when, offset }])
    }
  }

  async function join() {
    const next = rows[at + 1]
    if (selected === undefined || next === undefined) {
      return
    }
    const [first, second] = [await savedTag(selected), await savedTag(next)]
    if (first !== null && second !== null) {
      const cues = [
        { id: selected.id, ifMatch: first },
        { id: next.id, ifMatch: second },
      ]
      await together([{ op: 'join', cues }])
    }
  }

  /** Puts another text in place of a segment's, as if it had been typed. */
  function put(id: string, content: string) {
    const segment = rows.find((row) => row.id === id)
    const draft = draftOf(segment)
    if (draft !== undefined) {
      draft.edit(content)
      draft.save()
    } else if (segment !== undefined) {
      void together([{ op: 'replace', id, ifMatch: segment.etag, content }])
    }
  }

  function setTime(edge: 'start' | 'end') {
    const time = player.current?.time()
    if (selected !== undefined && time !== undefined) {
      draftOf(selected)?.edit(withTimes(textOf(selected), { [edge]: time }))
    }
  }

  return { draftOf, textOf, insert, remove, split, join, put, setTime }
}

export function report(error: unknown): void {
  notifications.show({ color: 'red', message: explain(error) })
}

/** Waits until no save is under way, at most ten seconds. */
function settled(draft: Draft<string> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, 10_000)
    const stop = draft?.subscribe(look)
    function done() {
      clearTimeout(timer)
      stop?.()
      resolve()
    }
    function look() {
      if (draft?.snapshot().status !== 'saving') {
        done()
      }
    }
    look()
  })
}
