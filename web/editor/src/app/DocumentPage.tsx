import { GoneError } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ChangeSource } from '../api/changes.ts'
import { isSample, mediaAddressOf, readDocument, setMediaUrl } from '../api/documents.ts'
import { mayEdit, mayManage, type SessionState } from '../api/session.ts'
import { reportError } from '../components/notices.tsx'
import { explain } from '../components/problem.ts'
import { ChecksPanel } from '../features/checks/ChecksPanel.tsx'
import { useChecks, useProfile } from '../features/checks/useChecks.ts'
import { rowsOf, waitingDrafts } from '../features/editing/rows.ts'
import type { SegmentListHandle } from '../features/editing/SegmentList.tsx'
import { useSegmentDrafts } from '../features/editing/segmentDraft.ts'
import { useSegments } from '../features/editing/useSegments.ts'
import { HistoryPanel } from '../features/history/HistoryPanel.tsx'
import { Player, type PlayerHandle } from '../features/playback/Player.tsx'
import { ReplaceBar } from '../features/replace/ReplaceBar.tsx'
import { ShiftBar } from '../features/shift/ShiftBar.tsx'
import { UnsavedWork } from '../features/unsaved/UnsavedWork.tsx'
import { useUnsaved } from '../features/unsaved/useUnsaved.ts'
import { KeysDialog } from './commands/KeysDialog.tsx'
import { type Panel, READ_ONLY, useCommands } from './commands/useCommands.ts'
import { useDocumentEdits } from './commands/useDocumentEdits.ts'
import { DeletedNotice } from './DeletedNotice.tsx'
import { DocumentHeader } from './DocumentHeader.tsx'
import classes from './DocumentPage.module.css'
import { DocumentText } from './DocumentText.tsx'
import { goTo } from './route.ts'

export interface DocumentPageProps {
  readonly id: string
  readonly changes: ChangeSource
  readonly session: SessionState
  /** Shown above the document. */
  readonly notice?: ReactNode
}

/** Page of one document: the video on one side, its text on the other. */
export function DocumentPage({ id, changes, session, notice }: DocumentPageProps) {
  const drafts = useDrafts()
  const readOnly = !mayEdit(session)
  const unsaved = useUnsaved()
  const document = useQuery({ queryKey: ['document', id], queryFn: ({ signal }) => readDocument(id, signal) })
  const segmentDrafts = useSegmentDrafts(id)
  const { segments, loading, error, retry, connection } = useSegments(segmentDrafts, changes)
  const waiting = useSyncExternalStore(drafts.subscribe, () => waitingDrafts(drafts))
  const rows = useMemo(() => rowsOf(segments, new Set(waiting.split('\n'))), [segments, waiting])
  const [current, setCurrent] = useState<string | null>(null)
  const [panel, setPanel] = useState<Panel>('none')
  const list = useRef<SegmentListHandle>(null)
  const player = useRef<PlayerHandle>(null)
  const title = useRef<HTMLInputElement>(null)
  const at = rows.findIndex((row) => row.id === current)
  const selected = rows[at]
  // The description and the segments load in any order. Keys work as soon as one of them is there.
  const isCaptions = document.data?.mediaType === 'text/vtt' || rows[0]?.kind === 'cue'
  const noun = isCaptions ? 'caption' : 'paragraph'
  const [profile, setProfile] = useProfile()
  const findings = useChecks(id, profile.name, rows, isCaptions)
  const edits = useDocumentEdits({ drafts: segmentDrafts, isCaptions, rows, at, list, player })

  useEffect(() => {
    globalThis.document.title = `${document.data?.title || 'Untitled'} - Holdfast`
  }, [document.data?.title])
  useEffect(() => () => drafts.saveAll(), [drafts])

  async function saveMediaUrl(address: string) {
    if (document.data !== undefined) {
      await setMediaUrl(document.data, address).catch(reportError)
      void document.refetch()
    }
  }

  const run = useCommands({
    drafts: segmentDrafts,
    edits,
    rows,
    at,
    isCaptions,
    readOnly,
    findings,
    title,
    list,
    player,
    panel,
    onPanel: setPanel,
  })

  const failure = error ?? document.error
  return (
    <div className={classes.page}>
      <DocumentHeader
        id={id}
        document={document.data}
        connection={connection}
        isCaptions={isCaptions}
        readOnly={readOnly}
        mayManage={mayManage(session)}
        selected={selected !== undefined}
        warnings={findings?.size ?? 0}
        showsWarnings={panel === 'checks'}
        titleRef={title}
        unsaved={unsaved}
        onCommand={run}
      />
      {notice}
      {document.error instanceof GoneError && segments.length > 0 && (
        <DeletedNotice
          id={id}
          tombstone={document.error.tombstone}
          mayManage={mayManage(session)}
          onRestored={() => void document.refetch()}
        />
      )}
      {readOnly && (
        <section className={classes.notice} aria-label="Your rights">
          {READ_ONLY}
        </section>
      )}
      {panel === 'replace' && (
        <ReplaceBar
          noun={noun}
          texts={rows.map((row) => ({ id: row.id, content: segmentDrafts.textOf(row) }))}
          onShow={(found) => list.current?.show(found)}
          readOnly={readOnly}
          onReplace={edits.replace}
          onReplaceAll={(ids, change) => void edits.replaceAll(ids, change)}
          onClose={() => setPanel('none')}
        />
      )}
      {panel === 'shift' && (
        <ShiftBar
          selected={selected !== undefined}
          onShift={(by, from) => void edits.shift(by, from)}
          onClose={() => setPanel('none')}
        />
      )}
      {failure !== null && segments.length === 0 ? (
        <div className={classes.failure}>
          <Text>{explain(failure)}</Text>
          <Button variant="light" onClick={() => void retry()}>
            Try again
          </Button>
          <a href="#/">All documents</a>
          <UnsavedWork
            unsaved={unsaved.filter(({ document }) => document === id)}
            mayManage={mayManage(session)}
            onOpen={(created) => goTo({ page: 'document', id: created })}
          />
        </div>
      ) : (
        <main className={classes.main}>
          {isCaptions && (
            <Player
              ref={player}
              address={document.data === undefined ? null : mediaAddressOf(document.data)}
              rows={rows}
              onCue={(cue) => list.current?.go(cue)}
              onAddress={mayManage(session) ? (address) => void saveMediaUrl(address) : undefined}
              onHold={edits.hold}
              onTimes={readOnly ? undefined : edits.retime}
            />
          )}
          <DocumentText
            list={{
              ref: list,
              drafts: segmentDrafts,
              rows,
              current,
              readOnly,
              profile,
              findings,
              onCurrent: setCurrent,
            }}
            loading={loading}
            offersTour={document.data !== undefined && isSample(document.data) && isWithoutSignIn(session)}
            onShow={(cue) => list.current?.go(cue)}
            onInsert={() => run('insert')}
          />
          {panel === 'checks' && (
            <ChecksPanel
              rows={rows}
              findings={findings}
              profile={profile.name}
              onProfile={setProfile}
              onGo={(cue) => list.current?.go(cue)}
              onClose={() => setPanel('none')}
            />
          )}
          {panel === 'history' && selected !== undefined && (
            <HistoryPanel
              segment={selected}
              onRestore={readOnly ? undefined : (content) => edits.replace(selected.id, () => content)}
              onClose={() => setPanel('none')}
            />
          )}
        </main>
      )}
      <KeysDialog noun={noun} opened={panel === 'keys'} onClose={() => setPanel('none')} />
    </div>
  )
}

function isWithoutSignIn({ session }: SessionState): boolean {
  return (session?.authentication ?? 'none') === 'none'
}
