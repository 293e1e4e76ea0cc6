import type { MergePart, Merger } from './parts.ts'
import { mergedSettings } from './settings.ts'
import { wordMerger } from './text.ts'

/** Also a time that is not valid: its digits are one facet, and never merged with those of another. */
const TIME = String.raw`[\d:.,]+`
const CUE = new RegExp(
  String.raw`^((?:(?!.*-->).*(?:\r\n|\n|\r))?)([ \t]*)(${TIME})([ \t]*-->[ \t]*)(${TIME})([^\r\n]*)([\s\S]*)$`,
)
const FACETS = ['identifier', 'timing', 'start', 'timing', 'end'] as const

/**
 * Merger of segments. A cue is merged facet by facet, its text and any other block by words. The server merges too, and
 * knows more; this one is for what it cannot merge: text that was typed since, or a deleted segment.
 */
export const segmentMerger: Merger<string> = /* @__PURE__ */ segmentMergerBy(wordMerger)

/** The same with another merger of texts. */
export function segmentMergerBy(texts: Merger<string>): Merger<string> {
  const merged = (base = '', mine = '', theirs = '') => texts.merge?.(base, mine, theirs) ?? []
  return {
    merge(base, mine, theirs) {
      const [before, own, other] = [CUE.exec(base), CUE.exec(mine), CUE.exec(theirs)]
      if (before === null || own === null || other === null) {
        return merged(base, mine, theirs)
      }
      const [, ...facets] = before
      const head = FACETS.map((facet, at) => facetOf(facet, facets[at], own[at + 1], other[at + 1]))
      const [settings, text] = [FACETS.length + 1, FACETS.length + 2]
      return [
        ...head,
        ...mergedSettings(before[settings] ?? '', own[settings] ?? '', other[settings] ?? ''),
        ...merged(before[text], own[text], other[text]),
      ]
    },
    compose: texts.compose,
  }
}

/** A facet is compared by its meaning and taken as it was written. White space around the arrow is never in conflict. */
function facetOf(facet: string, base = '', mine = '', theirs = ''): MergePart {
  const [was, own, other] = [base, mine, theirs].map((written) => meaningOf(facet, written))
  if (own !== was && other !== was && own !== other) {
    return { facet, conflict: true, base, mine, theirs }
  }
  const isTheirs = mine === base || (theirs !== base && own === was)
  return { facet, conflict: false, merged: isTheirs ? theirs : mine, base, mine, theirs }
}

function meaningOf(facet: string, written: string): string {
  switch (facet) {
    case 'timing':
      return ''
    case 'start':
    case 'end':
      return written.replace(/^0+:(?=\d\d:\d\d\.)/, '')
    default:
      return written.trim()
  }
}
