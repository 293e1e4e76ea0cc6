import { mediaAddressOf, setMediaUrl } from '../api/documents.ts'
import type { DocumentJson, SegmentJson } from '../api/types.ts'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { reportError } from '../components/notices.tsx'
import type { Command } from '../components/shortcuts.tsx'
import { Player } from '../features/playback/Player.tsx'
import type { Playback } from '../playback/Playback.ts'
import type { DocumentEdits } from './commands/useDocumentEdits.ts'

export interface CaptionVideoProps {
  /** Undefined while it loads. */
  readonly document: DocumentJson | undefined
  readonly rows: readonly SegmentJson[]
  readonly readOnly: boolean
  readonly mayManage: boolean
  readonly edits: DocumentEdits
  readonly playback: Playback
  readonly onCue: (id: string) => void
  readonly onCommand: (command: Command) => void
  /** Called when the document has another video, or may have. */
  readonly onChanged: () => void
}

/** Video of the captions, whose address is part of the document. */
export function CaptionVideo(props: CaptionVideoProps) {
  const { document, rows, readOnly, mayManage, edits, playback, onCue, onCommand, onChanged } = props

  async function saveAddress(address: string) {
    if (document !== undefined) {
      await setMediaUrl(document, address).catch(reportError)
      onChanged()
    }
  }

  return (
    <ErrorBoundary what="The video" resetKey={document?.mediaUrl}>
      <Player
        playback={playback}
        address={document === undefined ? null : mediaAddressOf(document)}
        givenAddress={document?.mediaUrl}
        rows={rows}
        onCue={onCue}
        onCommand={onCommand}
        onAddress={mayManage ? (address) => void saveAddress(address) : undefined}
        onHold={edits.hold}
        onTimes={readOnly ? undefined : edits.retime}
      />
    </ErrorBoundary>
  )
}
