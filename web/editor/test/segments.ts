import { RequestError } from '@holdfast/client'
import type { Edit } from '../src/api/edits.ts'
import type { SegmentJson } from '../src/api/types.ts'
import { currentOf } from '../src/app/commands/undo/CurrentVersions.ts'

export const cue = (times: string, text: string) => `${times}\n${text}`
export const EARLY = '00:01.000 --> 00:02.000'
export const LATE = '00:11.000 --> 00:12.000'

/** Segments in memory, with versions and preconditions as the server has them. */
export class Segments {
  readonly batches: (readonly Edit[])[] = []
  maxEdits = Number.POSITIVE_INFINITY
  /** Called before a batch is done. */
  before: (edits: readonly Edit[]) => void = () => {}
  private readonly all = new Map<string, SegmentJson>()

  write(id: string, content: string, by: string, deleted?: boolean): SegmentJson {
    const version = (this.all.get(id)?.version ?? 0) + 1
    const segment: SegmentJson = {
      id,
      document: 'film',
      kind: 'cue',
      content,
      version,
      etag: `"${id}-${version}"`,
      position: '',
      updatedAt: '',
      updatedBy: by,
      ...(deleted ? { deleted } : {}),
    }
    this.all.set(id, segment)
    return segment
  }

  get(id: string): SegmentJson {
    const found = this.all.get(id)
    if (found === undefined) {
      throw new Error(`There is no ${id}.`)
    }
    return found
  }

  text = (id: string) => this.get(id).content
  find = (id: string) => (this.all.has(id) ? currentOf(this.get(id)) : undefined)

  commit = async (edits: readonly Edit[]): Promise<readonly SegmentJson[]> => {
    this.before(edits)
    this.batches.push(edits)
    if (edits.length > this.maxEdits) {
      throw new RequestError(413, { maxEdits: this.maxEdits })
    }
    const single = edits as readonly { op: string; id: string; ifMatch: string; content?: string }[]
    const conflicts = single
      .filter(({ id, ifMatch }) => this.get(id).etag !== ifMatch)
      .map(({ id }, index) => ({ index, id, current: this.get(id) }))
    if (conflicts.length > 0) {
      throw new RequestError(412, { conflicts })
    }
    return single.map(({ op, id, content }) => this.write(id, content ?? this.text(id), 'Ana', op === 'delete'))
  }
}
