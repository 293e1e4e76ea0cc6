import { wordsOf } from './words.ts'

/** Commit of a document's log, as the server reports it. */
export interface CommitJson {
  readonly revision: number
  readonly author: string
  readonly at: string
  readonly changes: readonly ChangeJson[]
}

export interface ChangeJson {
  readonly operation: string
  readonly version: number
  readonly segment?: string
  readonly kind?: string
  readonly content?: string
  readonly deleted?: boolean
  readonly successor?: string
  readonly document?: { readonly title: string }
}

/** Caption in its facets. */
export interface Caption {
  readonly identifier: string | null
  readonly start: number
  readonly end: number
  readonly settings: string
  readonly words: readonly string[]
}

/** Facets of a caption that are one value each, and the title of the document. */
export type Facet = 'identifier' | 'start' | 'end' | 'settings' | 'title'
export type Value = string | number | null

export const FACETS = ['identifier', 'start', 'end', 'settings'] as const

/** Change of one caption by a commit: null is a caption that is not there. */
export interface CaptionChange {
  readonly segment: string
  readonly before: Caption | null
  readonly after: Caption | null
  /** The caption before it was deleted, if this brings it back. */
  readonly lastAlive: Caption | null
  readonly successor?: string
}

export interface Commit {
  readonly revision: number
  readonly author: string
  /** Milliseconds. */
  readonly at: number
  readonly captions: readonly CaptionChange[]
  readonly title: { readonly from: string; readonly to: string } | null
}

/** Commits of a log, each compared with the versions before. The first one, which creates the document, is left out. */
export function commitsOf(log: readonly CommitJson[]): readonly Commit[] {
  const latest = new Map<string, Caption>()
  const alive = new Set<string>()
  let title = ''
  const compared = log.map(({ revision, author, at, changes }): Commit => {
    const from = title
    const captions = changes.flatMap((change) => {
      title = change.document?.title ?? title
      return change.segment !== undefined && change.kind === 'cue' ? [compare(change, change.segment)] : []
    })
    return { revision, author, at: Date.parse(at), captions, title: from === title ? null : { from, to: title } }
  })
  return compared.slice(1)

  function compare({ content = '', deleted, successor }: ChangeJson, segment: string): CaptionChange {
    const last = latest.get(segment) ?? null
    const before = alive.has(segment) ? last : null
    const after = deleted === true ? null : captionOf(content)
    alive[after === null ? 'delete' : 'add'](segment)
    latest.set(segment, after ?? last ?? captionOf(content))
    return { segment, before, after, lastAlive: last, successor }
  }
}

/** Captions of the document as its first commit made them. */
export function firstCaptions([first]: readonly CommitJson[]): ReadonlyMap<string, Caption> {
  const cues = first?.changes.filter(({ kind }) => kind === 'cue') ?? []
  return new Map(cues.map(({ segment = '', content = '' }) => [segment, captionOf(content)]))
}

const TIME = '(?:(\\d+):)?(\\d\\d):(\\d\\d)\\.(\\d{3})'
const TIMING = new RegExp(`^\\s*${TIME}\\s+-->\\s+${TIME}(.*)$`)

export function captionOf(content: string): Caption {
  const lines = content.split(/\r\n|\n|\r/)
  const at = lines.findIndex((line) => line.includes('-->'))
  const timing = TIMING.exec(lines[at] ?? '')
  if (timing === null) {
    throw new Error(`This is no caption: ${content}`)
  }
  const time = (first: number) => {
    const [hours = 0, minutes = 0, seconds = 0, rest = 0] = timing
      .slice(first, first + 4)
      .map((part) => Number(part ?? 0))
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + rest
  }
  return {
    identifier: at === 0 ? null : (lines[0] ?? null),
    start: time(1),
    end: time(5),
    settings: (timing[9] ?? '').trim(),
    words: wordsOf(lines.slice(at + 1).join('\n')),
  }
}
