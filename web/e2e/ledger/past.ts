import { type CaptionChange, type Commit, FACETS, type Value } from './log.ts'
import { without } from './words.ts'

interface Step {
  readonly author: string
  readonly from: Value
  readonly to: Value
}

/** Changes of a log so far, to decide about undo, and captions that were made of others or became part of them. */
export class Past {
  private readonly facets = new Map<string, Step[]>()
  private readonly added = new Map<string, Set<string>>()
  private readonly removed = new Map<string, Set<string>>()
  private readonly families = new Map<string, Set<string>>()
  private readonly lastCommits = new Map<string, number>()

  add(commit: Commit): void {
    const { author, captions, at, title } = commit
    for (const { segment, facet, from, to } of captions.flatMap(facetChanges)) {
      this.addStep(`${segment} ${facet}`, { author, from, to })
    }
    if (title !== null) {
      this.addStep(' title', { author, ...title })
    }
    const { added, removed } = wordChanges(captions)
    remember(this.added, author, added)
    remember(this.removed, author, removed)
    for (const { segment } of captions) {
      this.lastCommits.set(`${author} ${segment}`, at)
    }
    if (isStructure(captions)) {
      this.link(captions.map(({ segment }) => segment))
    }
  }

  /** True if the author once made the opposite change of a facet. */
  isReversal(author: string, segment: string, facet: string, from: Value, to: Value): boolean {
    const steps = this.facets.get(`${segment} ${facet}`) ?? []
    return steps.some((step) => step.author === author && step.from === to && step.to === from)
  }

  hasAdded(author: string, word: string): boolean {
    return this.added.get(author)?.has(word) === true
  }

  hasRemoved(author: string, word: string): boolean {
    return this.removed.get(author)?.has(word) === true
  }

  /** The caption, and all that were split from it, joined to it, or that it was split from or joined to. */
  familyOf(segment: string): ReadonlySet<string> {
    return this.families.get(segment) ?? new Set([segment])
  }

  /** Time of the author's last commit of a caption; 0 without any. */
  lastCommitOf(author: string, segment: string): number {
    return this.lastCommits.get(`${author} ${segment}`) ?? 0
  }

  private addStep(name: string, step: Step): void {
    this.facets.set(name, [...(this.facets.get(name) ?? []), step])
  }

  private link(segments: readonly string[]): void {
    const family = new Set(segments.flatMap((segment) => [...this.familyOf(segment)]))
    for (const segment of family) {
      this.families.set(segment, family)
    }
  }
}

function remember(known: Map<string, Set<string>>, author: string, words: readonly string[]): void {
  known.set(author, new Set([...(known.get(author) ?? []), ...words]))
}

/** True if a commit made captions, or removed some. */
export function isStructure(captions: readonly CaptionChange[]): boolean {
  return captions.some(({ before, after }) => before === null || after === null)
}

export interface FacetChange extends Omit<Step, 'author'> {
  readonly segment: string
  readonly facet: (typeof FACETS)[number] | 'existence'
}

/** Facets that a commit changed. A caption that comes back is compared with what it was. */
export function facetChanges({ segment, before, after, lastAlive }: CaptionChange): readonly FacetChange[] {
  const old = before ?? lastAlive
  const compared = old === null || after === null ? [] : FACETS.filter((facet) => old[facet] !== after[facet])
  const values = compared.map((facet) => ({ segment, facet, from: old?.[facet] ?? null, to: after?.[facet] ?? null }))
  const [from, to] = [before === null ? 'absent' : 'there', after === null ? 'absent' : 'there']
  return from === to ? values : [{ segment, facet: 'existence', from, to }, ...values]
}

/** Words that a commit added to the document and removed from it. Words that it moved are neither. */
export function wordChanges(captions: readonly CaptionChange[]) {
  const [before, after] = [
    captions.flatMap(({ before }) => before?.words ?? []),
    captions.flatMap(({ after }) => after?.words ?? []),
  ]
  return { added: without(after, before), removed: without(before, after) }
}
