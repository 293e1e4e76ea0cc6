import { withBalance } from './balance.ts'
import { cueOf, spokenOf, withSpoken, withTimes } from './block.ts'
import { checksOf, type Profile } from './checks.ts'
import { closingOf } from './closing.ts'

/** Caption with its current text. */
export interface Caption {
  readonly id: string
  readonly content: string
}

/** Text of a caption before and after it is corrected. */
export interface Correction {
  readonly id: string
  readonly before: string
  readonly after: string
}

/** Rule of this page: two spaces in a row, and spaces at the ends of lines. */
export const SPACES = 'spaces'

/** Rules whose findings this page can correct by itself. */
export const CORRECTABLE: ReadonlySet<string> = new Set(['characters-per-line', 'lines', 'gap', 'overlap', SPACES])

/** Rules that are about the end of the caption before the one that has the finding. */
export const BETWEEN: ReadonlySet<string> = new Set(['gap', 'overlap'])

/** The caption without spaces that nobody sees. Spaces within tags stay, as does any other block. */
export function withTidySpaces(content: string): string {
  if (cueOf(content) === null) {
    return content
  }
  const lines = spokenOf(content).split(/\r\n|\r|\n/)
  const tidy = lines.map((line) => line.replace(/(<[^<>]*>)|[ \t]{2,}/g, (_, tag?: string) => tag ?? ' ').trim())
  return tidy.some((line, index) => line !== lines[index]) ? withSpoken(content, tidy.join('\n')) : content
}

/** The caption without findings of a rule about its text, where its lines alone can do that; else as it is. */
export function withCorrectText(content: string, rule: string, profile: Profile): string {
  if (rule === SPACES) {
    return withTidySpaces(content)
  }
  const balanced = withBalance(content, profile)
  const cue = cueOf(balanced)
  const isCorrect = cue !== null && checksOf(cue, null, profile).every((check) => check.rule !== rule)
  return isCorrect && hasFinding(content, rule, profile) ? balanced : content
}

function hasFinding(content: string, rule: string, profile: Profile): boolean {
  const cue = cueOf(content)
  return cue !== null && checksOf(cue, null, profile).some((check) => check.rule === rule)
}

/** Ids of the captions that begin right before some others, in time. */
export function beforeThose(captions: readonly Caption[], ids: ReadonlySet<string>): ReadonlySet<string> {
  const sorted = timedOf(captions).sort((one, other) => one.start - other.start || one.end - other.end)
  return new Set(sorted.filter((_, index) => ids.has(sorted[index + 1]?.id ?? '')).map(({ id }) => id))
}

/**
 * Corrections of the findings of a rule, of those that this page can make.
 *
 * @param captions all captions of the document
 * @param ids those with a finding
 */
export function correctionsOf(
  rule: string,
  captions: readonly Caption[],
  ids: ReadonlySet<string>,
  profile: Profile,
): readonly Correction[] {
  if (!BETWEEN.has(rule)) {
    return captions
      .filter(({ id }) => ids.has(id))
      .map(({ id, content }) => ({ id, before: content, after: withCorrectText(content, rule, profile) }))
      .filter(({ before, after }) => before !== after)
  }
  const earlier = beforeThose(captions, ids)
  const { ends } = closingOf(timedOf(captions), (id) => earlier.has(id), { gap: profile.gap, upTo: 0 })
  return captions.flatMap(({ id, content }) => {
    const end = ends.get(id)
    return end === undefined ? [] : [{ id, before: content, after: withTimes(content, { end }) }]
  })
}

function timedOf(captions: readonly Caption[]) {
  return captions.flatMap(({ id, content }) => {
    const cue = cueOf(content)
    return cue === null ? [] : [{ id, start: cue.start, end: cue.end }]
  })
}

/** Corrections that the server made, of those captions that are still as they were for it and have no unsaved words. */
export function correctionsBy(
  fixes: readonly { readonly id: string; readonly etag: string; readonly content: string }[],
  rows: readonly { readonly id: string; readonly etag: string; readonly content: string }[],
  textOf: (id: string) => string | undefined,
): readonly Correction[] {
  const byId = new Map(fixes.map((fix) => [fix.id, fix]))
  return rows.flatMap(({ id, etag, content: before }) => {
    const fix = byId.get(id)
    return fix !== undefined && fix.etag === etag && textOf(id) === before ? [{ id, before, after: fix.content }] : []
  })
}
