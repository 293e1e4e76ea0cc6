import type { Edit } from '../../../api/edits.ts'
import { rejoined } from '../../../cue/facets.ts'
import { rebase } from './rebase.ts'
import type { Change, Left, Version } from './steps.ts'

/** Segment as it is now. */
export interface Current extends Version {
  readonly version: number
  readonly updatedBy: string
  readonly updatedByVerified?: boolean
}

/** Edit that takes one change back. */
export interface PlannedEdit {
  readonly change: Change
  readonly edit: Edit & { readonly id: string }
}

/** Edits that take changes back, and those that cannot be. A change that is neither is back already. */
export interface Plan {
  readonly edits: readonly PlannedEdit[]
  readonly left: readonly Left[]
}

/** Finds a segment; undefined if it is not in the document any more. */
export type Find = (id: string) => Current | undefined

/**
 * The plan that takes changes back on top of what others changed since.
 *
 * @param together either all of the changes or none, as of a split or a join
 */
export function planOf(changes: readonly Change[], find: Find, together: boolean): Plan {
  const join = together ? planJoin(changes, find) : null
  if (join !== null) {
    return { edits: join, left: [] }
  }
  const single = changes.map((change) => planOne(change, find(change.id)))
  const left = single.flatMap((one) => (one !== null && 'why' in one ? [one] : []))
  const edits = single.flatMap((one) => (one !== null && 'edit' in one ? [one] : []))
  return { edits: together && left.length > 0 ? [] : edits, left }
}

/** Edit that takes a change back, or the reason to leave it; null if it is back already. */
type Single = PlannedEdit | Left | null

function planOne(change: Change, current: Current | undefined): Single {
  const { id, before, after } = change
  if (current === undefined) {
    return { id, why: 'missing', by: '' }
  }
  const target = { id, ifMatch: current.etag }
  const leave = (why: Left['why']) => ({ id, why, by: current.updatedBy, verified: current.updatedByVerified })
  if (before === null || before.deleted) {
    return current.deleted
      ? null
      : isAs(current, after)
        ? { change, edit: { op: 'delete', ...target } }
        : leave('changed')
  }
  if (current.deleted) {
    const isOurs = after.deleted && current.etag === after.etag
    return isOurs ? { change, edit: { op: 'restore', ...target, content: before.content } } : leave('deleted')
  }
  if (after.deleted) {
    return null // someone restored it, so that the deletion is undone
  }
  const content = rebase(after.content, before.content, current.content)
  if (content === null) {
    return leave('changed')
  }
  return content === current.content ? null : { change, edit: { op: 'replace', ...target, content } }
}

function isAs(current: Current, after: Version): boolean {
  return current.etag === after.etag || current.content === after.content
}

/** The edits that join the halves of a split again, with what was changed in either; null where that cannot be. */
function planJoin(changes: readonly Change[], find: Find): readonly PlannedEdit[] | null {
  const first = changes.find(({ before, after }) => before !== null && !before.deleted && !after.deleted)
  const second = changes.find(({ before, after }) => (before === null || before.deleted) && !after.deleted)
  const [one, other] = [first && find(first.id), second && find(second.id)]
  const isPair = changes.length === 2 && first?.before && second && one && other && !one.deleted && !other.deleted
  if (!isPair) {
    return null
  }
  const halves = [first.after.content, second.after.content] as const
  const content = rejoined(first.before.content, halves, [one.content, other.content])
  return content === null
    ? null
    : [
        { change: first, edit: { op: 'replace', id: first.id, ifMatch: one.etag, content } },
        { change: second, edit: { op: 'delete', id: second.id, ifMatch: other.etag } },
      ]
}
