import type { Action, ShownValue } from './actions.ts'
import type { Violation } from './judge.ts'
import type { Caption, Commit } from './log.ts'

const VERSIONS = 4
const ACTIONS = 14
/** Milliseconds before the first of these versions whose actions are shown too. */
const BEFORE = 10_000

/** A violation with the last versions of its caption before it, and what people did there meanwhile, oldest first. */
export function historyOf(
  violation: Violation,
  commits: readonly Commit[],
  actions: readonly Action[],
  family: ReadonlySet<string>,
): string {
  const { at, text } = violation
  const shown = versionsNear(violation, commits, family)
  const from = Math.min(at, shown[0]?.at ?? at) - BEFORE
  const until = violation.revision === undefined ? (shown.at(-1)?.at ?? at) + BEFORE : at
  const done = actions.filter((one) => one.at >= from && one.at <= until && concerns(one, family, violation))
  const lines = [
    ...shown.map((commit) => [commit.at, commitLine(commit, family)] as const),
    ...(violation.revision === undefined ? done.slice(0, ACTIONS) : done.slice(-ACTIONS)).map(
      (action) => [action.at, actionLine(action)] as const,
    ),
  ].sort(([one], [other]) => one - other)
  return [text, ...lines.map(([when, line]) => `    ${clock(when)} ${line}`)].join('\n')
}

/** The last versions up to a bad commit; the first ones around an action that has come to nothing. */
function versionsNear(
  { segment, at, revision }: Violation,
  commits: readonly Commit[],
  family: ReadonlySet<string>,
): readonly Commit[] {
  const versions = commits.filter(({ title, captions }) =>
    segment === '' ? title !== null : captions.some((one) => family.has(one.segment)),
  )
  return revision === undefined
    ? versions.filter((commit) => commit.at >= at - BEFORE).slice(0, VERSIONS)
    : versions.filter((commit) => commit.revision <= revision).slice(-VERSIONS)
}

function concerns(action: Action, family: ReadonlySet<string>, { segment, person }: Violation): boolean {
  return 'segment' in action ? family.has(action.segment) || action.segment === segment : action.person === person
}

function commitLine({ revision, author, captions, title }: Commit, family: ReadonlySet<string>): string {
  const shown = captions.filter(({ segment }) => family.has(segment))
  const parts = shown.map(({ segment, before, after }) => `${shortId(segment)} ${inWords(before)} => ${inWords(after)}`)
  const renamed = title === null ? [] : [`title ${title.from} => ${title.to}`]
  const others = captions.length - shown.length
  return `revision ${revision} by ${author}: ${[...parts, ...renamed].join('; ')}${others > 0 ? ` and ${others} others` : ''}`
}

function inWords(caption: Caption | null): string {
  if (caption === null) {
    return '(none)'
  }
  const { identifier, start, end, settings, words } = caption
  return `[${identifier ?? '-'} ${start} ${end}${settings === '' ? '' : ` ${settings}`} ${words.join(' ')}]`
}

function actionLine({ person, kind, at: _, ...rest }: Action): string {
  const facts = Object.entries(rest).map(([name, value]) => {
    const text = Array.isArray(value) ? value.map(shown).join(' ') : String(value)
    return `${name} ${name === 'segment' ? shortId(text) : text}`
  })
  return `${person} ${kind}: ${facts.join(', ')}`
}

function shown(value: string | ShownValue): string {
  return typeof value === 'string' ? value : `${shortId(value.segment)} ${value.facet} ${value.to}`
}

function shortId(segment: string): string {
  return segment.slice(segment.indexOf('.') + 1).slice(0, 5)
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(14, 23)
}
