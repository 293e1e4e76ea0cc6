import { formatTime } from '../../cue/time.ts'
import classes from './SegmentRow.module.css'

export interface RowNumberProps {
  readonly number: number
  /** Undefined for what has no times. */
  readonly start: number | undefined
  readonly onSeek: () => void
}

/** Number of a segment. That of a caption moves the video to it. */
export function RowNumber({ number, start, onSeek }: RowNumberProps) {
  return start === undefined ? (
    <span className={classes.number}>{number}</span>
  ) : (
    <button
      type="button"
      // The keys of the next and the previous caption do the same: no further stop in each row.
      tabIndex={-1}
      className={classes.number}
      title={`Go to ${formatTime(start)} in the video`}
      aria-label={`Caption ${number}: go to ${formatTime(start)} in the video`}
      onClick={onSeek}
    >
      {number}
    </button>
  )
}
