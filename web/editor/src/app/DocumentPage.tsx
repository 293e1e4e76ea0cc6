import { GoneError } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { displayName, onDisplayName } from '../api/author.ts'
import type { ChangeSource } from '../api/changes.ts'
import { isSample, mediaAddressOf, readDocument } from '../api/documents.ts'
import { mayEdit, mayManage, type SessionState } from '../api/session.ts'
import { ShortcutsContext } from '../components/shortcuts.tsx'
import { useChecks, useProfile } from '../features/checks/useChecks.ts'
import { rowsOf, waitingDrafts } from '../features/editing/rows.ts'
import type { SegmentListHandle } from '../features/editing/SegmentList.tsx'
import { useSegmentDrafts } from '../features/editing/segmentDraft.ts'
import { useSegments } from '../features/editing/useSegments.ts'
import { useContents } from '../features/playback/useContents.ts'
import { useFilm } from '../features/playback/useFilm.ts'
import { useFind } from '../features/replace/useFind.ts'
import { useSelection } from '../features/selection/useSelection.ts'
import { useDropSaved, useUnsaved } from '../features/unsaved/useUnsaved.ts'
import { Playback } from '../playback/Playback.ts'
import { CaptionVideo } from './CaptionVideo.tsx'
import { READ_ONLY, type Situation } from './commands/commands.ts'
import { shortcutsOf } from './commands/keys/spelling.ts'
import { useKeyBindings } from './commands/keys/useKeyBindings.ts'
import { CommandPalette, KeysDialog, useDialogsSoon } from './commands/later.tsx'
import { useNaming } from './commands/undo/useNaming.ts'
import { useUndo } from './commands/undo/useUndo.ts'
import { type Panel, useCommands } from './commands/useCommands.ts'
import { useDocumentEdits } from './commands/useDocumentEdits.ts'
import { DeletedNotice } from './DeletedNotice.tsx'
import { DocumentFailure } from './DocumentFailure.tsx'
import { DocumentHeader } from './DocumentHeader.tsx'
import classes from './DocumentPage.module.css'
import { DocumentText } from './DocumentText.tsx'
import { EditBars } from './EditBars.tsx'
import { SelectedSegments } from './SelectedSegments.tsx'
import { SidePanels } from './SidePanels.tsx'
import { Timing } from './Timing.tsx'

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
  useDropSaved(unsaved, id, segments)
  const waiting = useSyncExternalStore(drafts.subscribe, () => waitingDrafts(drafts))
  const rows = useMemo(() => rowsOf(segments, new Set(waiting.split('\n'))), [segments, waiting])
  const [current, setCurrent] = useState<string | null>(null)
  const [panel, setPanel] = useState<Panel>('none')
  const list = useRef<SegmentListHandle>(null)
  const [playback] = useState(() => new Playback(id))
  const film = useFilm(id, document.data === undefined ? null : mediaAddressOf(document.data))
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
  const chosenName = useSyncExternalStore(onDisplayName, displayName)
  // All have the same name in the session where nobody signs in.
  const isSignedIn = session.session !== null && session.session.authentication !== 'none'
  const { keys, bindings } = useKeyBindings(isSignedIn ? person : chosenName)
  const shortcuts = useMemo(() => shortcutsOf(bindings, keys.platform), [bindings, keys.platform])
  const undo = useUndo({ drafts: segmentDrafts, person, naming, current: selected?.id, list, shortcuts })
  useDialogsSoon()
  const selection = useSelection(rows, current, noun)
  const edits = useDocumentEdits({
    drafts: segmentDrafts,
    isCaptions,
    rows,
    at,
    naming,
    undo,
    list,
    playback,
    selection,
    profile,
  })
  const situation: Situation = {
    readOnly,
    isCaptions,
    noun,
    selected: selected !== undefined,
    hasNext: rows[at + 1] !== undefined,
    chosen: selection.rows.length,
    canUndo: undo.steps.done.length > 0 || (selected !== undefined && segmentDrafts.isDirty(selected.id)),
    canRedo: undo.steps.undone.length > 0,
  }

  useEffect(() => {
    globalThis.document.title = `${document.data?.title || 'Untitled'} - Holdfast`
  }, [document.data?.title])
  useEffect(() => () => drafts.saveAll(), [drafts])
  useEffect(() => () => playback.stop(), [playback])

  const contents = useContents(rows, panel === 'replace')
  const find = useFind({
    contents,
    from: current,
    isOpen: panel === 'replace',
    onShow: (one) => list.current?.show(one),
  })

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
    playback,
    selection,
    find,
    panel,
    onPanel: setPanel,
  })

  const failure = error ?? document.error
  const close = () => setPanel('none')
  const go = (cue: string) => list.current?.go(cue)
  const showCurrent = (cue: string) => {
    setCurrent(cue)
    list.current?.show(cue)
  }
  const goAndSeek = (cue: string) => {
    go(cue)
    playback.seekTo(cue)
  }
  return (
    <ShortcutsContext value={shortcuts}>
      <div className={classes.page}>
        <DocumentHeader
          id={id}
          document={document.data}
          connection={connection}
          mayManage={mayManage(session)}
          situation={situation}
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
        <EditBars
          panel={panel}
          noun={noun}
          rows={rows}
          at={at}
          readOnly={readOnly}
          drafts={segmentDrafts}
          edits={edits}
          find={find}
          contents={contents}
          naming={naming}
          selected={selection.ids.size}
          gap={profile.gap}
          onSelect={selection.set}
          onClose={close}
        />
        <SelectedSegments
          selection={selection}
          noun={noun}
          rows={rows}
          readOnly={readOnly}
          drafts={segmentDrafts}
          edits={edits.selected}
          onCommand={run}
        />
        {failure !== null && segments.length === 0 ? (
          <DocumentFailure
            error={failure}
            unsaved={unsaved.filter(({ document }) => document === id)}
            mayManage={mayManage(session)}
            onRetry={() => void retry()}
          />
        ) : (
          <main className={classes.main}>
            {isCaptions && (
              <CaptionVideo
                document={document.data}
                film={film}
                rows={rows}
                mayManage={mayManage(session)}
                playback={playback}
                onCommand={run}
                onChanged={() => void document.refetch()}
              />
            )}
            <DocumentText
              list={{
                ref: list,
                drafts: segmentDrafts,
                rows,
                playback,
                current,
                readOnly,
                profile,
                findings,
                language: document.data?.language,
                onCurrent: setCurrent,
                onInsertAfter: edits.insertAfter,
                selected: selection.ids,
                onSelect: selection.choose,
                pattern: find.pattern,
                hit: find.hits[find.at] ?? null,
                onCommand: run,
              }}
              loading={loading}
              offersTour={document.data !== undefined && isSample(document.data) && isWithoutSignIn(session)}
              onShow={go}
              onInsert={() => run('insert')}
            />
            <SidePanels
              panel={panel}
              rows={rows}
              selected={selected}
              readOnly={readOnly}
              findings={findings}
              profile={profile}
              onProfile={setProfile}
              drafts={segmentDrafts}
              onSelect={selection.set}
              undo={undo}
              naming={naming}
              edits={edits}
              list={list}
              onClose={close}
            />
          </main>
        )}
        {isCaptions && (
          <Timing
            film={film}
            rows={rows}
            playback={playback}
            current={current}
            selected={selection.ids}
            gap={profile.gap}
            readOnly={readOnly}
            edits={edits}
            onSelect={showCurrent}
            onOpen={goAndSeek}
            onCommand={run}
          />
        )}
        <Suspense>
          <KeysDialog noun={noun} keys={keys} bindings={bindings} opened={panel === 'keys'} onClose={close} />
          <CommandPalette
            opened={panel === 'palette'}
            situation={situation}
            bindings={bindings}
            platform={keys.platform}
            onRun={run}
            onClose={close}
          />
        </Suspense>
      </div>
    </ShortcutsContext>
  )
}

function isWithoutSignIn({ session }: SessionState): boolean {
  return (session?.authentication ?? 'none') === 'none'
}
