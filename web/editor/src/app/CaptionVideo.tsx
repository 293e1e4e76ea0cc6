import { setMediaUrl } from '../api/documents.ts'
import type { DocumentJson, SegmentJson } from '../api/types.ts'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { reportError } from '../components/notices.tsx'
import type { Command } from '../components/shortcuts.tsx'
import { Player } from '../features/playback/Player.tsx'
import type { Film } from '../playback/film.ts'
import type { Playback } from '../playback/Playback.ts'

export interface CaptionVideoProps {
  /** Undefined while it loads. */
  readonly document: DocumentJson | undefined
  readonly film: Film
  readonly rows: readonly SegmentJson[]
  readonly mayManage: boolean
  readonly playback: Playback
  readonly onCommand: (command: Command) => void
  /** Called when the document has another video, or may have. */
  readonly onChanged: () => void
}

/** Video of the captions, whose address is part of the document. */
export function CaptionVideo(props: CaptionVideoProps) {
  const { document, film, rows, mayManage, playback, onCommand, onChanged } = props

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
        film={film}
        givenAddress={document?.mediaUrl}
        rows={rows}
        onCommand={onCommand}
        onAddress={mayManage ? (address) => void saveAddress(address) : undefined}
      />
    </ErrorBoundary>
  )
}
