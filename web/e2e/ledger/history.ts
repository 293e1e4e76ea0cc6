import type { Action } from './actions.ts'
import type { Violation } from './judge.ts'
import type { Caption, Commit } from './log.ts'

const VERSIONS = 4
const ACTIONS = 14

/** A violation with the last versions of its caption before it, and what people did there meanwhile, oldest first. */
export function historyOf(
  violation: Violation,
  commits: readonly Commit[],
  actions: readonly Action[],
  family: ReadonlySet<string>,
): string {
  const { segment, at, text, revision } = violation
  const until = revision === undefined ? Number.POSITIVE_INFINITY : at
  const versions = commits.filter(
    (commit) =>
      commit.at <= until && (segment === '' ? commit.title : commit.captions.some((one) => family.has(one.segment))),
  )
  const shown =
    revision === undefined
      ? versions.filter((commit) => commit.at >= at - 5_000).slice(0, VERSIONS)
      : versions.slice(-VERSIONS)
  const since = Math.min(at, shown[0]?.at ?? at) - 10_000
  const done = actions.filter(
    (action) => action.at >= since && action.at <= until && concerns(action, family, violation),
  )
  const lines = [
    ...shown.map((commit) => [commit.at, commitLine(commit, family)] as const),
    ...done.slice(-ACTIONS).map((action) => [action.at, actionLine(action)] as const),
  ].sort(([one], [other]) => one - other)
  return [
    `${text}${revision === undefined ? '' : `, in revision ${revision}`}`,
    ...lines.map(([at, line]) => `    ${clock(at)} ${line}`),
  ].join('\n')
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
    const text = Array.isArray(value) ? value.join(' ') : String(value)
    return `${name} ${name === 'segment' ? shortId(text) : text}`
  })
  return `${person} ${kind}: ${facts.join(', ')}`
}

function shortId(segment: string): string {
  return segment.slice(segment.indexOf('.') + 1).slice(0, 5)
}

function clock(at: number): string {
  return new Date(at).toISOString().slice(14, 23)
}
