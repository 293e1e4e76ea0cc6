import { GoneError } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { displayName, onDisplayName } from '../api/author.ts'
import type { ChangeSource } from '../api/changes.ts'
import { isSample, mediaAddressOf, readDocument, setMediaUrl } from '../api/documents.ts'
import { mayEdit, mayManage, type SessionState } from '../api/session.ts'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
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
import { READ_ONLY, type Situation } from './commands/commands.ts'
import { useKeyBindings } from './commands/keys/useKeyBindings.ts'
import { CommandPalette, KeysDialog, StepsPanel, useDialogsSoon } from './commands/later.tsx'
import { startsOf } from './commands/startsOf.ts'
import { useNaming } from './commands/undo/useNaming.ts'
import { useUndo } from './commands/undo/useUndo.ts'
import { type Panel, useCommands } from './commands/useCommands.ts'
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
  const naming = useNaming(noun, rows)
  const person = session.session?.name ?? ''
  const undo = useUndo({ drafts: segmentDrafts, person, naming, current: selected?.id, list })
  useDialogsSoon()
  const edits = useDocumentEdits({ drafts: segmentDrafts, isCaptions, rows, at, naming, undo, list, player })
  const chosenName = useSyncExternalStore(onDisplayName, displayName)
  const { keys, bindings } = useKeyBindings(person || chosenName)
  const situation: Situation = {
    readOnly,
    isCaptions,
    noun,
    selected: selected !== undefined,
    hasNext: rows[at + 1] !== undefined,
    canUndo: undo.steps.done.length > 0 || (selected !== undefined && segmentDrafts.isDirty(selected.id)),
    canRedo: undo.steps.undone.length > 0,
  }

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
    undo,
    keys,
    situation,
    rows,
    at,
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
        mayManage={mayManage(session)}
        situation={situation}
        bindings={bindings}
        platform={keys.platform}
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
          starts={startsOf(rows, at, segmentDrafts)}
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
            <ErrorBoundary what="The video" resetKey={document.data?.mediaUrl}>
              <Player
                ref={player}
                address={document.data === undefined ? null : mediaAddressOf(document.data)}
                givenAddress={document.data?.mediaUrl}
                rows={rows}
                onCue={(cue) => list.current?.go(cue)}
                onAddress={mayManage(session) ? (address) => void saveMediaUrl(address) : undefined}
                onHold={edits.hold}
                onTimes={readOnly ? undefined : edits.retime}
              />
            </ErrorBoundary>
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
              language: document.data?.language,
              onCurrent: setCurrent,
              onInsertAfter: edits.insertAfter,
            }}
            loading={loading}
            offersTour={document.data !== undefined && isSample(document.data) && isWithoutSignIn(session)}
            onShow={(cue) => list.current?.go(cue)}
            onInsert={() => run('insert')}
          />
          <ErrorBoundary what="This panel" resetKey={panel}>
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
            {panel === 'steps' && (
              <Suspense>
                <StepsPanel
                  steps={undo.steps}
                  naming={naming}
                  onShow={(shown) => list.current?.go(shown)}
                  onUndoUpTo={(step) => void undo.undoUpTo(step)}
                  onRedo={() => void undo.redo()}
                  onDismiss={undo.dismiss}
                  onClose={() => setPanel('none')}
                />
              </Suspense>
            )}
            {panel === 'history' && selected !== undefined && (
              <HistoryPanel
                segment={selected}
                onRestore={readOnly ? undefined : (content) => edits.replace(selected.id, () => content)}
                onClose={() => setPanel('none')}
              />
            )}
          </ErrorBoundary>
        </main>
      )}
      <Suspense>
        <KeysDialog
          noun={noun}
          keys={keys}
          bindings={bindings}
          opened={panel === 'keys'}
          onClose={() => setPanel('none')}
        />
        <CommandPalette
          opened={panel === 'palette'}
          situation={situation}
          bindings={bindings}
          platform={keys.platform}
          onRun={run}
          onClose={() => setPanel('none')}
        />
      </Suspense>
    </div>
  )
}

function isWithoutSignIn({ session }: SessionState): boolean {
  return (session?.authentication ?? 'none') === 'none'
}
