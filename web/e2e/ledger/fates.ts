import {
  type Action,
  type Choice,
  isAboutWords,
  isReversal,
  isSetting,
  isTyping,
  type Setting,
  type Typing,
} from './actions.ts'
import type { Violation } from './judge.ts'
import type { Commit, Value } from './log.ts'
import { facetChanges, type Past } from './past.ts'
import { contested } from './words.ts'

/** Texts and times that the page of a person shows at the end and that are not saved: drafts that it offers. */
export interface Offered {
  readonly person: string
  readonly words: ReadonlySet<string>
  /** Values of the facets, as `segment facet value`. */
  readonly values: ReadonlySet<string>
}

export interface Ending {
  /** Words of the document. */
  readonly document: readonly string[]
  readonly offered: readonly Offered[]
}

/** Milliseconds for which a page without a connection may show an old version. */
const STALE = 60_000

export type Fate = 'in the document' | 'replaced later' | 'in a draft' | 'dropped by choice' | 'lost'

/** Fates of all typed words and chosen values. */
export class Fates {
  readonly violations: Violation[] = []
  readonly words: Fate[] = []
  readonly values: Fate[] = []
  private readonly actions: readonly Action[]
  private readonly commits: readonly Commit[]
  private readonly past: Past
  private readonly ending: Ending
  private readonly document: ReadonlySet<string>

  constructor(actions: readonly Action[], commits: readonly Commit[], past: Past, ending: Ending) {
    this.actions = actions
    this.commits = commits
    this.past = past
    this.ending = ending
    this.document = new Set(ending.document)
    for (const action of actions) {
      if (isTyping(action)) {
        for (const word of action.added) {
          this.words.push(this.judged(action, `typed ${word}`, this.fateOfWord(action, word)))
        }
      } else if (isSetting(action)) {
        this.values.push(this.judged(action, `set the ${action.facet} to ${action.to}`, this.fateOfValue(action)))
      }
    }
  }

  private judged({ person, at, segment }: Typing | Setting, what: string, fate: Fate): Fate {
    if (fate === 'lost') {
      this.violations.push({ text: `${person} ${what}, and it is nowhere`, person, at, segment })
    }
    return fate
  }

  private fateOfWord(action: Typing, word: string): Fate {
    const { person } = action
    if (this.document.has(word)) {
      return 'in the document'
    }
    if (this.past.hasAdded(person, word)) {
      return 'replaced later'
    }
    if (this.offersOf(person).some(({ words }) => words.has(word))) {
      return 'in a draft'
    }
    return this.isDropped(action, word) ? 'dropped by choice' : 'lost'
  }

  private isDropped({ person, at, segment }: Typing, word: string): boolean {
    return this.actions.some((action) => {
      if (action.person !== person || action.at < at) {
        return false
      }
      const removes = isTyping(action) || isReversal(action) ? action.removed.includes(word) : false
      return removes || (action.kind === 'choose' && this.isIn(action, segment) && this.dropsWord(action, word))
    })
  }

  private isIn({ segment }: Choice, typedIn: string): boolean {
    return this.past.familyOf(typedIn).has(segment)
  }

  /** "Take theirs" drops what was in conflict with one of the versions that the person may have seen. */
  private dropsWord(choice: Choice, word: string): boolean {
    const { effect, mine, segment, person, at } = choice
    if (effect !== 'theirs' || !isAboutWords(choice)) {
      return effect === 'drop'
    }
    const typing = this.actions.filter(
      (action): action is Typing =>
        isTyping(action) && action.person === person && action.segment === segment && action.at <= at,
    )
    const first = typing.findLast(({ fresh }) => fresh) ?? typing.at(0)
    const versions = this.commits
      .filter((commit) => commit.at >= (first?.at ?? at) - STALE && commit.at <= at)
      .flatMap(({ captions }) => captions.filter((one) => one.segment === segment))
    return versions.some(({ after }) => contested(first?.before ?? mine, mine, after?.words ?? []).mine.has(word))
  }

  private fateOfValue(action: Setting): Fate {
    const { person, at, segment, facet, to } = action
    const own = this.actions.filter((one) => one.person === person && one.at > at)
    if (this.valuesSince(action).includes(to)) {
      return 'in the document'
    }
    if (own.some((one) => isSetting(one) && one.segment === segment && one.facet === facet)) {
      return 'replaced later'
    }
    if (this.offersOf(person).some(({ values }) => values.has(`${segment} ${facet} ${to}`))) {
      return 'in a draft'
    }
    const drops = (one: Action) =>
      isReversal(one) || (one.kind === 'choose' && one.segment === segment && this.dropsValue(one, action))
    return own.some(drops) ? 'dropped by choice' : 'lost'
  }

  /** "Take theirs" drops a value only if somebody else gave the facet another one. */
  private dropsValue(choice: Choice, { segment, facet, person, at }: Setting): boolean {
    if (choice.effect !== 'theirs' && choice.effect !== 'place') {
      return choice.effect === 'drop' || choice.effect === 'move'
    }
    const others = this.commits.filter((one) => one.author !== person && one.at >= at - STALE && one.at <= choice.at)
    return facet === 'title'
      ? others.some(({ title }) => title !== null)
      : others.some(({ captions }) =>
          captions.flatMap(facetChanges).some((one) => one.segment === segment && one.facet === facet),
        )
  }

  private valuesSince({ segment, facet, at }: Setting): readonly Value[] {
    return this.commits
      .filter((commit) => commit.at >= at)
      .flatMap(({ captions, title }) => {
        if (facet === 'title') {
          return title === null ? [] : [title.to]
        }
        return captions.flatMap((one) => (one.segment === segment && one.after !== null ? [one.after[facet]] : []))
      })
  }

  private offersOf(person: string): readonly Offered[] {
    return this.ending.offered.filter((offered) => offered.person === person)
  }
}
