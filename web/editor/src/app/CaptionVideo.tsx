import type { RefObject } from 'react'
import { mediaAddressOf, setMediaUrl } from '../api/documents.ts'
import type { DocumentJson, SegmentJson } from '../api/types.ts'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { reportError } from '../components/notices.tsx'
import { Player, type PlayerHandle } from '../features/playback/Player.tsx'
import type { DocumentEdits } from './commands/useDocumentEdits.ts'

export interface CaptionVideoProps {
  /** Undefined while it loads. */
  readonly document: DocumentJson | undefined
  readonly rows: readonly SegmentJson[]
  readonly readOnly: boolean
  readonly mayManage: boolean
  readonly edits: DocumentEdits
  readonly player: RefObject<PlayerHandle | null>
  readonly onCue: (id: string) => void
  /** Called when the document has another video, or may have. */
  readonly onChanged: () => void
}

/** Video of the captions, whose address is part of the document. */
export function CaptionVideo(props: CaptionVideoProps) {
  const { document, rows, readOnly, mayManage, edits, player, onCue, onChanged } = props

  async function saveAddress(address: string) {
    if (document !== undefined) {
      await setMediaUrl(document, address).catch(reportError)
      onChanged()
    }
  }

  return (
    <ErrorBoundary what="The video" resetKey={document?.mediaUrl}>
      <Player
        ref={player}
        address={document === undefined ? null : mediaAddressOf(document)}
        givenAddress={document?.mediaUrl}
        rows={rows}
        onCue={onCue}
        onAddress={mayManage ? (address) => void saveAddress(address) : undefined}
        onHold={edits.hold}
        onTimes={readOnly ? undefined : edits.retime}
      />
    </ErrorBoundary>
  )
}
