import { disputesTogether } from './disputed.ts'
import { type MergePart, type Merger, partOf } from './parts.ts'
import { align, type Edges, isDisputed, type Region } from './sequence.ts'
import { spacingYields } from './spacing.ts'

const WORDS = /\r\n|[\r\n]|[^\S\r\n]+|[\p{L}\p{M}\p{N}_'’]+|[\s\S]/gu
const LINES = /[^\n]*\n|[^\n]+/g

/** Merger of texts by words: only changes of the same words conflict, or all of a text that a side wrote anew. */
export const wordMerger: Merger<string> = /* @__PURE__ */ mergerOf((base, mine, theirs) =>
  disputesTogether(spacingYields(align(words(base), words(mine), words(theirs)))),
)

/** Merger of texts by lines, for example of a program or a list. */
export const lineMerger: Merger<string> = /* @__PURE__ */ textMerger(matches(LINES))

function words(text: string): readonly string[] {
  return text.match(WORDS) ?? []
}

function matches(tokens: RegExp): (text: string) => readonly string[] {
  return (text) => text.match(tokens) ?? []
}

/**
 * Merger of texts by tokens of any kind.
 *
 * @param tokensOf the tokens, which together are the text
 * @param edges `apart` if an insertion at the edge of another change is no conflict; two insertions at one place always are
 */
export function textMerger(tokensOf: (text: string) => readonly string[], edges?: Edges): Merger<string> {
  return mergerOf((base, mine, theirs) => align(tokensOf(base), tokensOf(mine), tokensOf(theirs), edges))
}

function mergerOf(regionsOf: (base: string, mine: string, theirs: string) => readonly Region[]): Merger<string> {
  return {
    merge: (base, mine, theirs) =>
      regionsOf(base, mine, theirs).map((region): MergePart => {
        const [before, own, other] = [region.base.join(''), region.mine.join(''), region.theirs.join('')]
        if (region.merged !== undefined) {
          return {
            facet: 'text',
            conflict: false,
            merged: region.merged.join(''),
            base: before,
            mine: own,
            theirs: other,
          }
        }
        return isDisputed(region)
          ? { facet: 'text', conflict: true, base: before, mine: own, theirs: other }
          : partOf('text', before, own, other)
      }),
    compose: (pieces) => pieces.map(({ content }) => content).join(''),
  }
}
