import { cleanMerge, segmentMergerBy, textMerger } from '@holdfast/client'

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: 'word' })

/** By words of any language. Words beside those of a step are not of the step: they stay, and are no reason to refuse. */
const words = textMerger((text) => Array.from(SEGMENTER.segment(text), ({ segment }) => segment), 'apart')
const merger = segmentMergerBy(words)

/**
 * The block `theirs` with the facets and words that `mine` changed of `base`; null if both changed the same facet or
 * the same words. Texts that are no cues are compared word by word.
 */
export function rebase(base: string, mine: string, theirs: string): string | null {
  return cleanMerge(merger, base, mine, theirs)
}
