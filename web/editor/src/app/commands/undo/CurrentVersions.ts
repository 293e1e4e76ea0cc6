import type { SegmentJson } from '../../../api/types.ts'
import type { Current, Find, PlannedEdit } from './plan.ts'
import type { Version } from './steps.ts'

/** Current versions of segments: those that the page knows, or newer ones from responses. */
export class CurrentVersions {
  private readonly find: Find
  private readonly reported = new Map<string, Current>()

  constructor(find: Find) {
    this.find = find
  }

  /** Keeps the version that a response reported. */
  report(id: string, segment: Current): void {
    this.reported.set(id, segment)
  }

  readonly current = (id: string): Current | undefined => {
    const [known, reported] = [this.find(id), this.reported.get(id)]
    return reported !== undefined && (known === undefined || reported.version >= known.version) ? reported : known
  }

  /** The versions that edits replace. */
  of(edits: readonly PlannedEdit[]): ReadonlyMap<string, Version> {
    return new Map(
      edits.flatMap(({ edit: { id } }) => {
        const current = this.current(id)
        return current === undefined ? [] : [[id, versionOf(current)] as const]
      }),
    )
  }
}

/** A version of a segment as a step keeps it. */
export function versionOf({ etag, content, deleted }: Version | SegmentJson): Version {
  return deleted ? { etag, content, deleted } : { etag, content }
}

/** A segment as a plan needs it. */
export function currentOf(segment: SegmentJson): Current {
  const { version, updatedBy, updatedByVerified } = segment
  return { ...versionOf(segment), version, updatedBy, updatedByVerified }
}
