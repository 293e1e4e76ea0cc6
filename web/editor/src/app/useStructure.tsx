import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { RefObject } from 'react'
import { deleteSegment, type Edit, editTogether, insertSegment } from '../api/segments.ts'
import type { SegmentJson } from '../api/types.ts'
import { announce } from '../components/announce.tsx'
import { report } from '../components/notices.tsx'
import { blockOf, cueOf } from '../cue/block.ts'
import type { SegmentListHandle } from '../features/editing/SegmentList.tsx'
import { useWritten } from '../features/editing/useSegments.ts'
import type { PlayerHandle } from '../features/playback/Player.tsx'
import classes from './DocumentPage.module.css'
import { useOneSegment } from './useOneSegment.ts'
import { type Saved, useSaved } from './useSaved.ts'
import { useUndo } from './useUndo.ts'

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

/**
 * All edits that are not typed. One of more than one text, or of a text's place, saves the drafts that it touches first,
 * and names every version that it was made for.
 */
export function useStructure({ document, isCaptions, rows, at, list, player }: StructureOptions) {
  const { draftOf, textOf, saved, takeIn } = useSaved()
  const written = useWritten(document)
  const { did, undo } = useUndo(document)
  const one = useOneSegment({ document, rows, at, player, did })
  const selected = rows[at]

  /** @param before the texts that are replaced, where they are known */
  async function together(edits: readonly Edit[], before?: ReadonlyMap<string, string>): Promise<boolean> {
    try {
      const changed = await editTogether(document, edits)
      written(...changed)
      takeIn(changed)
      did(changed, before)
      return true
    } catch (failure) {
      report(failure)
      return false
    }
  }

  async function insert() {
    try {
      const inserted = await insertSegment(document, newContent(), (selected ?? rows.at(-1))?.id)
      written(inserted)
      did([inserted])
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
    const [one] = (await saved([selected])) ?? []
    if (one === undefined) {
      return
    }
    try {
      const tombstone = await deleteSegment(one)
      const version = (draftOf(selected)?.snapshot().base?.version ?? selected.version) + 1
      const buried = { ...selected, etag: tombstone, version, deleted: true }
      written(buried)
      did([buried])
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
        <span className={classes.toast}>
          Segment deleted.
          <Button size="compact-sm" variant="light" onClick={undo}>
            Undo
          </Button>
        </span>
      ),
    })
  }

  async function split() {
    const cue = selected && cueOf(textOf(selected))
    const box = selected && list.current?.box(selected.id)
    if (selected === undefined || !cue || !box) {
      return
    }
    const offset = box.selectionStart
    const [one] = (await saved([selected])) ?? []
    if (one !== undefined) {
      const time = player.current?.time() ?? 0
      const share = offset / Math.max(1, cue.text.length)
      const inside = time > cue.start && time < cue.end
      const when = inside ? time : Math.round(cue.start + (cue.end - cue.start) * share)
      await together([{ op: 'split', id: one.id, ifMatch: one.etag, at: when, offset }])
    }
  }

  async function join() {
    const next = rows[at + 1]
    if (selected === undefined || next === undefined) {
      return
    }
    const cues = await saved([selected, next])
    if (cues !== null) {
      await together([{ op: 'join', cues: cues.map(({ id, etag }) => ({ id, ifMatch: etag })) }])
    }
  }

  async function shift(by: number, from: 'all' | 'here') {
    const wanted = rows
      .slice(from === 'here' ? Math.max(0, at) : 0)
      .filter(({ kind, deleted }) => kind === 'cue' && !deleted)
    const cues = await saved(wanted)
    if (cues !== null && cues.length > 0) {
      const edit: Edit = { op: 'shift', cues: cues.map(({ id, etag }) => ({ id, ifMatch: etag })), by }
      if (await together([edit], textsOf(cues))) {
        announce(`${cues.length} captions shifted by ${by / 1_000} seconds`)
      }
    }
  }

  /** Changes many texts, all or none. */
  async function putAll(ids: readonly string[], change: (content: string) => string) {
    const wanted = new Set(ids)
    const texts = await saved(rows.filter(({ id, deleted }) => wanted.has(id) && !deleted))
    if (texts !== null && texts.length > 0) {
      const edits = texts.map(({ id, etag, content }) => ({
        op: 'replace' as const,
        id,
        ifMatch: etag,
        content: change(content),
      }))
      if (await together(edits, textsOf(texts))) {
        announce(`Replaced in ${texts.length} ${texts.length === 1 ? 'segment' : 'segments'}`)
      }
    }
  }

  return { draftOf, textOf, insert, remove, split, join, shift, putAll, did, undo, ...one }
}

function textsOf(texts: readonly Saved[]): ReadonlyMap<string, string> {
  return new Map(texts.map(({ id, content }) => [id, content]))
}
