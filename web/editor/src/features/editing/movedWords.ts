import { contentOf, type MergePart, rebase, wordMerger } from '@holdfast/client'

/** Mark between two texts. A character of the private use area, which no caption has. */
const MARK = '\uE000'

/**
 * A text with the words of another in it. Where that text is part of it as it was, its new words take its place; else
 * the text stays, and only what is new in the other one is added.
 */
export function withMovedWords(target: string, before: string, mine: string): string {
  const at = before === '' ? -1 : target.indexOf(before)
  if (at >= 0 && at === target.lastIndexOf(before)) {
    return target.slice(0, at) + mine + target.slice(at + before.length)
  }
  return composed(mergedParts(before, mine, target).map(withNewWords), 'both', target)
}

/** The part with what is new in mine alone: the rest was there before, and someone else took it away. */
function withNewWords(part: MergePart): MergePart {
  return part.conflict ? { ...part, mine: newWords(String(part.base), String(part.mine)) } : part
}

function newWords(before: string, mine: string): string {
  return mergedParts(before, mine, before)
    .filter((part) => contentOf(part, 'mine') !== contentOf(part, 'base'))
    .map((part) => String(contentOf(part, 'mine')).trim())
    .filter((words) => words !== '')
    .join(' ')
}

/**
 * The texts that a text was split into, with my changes of it.
 *
 * @returns null if a change cannot be told to belong to one of them
 */
export function acrossSplit(texts: readonly string[], before: string, mine: string): readonly string[] | null {
  const theirs = texts.join(MARK)
  const changed = composed(mergedParts(before, mine, theirs), 'mine', theirs).split(MARK)
  return changed.length === texts.length ? changed : null
}

function mergedParts(before: string, mine: string, theirs: string): readonly MergePart[] {
  return wordMerger.merge?.(before, mine, theirs) ?? []
}

function composed(parts: readonly MergePart[], side: 'mine' | 'both', theirs: string): string {
  return wordMerger.compose(rebase(parts, side) ?? [], theirs)
}
