import { type RefObject, Suspense } from 'react'
import { type Finding, readFixes } from '../api/checks.ts'
import type { SegmentJson } from '../api/types.ts'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import type { Profile } from '../cue/checks.ts'
import type { SegmentListHandle } from '../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../features/editing/segmentDraft.ts'
import { ChecksPanel, HistoryPanel, StepsPanel } from './commands/later.tsx'
import type { Undo } from './commands/undo/useUndo.ts'
import type { Naming } from './commands/undo/words.ts'
import type { Panel } from './commands/useCommands.ts'
import type { DocumentEdits } from './commands/useDocumentEdits.ts'

export interface SidePanelsProps {
  readonly panel: Panel
  readonly rows: readonly SegmentJson[]
  readonly selected: SegmentJson | undefined
  readonly readOnly: boolean
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null
  readonly profile: Profile
  readonly onProfile: (profile: Profile['name']) => void
  readonly drafts: SegmentDrafts
  readonly onSelect: (ids: readonly string[]) => void
  readonly undo: Undo
  readonly naming: Naming
  readonly edits: DocumentEdits
  readonly list: RefObject<SegmentListHandle | null>
  readonly onClose: () => void
}

/** Panel beside the text, if one is open: the warnings, the person's steps, or the history of the selected segment. */
export function SidePanels(props: SidePanelsProps) {
  const { panel, rows, selected, readOnly, findings, profile, onProfile, undo, naming, edits, list, onClose } = props
  const go = (id: string) => list.current?.go(id)
  return (
    <ErrorBoundary what="This panel" resetKey={panel}>
      {panel === 'checks' && (
        <Suspense>
          <ChecksPanel
            rows={rows}
            findings={findings}
            profile={profile}
            readOnly={readOnly}
            textOf={props.drafts.textOf}
            numberOf={naming.numberOf}
            onProfile={onProfile}
            onGo={go}
            onSelect={props.onSelect}
            onCorrect={edits.correctRule}
            onReadFixes={(rule) => readFixes(props.drafts.document, profile.name, rule)}
            onReplace={edits.replaceTexts}
            onClose={onClose}
          />
        </Suspense>
      )}
      {panel === 'steps' && (
        <Suspense>
          <StepsPanel
            steps={undo.steps}
            naming={naming}
            onShow={go}
            onUndoUpTo={(step) => void undo.undoUpTo(step)}
            onRedo={() => void undo.redo()}
            onDismiss={undo.dismiss}
            onClose={onClose}
          />
        </Suspense>
      )}
      {panel === 'history' && selected !== undefined && (
        <Suspense>
          <HistoryPanel
            segment={selected}
            onRestore={readOnly ? undefined : (content) => edits.replace(selected.id, () => content)}
            onClose={onClose}
          />
        </Suspense>
      )}
    </ErrorBoundary>
  )
}
