import { notifications } from '@mantine/notifications'
import { useRef } from 'react'
import { type Edit, editTogether, readRevision } from '../api/segments.ts'
import type { SegmentJson } from '../api/types.ts'
import { announce } from '../components/announce.tsx'
import { useWritten } from '../features/editing/useSegments.ts'
import { report, useSaved } from './useSaved.ts'

/** What we did to one segment. */
interface Done {
  readonly id: string
  /** The version that it led to. */
  readonly version: number
  /** The latest version with the same text: that one, or the one that taking back a later edit led to. */
  readonly at: number
  readonly etag: string
  readonly deleted: boolean
  /** The text before, where it is known. */
  readonly before?: string
}

const MOST = 100

/**
 * Takes back what the person did last, edit by edit. Each time it names the version that the edit led to: what somebody
 * has changed since stays as it is.
 */
export function useUndo(document: string, rows: readonly SegmentJson[]) {
  const written = useWritten(document)
  const { draftOf, takeIn } = useSaved()
  const stack = useRef<(readonly Done[])[]>([])
  const undoing = useRef<Done | null>(null)

  /** Notes what the person did, so that it can be taken back. */
  function did(segments: readonly SegmentJson[], before: ReadonlyMap<string, string> = new Map()) {
    const [only] = segments
    if (segments.length === 1 && undoing.current !== null && only?.id === undoing.current.id) {
      ledBack([undoing.current], segments)
      undoing.current = null
      return
    }
    stack.current = [
      ...stack.current.slice(1 - MOST),
      segments.map(({ id, version, etag, deleted }) => ({
        id,
        version,
        at: version,
        etag,
        deleted: deleted === true,
        before: before.get(id),
      })),
    ]
  }

  /** What was done before now stands for the versions that taking back later edits led to, so that it can be taken back next. */
  function ledBack(undone: readonly Done[], now: readonly SegmentJson[]) {
    const after = new Map(now.map((segment) => [segment.id, segment]))
    const last = new Map(undone.map(({ id, at }) => [id, at]))
    stack.current = stack.current.map((edits) =>
      edits.map((edit) => {
        const segment = after.get(edit.id)
        const isNext = last.get(edit.id) === edit.at + 1
        return segment !== undefined && isNext ? { ...edit, at: segment.version, etag: segment.etag } : edit
      }),
    )
  }

  async function undo() {
    const last = stack.current.at(-1)
    if (last === undefined) {
      announce('There is nothing to undo.')
      return
    }
    stack.current = stack.current.slice(0, -1)
    try {
      const edits = await Promise.all(last.map(inverse))
      const [only] = edits
      const [done] = last
      if (edits.length !== 1 || only === undefined || done === undefined || !typedBack(only, done)) {
        const changed = await editTogether(document, edits)
        written(...changed)
        takeIn(changed)
        ledBack(last, changed)
      }
      announce('Undone')
    } catch (failure) {
      report(failure)
    }
  }

  /** A text with the cursor in it is put back as if it had been typed, so that the cursor stays. */
  function typedBack(edit: Edit, done: Done): boolean {
    const draft = edit.op === 'replace' ? draftOf(rows.find(({ id }) => id === edit.id)) : undefined
    const { base, dirty } = draft?.snapshot() ?? {}
    if (edit.op !== 'replace' || draft === undefined || dirty) {
      return false
    }
    if (base?.etag !== edit.ifMatch) {
      notifications.show({ message: `${base?.by ?? 'Someone else'} changed this since, so it was not undone.` })
      return true
    }
    undoing.current = done
    draft.edit(edit.content)
    draft.save()
    return true
  }

  return { did, undo }
}

async function inverse({ id, version, etag, deleted, before }: Done): Promise<Edit> {
  if (deleted) {
    return { op: 'restore', id, ifMatch: etag }
  }
  if (version === 1) {
    return { op: 'delete', id, ifMatch: etag }
  }
  if (before !== undefined) {
    return { op: 'replace', id, ifMatch: etag, content: before }
  }
  const { operation, content } = await readRevision(id, version - 1)
  return operation === 'delete' ? { op: 'delete', id, ifMatch: etag } : { op: 'replace', id, ifMatch: etag, content }
}
