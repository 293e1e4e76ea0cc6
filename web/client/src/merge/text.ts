import { type MergePart, type Merger, partOf } from './parts.ts'
import { align, isDisputed } from './sequence.ts'

const WORDS = /\r\n|[\r\n]|[^\S\r\n]+|[\p{L}\p{M}\p{N}_'’]+|[\s\S]/gu
const LINES = /[^\n]*\n|[^\n]+/g

/** Merger of texts by words: only changes of the same words conflict. */
export const wordMerger: Merger<string> = /* @__PURE__ */ textMerger(WORDS)

/** Merger of texts by lines, for example of a program or a list. */
export const lineMerger: Merger<string> = /* @__PURE__ */ textMerger(LINES)

function textMerger(tokens: RegExp): Merger<string> {
  const tokensOf = (text: string) => text.match(tokens) ?? []
  return {
    merge: (base, mine, theirs) =>
      align(tokensOf(base), tokensOf(mine), tokensOf(theirs)).map((region): MergePart => {
        const [before, own, other] = [region.base.join(''), region.mine.join(''), region.theirs.join('')]
        return isDisputed(region)
          ? { facet: 'text', conflict: true, base: before, mine: own, theirs: other }
          : partOf('text', before, own, other)
      }),
    compose: (pieces) => pieces.map(({ content }) => content).join(''),
  }
}
