import { type Action, type Choice, isAboutWords } from './actions.ts'
import { Claims } from './claims.ts'
import type { Caption, CaptionChange, Commit, Value } from './log.ts'
import { type FacetChange, facetChanges, isStructure, Past, wordChanges } from './past.ts'
import { joinOf, splitOf } from './structure.ts'
import { contested } from './words.ts'

/** Broken promise: a change that nobody chose, or a choice that is nowhere. */
export interface Violation {
  readonly text: string
  readonly person: string
  readonly at: number
  /** Caption of the violation; empty for the title. */
  readonly segment: string
  /** Commit that made the change, if there is one. */
  readonly revision?: number
}

/** Judge of a log: every change of a commit must be one that its author made by an action. */
export class Judge {
  readonly past = new Past()
  readonly violations: Violation[] = []
  private readonly actions: readonly Action[]
  private readonly claims = new Map<string, Claims>()
  private readonly words: Map<string, readonly string[]>

  constructor(actions: readonly Action[], first: ReadonlyMap<string, Caption>) {
    this.actions = actions
    this.words = new Map([...first].map(([segment, { words }]) => [segment, words]))
  }

  judge(commit: Commit): void {
    for (const { segment, after } of commit.captions) {
      this.words.set(segment, after?.words ?? [])
    }
    this.judgeFacets(commit)
    this.judgeWords(commit)
    this.judgeTitle(commit)
    this.past.add(commit)
  }

  private claimsOf(person: string): Claims {
    const known = this.claims.get(person) ?? new Claims(person, this.actions)
    this.claims.set(person, known)
    return known
  }

  private judgeFacets(commit: Commit): void {
    if (this.isClaimedStructure(commit)) {
      return
    }
    for (const change of commit.captions.flatMap(facetChanges)) {
      if (!this.isChosen(commit, change)) {
        const { facet, from, to, segment } = change
        this.report(commit, segment, `changed the ${facet} from ${from} to ${to} without choosing it`)
      }
    }
  }

  private isChosen({ author, at, captions }: Commit, { segment, facet, from, to }: FacetChange): boolean {
    const claims = this.claimsOf(author)
    const isReversed = () => claims.hasReversed(at) && this.past.isReversal(author, segment, facet, from, to)
    if (facet === 'existence') {
      const isRestored = () => this.choicesOf(author, segment, at).some(({ effect }) => effect === 'restore')
      return isReversed() || (to === 'there' && isRestored())
    }
    const isTime = (facet === 'start' || facet === 'end') && typeof from === 'number' && typeof to === 'number'
    return (
      claims.takeValue(segment, facet, to, at) ||
      (isTime && isMoved(captions, segment) && claims.takeShift(`${segment} ${facet}`, to - from, at)) ||
      isReversed() ||
      (facet === 'end' && claims.hasReversed(at) && captions.some((one) => endsAgain(one, to)))
    )
  }

  private isClaimedStructure({ author, at, captions }: Commit): boolean {
    const claims = this.claimsOf(author)
    const [split, joined] = [splitOf(captions), joinOf(captions)]
    // A redo may split or join again.
    const isClaimed = (kind: 'split' | 'join', segment: string) =>
      claims.takeStructure(kind, segment, at) || claims.hasReversed(at)
    return (split !== null && isClaimed('split', split)) || (joined !== null && isClaimed('join', joined))
  }

  private judgeWords(commit: Commit): void {
    // A commit that neither makes nor removes captions may move no word from one to another.
    const parts = isStructure(commit.captions) ? [commit.captions] : commit.captions.map((change) => [change])
    for (const part of parts) {
      const { added, removed } = wordChanges(part)
      const segment = part.find(({ before, after }) => before !== after)?.segment ?? ''
      for (const word of added.filter((word) => !this.isAddedByChoice(commit, part, word))) {
        this.report(commit, segment, `added the word ${word} without typing it`)
      }
      for (const word of removed.filter((word) => !this.isRemovedByChoice(commit, part, word))) {
        this.report(commit, segment, `removed the word ${word} without choosing it`)
      }
    }
  }

  private isAddedByChoice({ author, at }: Commit, part: readonly CaptionChange[], word: string): boolean {
    const claims = this.claimsOf(author)
    const isReversed = () => claims.hasReversed(at) && this.past.hasRemoved(author, word) && this.countOf(word) === 1
    return (
      claims.takeAdded(word, this.familiesOf(part), at) ||
      isReversed() ||
      part.some((change) => this.choicesIn(author, change, at).some((choice) => isOwnSide(choice, word)))
    )
  }

  private isRemovedByChoice({ author, at }: Commit, part: readonly CaptionChange[], word: string): boolean {
    const claims = this.claimsOf(author)
    return (
      claims.takeRemoved(word, this.familiesOf(part), at) ||
      (claims.hasReversed(at) && this.past.hasAdded(author, word)) ||
      part.some((change) => this.choicesIn(author, change, at).some((choice) => isGivenUp(choice, word)))
    )
  }

  private choicesOf(author: string, segment: string, at: number): readonly Choice[] {
    return this.claimsOf(author).choices(segment, this.past.lastCommitOf(author, segment), at)
  }

  /** Choices for a change, each with the words of both sides that were in conflict. */
  private choicesIn(author: string, { segment, before }: CaptionChange, at: number) {
    return this.choicesOf(author, segment, at)
      .filter(isAboutWords)
      .map((choice) => {
        const base = this.claimsOf(author).baseOf(segment, choice.at)
        return { choice, conflict: contested(base ?? choice.mine, choice.mine, before?.words ?? []) }
      })
  }

  private familiesOf(part: readonly CaptionChange[]): ReadonlySet<string> {
    return new Set(part.flatMap(({ segment }) => [...this.past.familyOf(segment)]))
  }

  /** Number of times that a word is in the document. */
  private countOf(word: string): number {
    return [...this.words.values()].flat().filter((one) => one === word).length
  }

  private judgeTitle(commit: Commit): void {
    const { author, at, title } = commit
    if (title === null) {
      return
    }
    const claims = this.claimsOf(author)
    const isReversed = claims.hasReversed(at) && this.past.isReversal(author, '', 'title', title.from, title.to)
    if (!claims.takeValue('', 'title', title.to, at) && !isReversed) {
      this.report(commit, '', `renamed the document from ${title.from} to ${title.to} without choosing it`)
    }
  }

  private report({ author, at, revision }: Commit, segment: string, text: string): void {
    this.violations.push({ text: `${author} ${text}`, person: author, at, segment, revision })
  }
}

interface Decided {
  readonly choice: Choice
  readonly conflict: ReturnType<typeof contested>
}

const OWN: ReadonlySet<string> = new Set(['mine', 'both'])

function isOwnSide({ choice: { effect, mine }, conflict }: Decided, word: string): boolean {
  return effect === 'restore' ? mine.includes(word) : OWN.has(effect) && conflict.mine.has(word)
}

function isGivenUp({ choice: { effect }, conflict }: Decided, word: string): boolean {
  return effect === 'mine' && conflict.theirs.has(word)
}

/** True if this is the second half of a caption whose split is undone, with the end that the whole has now. */
function endsAgain({ before, after }: CaptionChange, end: Value): boolean {
  return after === null && before?.end === end
}

/** True if a caption moved in time as a whole. */
function isMoved(captions: readonly CaptionChange[], segment: string): boolean {
  const { before, after } = captions.find((one) => one.segment === segment) ?? {}
  return before != null && after != null && after.start - before.start === after.end - before.end
}
