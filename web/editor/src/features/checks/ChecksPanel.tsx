import { Button, Select, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { Finding, Fix } from '../../api/checks.ts'
import type { SegmentJson } from '../../api/types.ts'
import { reportError } from '../../components/notices.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { cueOf } from '../../cue/block.ts'
import { type Check, inWords, PROFILES, type Profile } from '../../cue/checks.ts'
import {
  CORRECTABLE,
  type Correction,
  correctionsBy,
  correctionsOf,
  SPACES,
  withTidySpaces,
} from '../../cue/corrections.ts'
import { counted } from '../../cue/noun.ts'
import { formatTime } from '../../cue/time.ts'
import classes from './ChecksPanel.module.css'
import { Corrections } from './Corrections.tsx'

export interface ChecksPanelProps {
  readonly rows: readonly SegmentJson[]
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null
  readonly profile: Profile
  readonly readOnly: boolean
  /** Current text of a segment, unsaved words included. */
  readonly textOf: (segment: SegmentJson) => string
  readonly numberOf: (id: string) => number | undefined
  readonly onProfile: (name: string) => void
  readonly onGo: (id: string) => void
  readonly onSelect: (ids: readonly string[]) => void
  /** Corrects the findings of a rule in some captions. */
  readonly onCorrect: (rule: string, ids: readonly string[]) => void
  /** Asks the server for its fixes of a rule. */
  readonly onReadFixes: (rule: string) => Promise<readonly Fix[]>
  /** Makes corrections that the server gave. */
  readonly onReplace: (corrections: readonly Correction[]) => void
  readonly onClose: () => void
}

interface Found {
  readonly row: SegmentJson
  readonly checks: readonly Check[]
}

const PAGE = 100
const ALL = 'all'

/** Rule of the server, which those of this page about spaces include. */
const DOUBLE_SPACE = 'double-space'

/** Rules that the server corrects by a deletion. */
const DELETING: ReadonlySet<string> = new Set(['empty'])

const KINDS: Readonly<Record<string, string>> = {
  'characters-per-line': 'Long lines',
  lines: 'Too many lines',
  'characters-per-second': 'Reading speed',
  'min-duration': 'Shown too briefly',
  'max-duration': 'Shown too long',
  gap: 'Small gaps',
  overlap: 'Overlaps',
  empty: 'Empty captions',
  'stray-number': 'Numbers left behind',
  'timestamp-map': 'Times of a stream',
  syntax: 'Syntax',
  [SPACES]: 'Needless spaces',
}

/** Panel of all warnings about a document, each a link to its caption. Those of one kind can be selected, or corrected. */
export function ChecksPanel(props: ChecksPanelProps) {
  const { rows, findings, profile, readOnly, textOf, numberOf, onProfile, onGo, onSelect, onClose } = props
  const [shown, setShown] = useState(PAGE)
  const [chosen, setKind] = useState(ALL)
  const [corrects, setCorrects] = useState(false)
  const [ofServer, setOfServer] = useState<readonly Correction[]>([])
  // There may be ten thousand texts, which change with the rows.
  const all = useMemo(() => foundIn(rows, findings, textOf), [rows, findings, textOf])
  const counts = useMemo(() => countsOf(all), [all])
  // A kind that has no finding any more is no kind to show.
  const kind = counts.has(chosen) ? chosen : ALL
  const found = kind === ALL ? all : all.filter(({ checks }) => checks.some(({ rule }) => rule === kind))
  const ids = found.map(({ row }) => row.id)
  const isOwn = CORRECTABLE.has(kind)
  const own = readOnly || !isOwn ? [] : correctionsOf(kind, captionsOf(rows, textOf), new Set(ids), profile)
  const corrections = isOwn ? own : ofServer
  const fixable = readOnly || isOwn ? 0 : fixableOf(found, kind)

  async function readFixes() {
    try {
      const fixes = await props.onReadFixes(kind)
      const texts = new Map(rows.map((row) => [row.id, textOf(row)]))
      setOfServer(correctionsBy(fixes, rows, (id) => texts.get(id)))
      setCorrects(true)
    } catch (error) {
      reportError(error)
    }
  }

  function correct(wanted: readonly string[]) {
    setCorrects(false)
    if (isOwn) {
      props.onCorrect(kind, wanted)
    } else {
      props.onReplace(ofServer.filter(({ id }) => wanted.includes(id)))
    }
  }

  return (
    <SidePanel title="Warnings" closeLabel="Close the warnings" onClose={onClose}>
      <Select
        size="xs"
        label="Captions are for"
        data={PROFILES.map(({ name, label, charactersPerSecond }) => ({
          value: name,
          label: `${label}, ${charactersPerSecond} characters per second`,
        }))}
        value={profile.name}
        allowDeselect={false}
        onChange={(name) => name !== null && onProfile(name)}
      />
      {all.length > 0 && (
        <Select
          size="xs"
          mt="xs"
          label="Kind of warning"
          data={[
            { value: ALL, label: `All (${all.length})` },
            ...[...counts].map(([rule, count]) => ({ value: rule, label: `${KINDS[rule] ?? rule} (${count})` })),
          ]}
          value={kind}
          allowDeselect={false}
          onChange={(next) => {
            setKind(next ?? ALL)
            setCorrects(false)
            setShown(PAGE)
          }}
        />
      )}
      {findings !== null && all.length === 0 && (
        <Text size="sm" c="dimmed" mt="md">
          No warnings. All captions are within the limits.
        </Text>
      )}
      {kind !== ALL && !corrects && (
        <div className={classes.actions}>
          <Button size="compact-sm" variant="default" onClick={() => onSelect(ids)}>
            Select {counted(ids.length, 'caption')}
          </Button>
          {own.length > 0 && (
            <Button size="compact-sm" onClick={() => setCorrects(true)}>
              Correct {own.length}…
            </Button>
          )}
          {fixable > 0 && (
            <Button size="compact-sm" onClick={() => void readFixes()}>
              Correct {fixable}…
            </Button>
          )}
        </div>
      )}
      {kind !== ALL && isOwn && !readOnly && own.length === 0 && (
        <Text size="xs" c="dimmed">
          These need a person:{' '}
          {kind === 'overlap' || kind === 'gap'
            ? 'the captions start at almost the same time.'
            : 'new lines alone do not help.'}
        </Text>
      )}
      {corrects && corrections.length > 0 ? (
        <Corrections
          key={kind}
          corrections={corrections}
          numberOf={numberOf}
          onCorrect={correct}
          onCancel={() => setCorrects(false)}
        />
      ) : (
        <ol className={classes.list}>
          {found.slice(0, shown).map(({ row, checks }) => (
            <li key={row.id}>
              <button type="button" className={classes.cue} onClick={() => onGo(row.id)}>
                <span className={classes.time}>{timeOf(row)}</span>
                {checks.map((check) => (
                  <span key={`${check.rule}${check.message}`}>{inWords(check)}</span>
                ))}
              </button>
            </li>
          ))}
        </ol>
      )}
      {!corrects && found.length > shown && (
        <Button size="compact-sm" variant="default" onClick={() => setShown(shown + PAGE)}>
          Show more
        </Button>
      )}
    </SidePanel>
  )
}

/** The findings of the server, and those of this page. */
function foundIn(
  rows: readonly SegmentJson[],
  findings: ChecksPanelProps['findings'],
  textOf: ChecksPanelProps['textOf'],
): readonly Found[] {
  return rows.flatMap((row) => {
    const text = textOf(row)
    const own = row.deleted || withTidySpaces(text) === text ? [] : [{ rule: SPACES, message: 'needless spaces' }]
    const others = (findings?.get(row.id) ?? []).filter(({ rule }) => rule !== DOUBLE_SPACE)
    const checks = [...others, ...own]
    return checks.length === 0 ? [] : [{ row, checks }]
  })
}

/** The captions with a finding of a rule that the server can correct by another text. */
function fixableOf(found: readonly Found[], kind: string): number {
  const isFixable = ({ rule, fixable }: Check) => rule === kind && fixable === true
  return DELETING.has(kind) ? 0 : found.filter(({ checks }) => checks.some(isFixable)).length
}

/** Captions with a finding by rule. */
function countsOf(found: readonly Found[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { checks } of found) {
    for (const rule of new Set(checks.map((check) => check.rule))) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1)
    }
  }
  return counts
}

function captionsOf(rows: readonly SegmentJson[], textOf: ChecksPanelProps['textOf']) {
  return rows
    .filter(({ kind, deleted }) => kind === 'cue' && !deleted)
    .map((row) => ({ id: row.id, content: textOf(row) }))
}

function timeOf({ kind, content }: SegmentJson): string {
  const cue = cueOf(content)
  return cue === null ? kind : formatTime(cue.start)
}
