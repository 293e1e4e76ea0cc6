import { rebase, wordMerger } from '@holdfast/client'

/** Mark between two texts. A character of the private use area, which no caption has. */
const MARK = '\uE000'

/**
 * A text with the words of another in it. Where that text is part of it as it was, its new words take its place; else
 * both stay, those of the text first.
 */
export function withMovedWords(target: string, before: string, mine: string): string {
  const at = before === '' ? -1 : target.indexOf(before)
  if (at >= 0 && at === target.lastIndexOf(before)) {
    return target.slice(0, at) + mine + target.slice(at + before.length)
  }
  return onTopOf(target, before, mine, 'both')
}

/**
 * The texts that a text was split into, with my changes of it.
 *
 * @returns null if a change cannot be told to belong to one of them
 */
export function acrossSplit(texts: readonly string[], before: string, mine: string): readonly string[] | null {
  const changed = onTopOf(texts.join(MARK), before, mine, 'mine').split(MARK)
  return changed.length === texts.length ? changed : null
}

function onTopOf(theirs: string, before: string, mine: string, side: 'mine' | 'both'): string {
  const pieces = rebase(wordMerger.merge?.(before, mine, theirs) ?? [], side)
  return wordMerger.compose(pieces ?? [], theirs)
}
