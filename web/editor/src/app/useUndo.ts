import { newKey, OfflineError, RequestError } from '@holdfast/client'
import { useRef } from 'react'
import { type Edit, editTogether, readRevision } from '../api/segments.ts'
import type { SegmentJson } from '../api/types.ts'
import { announce } from '../components/announce.tsx'
import { report } from '../components/notices.tsx'
import { useWritten } from '../features/editing/useSegments.ts'
import { useSaved } from './useSaved.ts'

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

/** What we did at once. */
interface Step {
  /** Names the request that takes it back, also when its answer got lost and it is repeated. */
  readonly key: string
  readonly edits: readonly Done[]
}

const MOST = 100

/**
 * Takes back what the person did last, edit by edit and one after the other. Each time it names the version that the edit
 * led to: what somebody has changed since stays as it is.
 */
export function useUndo(document: string) {
  const written = useWritten(document)
  const { takeIn } = useSaved()
  const steps = useRef<readonly Step[]>([])
  const last = useRef<Promise<void>>(Promise.resolve())

  /** Notes what the person did, so that it can be taken back. */
  function did(segments: readonly SegmentJson[], before: ReadonlyMap<string, string> = new Map()) {
    const edits = segments.map(({ id, version, etag, deleted }) => ({
      id,
      version,
      at: version,
      etag,
      deleted: deleted === true,
      before: before.get(id),
    }))
    steps.current = [...steps.current.slice(1 - MOST), { key: newKey(), edits }]
  }

  /** What was asked for while another was under way follows it: who presses the keys twice wants two steps back. */
  function undo(): Promise<void> {
    last.current = last.current.then(undoOne)
    return last.current
  }

  async function undoOne() {
    const step = steps.current.at(-1)
    if (step === undefined) {
      announce('There is nothing to undo.')
      return
    }
    try {
      const changed = await editTogether(document, await Promise.all(step.edits.map(inverse)), step.key)
      written(...changed)
      takeIn(changed)
      forget(step)
      ledBack(step.edits, changed)
      announce('Undone')
    } catch (failure) {
      if (isFinal(failure)) {
        forget(step)
      }
      report(failure)
    }
  }

  function forget(step: Step) {
    steps.current = steps.current.filter((one) => one !== step)
  }

  /** What was done before now stands for the versions that taking back later edits led to, so that it can be taken back next. */
  function ledBack(undone: readonly Done[], now: readonly SegmentJson[]) {
    const after = new Map(now.map((segment) => [segment.id, segment]))
    const from = new Map(undone.map(({ id, at }) => [id, at]))
    steps.current = steps.current.map(({ key, edits }) => ({
      key,
      edits: edits.map((edit) => {
        const segment = after.get(edit.id)
        const isNext = from.get(edit.id) === edit.at + 1
        return segment !== undefined && isNext ? { ...edit, at: segment.version, etag: segment.etag } : edit
      }),
    }))
  }

  return { did, undo }
}

/** Whether trying again cannot help, such as because somebody else changed the text since. */
function isFinal(failure: unknown): boolean {
  return (
    failure instanceof RequestError &&
    !(failure instanceof OfflineError) &&
    failure.status !== 401 &&
    failure.status < 500
  )
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
