import { Button, Loader, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { readHistory } from '../../api/segments.ts'
import type { RevisionJson, SegmentJson } from '../../api/types.ts'
import { ago } from '../../components/ago.ts'
import { BlockDiff } from '../../components/BlockDiff.tsx'
import { PersonName } from '../../components/PersonName.tsx'
import { explain } from '../../components/problem.ts'
import { SidePanel } from '../../components/SidePanel.tsx'
import { nounOf } from '../../cue/noun.ts'
import classes from './HistoryPanel.module.css'

export interface HistoryPanelProps {
  readonly segment: SegmentJson
  /** Absent where the person may not change the text. */
  readonly onRestore?: (content: string) => void
  readonly onClose: () => void
}

const OPERATIONS: Readonly<Record<string, string>> = {
  insert: 'wrote this',
  replace: 'changed this',
  move: 'moved this',
  delete: 'deleted this',
  restore: 'restored this',
}

/** Panel of all versions of a segment, newest first, each with its diff. */
export function HistoryPanel({ segment, onRestore, onClose }: HistoryPanelProps) {
  const history = useInfiniteQuery({
    queryKey: ['history', segment.id, segment.version],
    queryFn: ({ pageParam, signal }) => readHistory(segment.id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: (before) => before,
  })
  const revisions = history.data?.pages.flatMap((page) => page.revisions) ?? []
  return (
    <SidePanel
      title="History"
      label={`History of the ${nounOf(segment.kind)}`}
      closeLabel="Close the history"
      onClose={onClose}
    >
      {history.isPending && <Loader size="sm" aria-label="Loading" />}
      {history.isError && <Text size="sm">{explain(history.error)}</Text>}
      <ol className={classes.list}>
        {revisions.map((revision, index) => (
          <Version
            key={revision.version}
            revision={revision}
            before={revisions[index + 1]?.content ?? ''}
            newest={index === 0}
            onRestore={onRestore}
          />
        ))}
      </ol>
      {history.hasNextPage && (
        <Button size="compact-sm" variant="default" onClick={() => history.fetchNextPage()}>
          Show older
        </Button>
      )}
    </SidePanel>
  )
}

interface VersionProps {
  readonly revision: RevisionJson
  readonly before: string
  readonly newest: boolean
  readonly onRestore?: (content: string) => void
}

function Version({ revision, before, newest, onRestore }: VersionProps) {
  const { updatedBy, updatedByVerified, updatedAt, operation, content, erased } = revision
  return (
    <li className={classes.version}>
      <Text size="sm">
        <strong>
          <PersonName name={updatedBy} verified={updatedByVerified} />
        </strong>{' '}
        {OPERATIONS[operation] ?? operation},{' '}
        <time dateTime={updatedAt} title={new Date(updatedAt).toLocaleString()}>
          {ago(updatedAt)}
        </time>
      </Text>
      <div className={classes.text}>
        {erased ? (
          <em>The text of this version was erased.</em>
        ) : (
          <BlockDiff before={operation === 'insert' ? content : before} after={content} />
        )}
      </div>
      {!newest && !erased && onRestore && (
        <Button size="compact-xs" variant="light" onClick={() => onRestore(content)}>
          Restore this
        </Button>
      )}
    </li>
  )
}
