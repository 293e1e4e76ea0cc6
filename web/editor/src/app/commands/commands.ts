import type { Command } from '../../components/shortcuts.tsx'
import type { Noun } from '../../cue/noun.ts'

/** Description of a command for its menu, its keys and the palette. */
interface Description {
  /** `{noun}` stands for the word for a segment. */
  readonly label: string
  /** Changes the document. */
  readonly edits?: boolean
  /** Only for captions, which have times. */
  readonly ofCaptions?: boolean
  /** Needs a current segment. */
  readonly ofOne?: boolean
  /** Is for the selected segments, if there are some. */
  readonly ofMany?: boolean
}

export const COMMANDS: Readonly<Record<Command, Description>> = {
  palette: { label: 'All commands' },
  save: { label: 'Save', edits: true },
  undo: { label: 'Undo', edits: true },
  redo: { label: 'Redo', edits: true },
  steps: { label: 'Your steps' },
  previous: { label: 'Previous {noun}' },
  next: { label: 'Next {noun}' },
  play: { label: 'Play or pause', ofCaptions: true },
  playCaption: { label: 'Play this caption', ofCaptions: true, ofOne: true },
  loopCaption: { label: 'Repeat this caption', ofCaptions: true, ofOne: true },
  playFromCaption: { label: 'Play from this caption', ofCaptions: true, ofOne: true },
  backSeconds: { label: 'Back 5 seconds', ofCaptions: true },
  forwardSeconds: { label: 'Forward 5 seconds', ofCaptions: true },
  back: { label: 'Back 1 second', ofCaptions: true },
  forward: { label: 'Forward 1 second', ofCaptions: true },
  backTenth: { label: 'Back 0.1 seconds', ofCaptions: true },
  forwardTenth: { label: 'Forward 0.1 seconds', ofCaptions: true },
  backFrame: { label: 'Back one frame', ofCaptions: true },
  forwardFrame: { label: 'Forward one frame', ofCaptions: true },
  slower: { label: 'Play slower', ofCaptions: true },
  faster: { label: 'Play faster', ofCaptions: true },
  setStart: { label: 'Start at the playhead', edits: true, ofCaptions: true, ofOne: true },
  setEnd: { label: 'End at the playhead', edits: true, ofCaptions: true, ofOne: true },
  startEarlier: { label: 'Start one frame earlier', edits: true, ofCaptions: true, ofOne: true },
  startLater: { label: 'Start one frame later', edits: true, ofCaptions: true, ofOne: true },
  endEarlier: { label: 'End one frame earlier', edits: true, ofCaptions: true, ofOne: true },
  endLater: { label: 'End one frame later', edits: true, ofCaptions: true, ofOne: true },
  startEarlierTenth: { label: 'Start 0.1 seconds earlier', edits: true, ofCaptions: true, ofOne: true },
  startLaterTenth: { label: 'Start 0.1 seconds later', edits: true, ofCaptions: true, ofOne: true },
  endEarlierTenth: { label: 'End 0.1 seconds earlier', edits: true, ofCaptions: true, ofOne: true },
  endLaterTenth: { label: 'End 0.1 seconds later', edits: true, ofCaptions: true, ofOne: true },
  tapTimes: { label: 'Hold while this caption is said', edits: true, ofCaptions: true, ofOne: true },
  closeGaps: { label: 'Close gaps and overlaps', edits: true, ofCaptions: true },
  split: { label: 'Split at the cursor', edits: true, ofCaptions: true, ofOne: true },
  join: { label: 'Join with the next', edits: true, ofCaptions: true, ofOne: true, ofMany: true },
  insert: { label: 'Insert below', edits: true },
  insertAtPlayhead: { label: 'New caption at the playhead', edits: true, ofCaptions: true },
  delete: { label: 'Delete {noun}', edits: true, ofOne: true, ofMany: true },
  select: { label: 'Select {noun}, or not', ofOne: true },
  selectPrevious: { label: 'Select up to the previous', ofOne: true },
  selectNext: { label: 'Select down to the next', ofOne: true },
  selectAll: { label: 'Select all' },
  italic: { label: 'Italic', edits: true, ofCaptions: true, ofOne: true, ofMany: true },
  bold: { label: 'Bold', edits: true, ofCaptions: true, ofOne: true, ofMany: true },
  balance: { label: 'Balance the lines', edits: true, ofCaptions: true, ofOne: true, ofMany: true },
  speaker: { label: 'Speaker', edits: true, ofCaptions: true, ofOne: true },
  nextConflict: { label: 'Next conflict or warning' },
  checks: { label: 'Warnings', ofCaptions: true },
  find: { label: 'Find and replace' },
  findNext: { label: 'Find the next' },
  findPrevious: { label: 'Find the previous' },
  history: { label: 'History of {noun}', ofOne: true },
  shift: { label: 'Shift times', edits: true, ofCaptions: true },
  keys: { label: 'Keyboard' },
  close: { label: 'Close the open panel' },
}

export const ALL_COMMANDS = Object.keys(COMMANDS) as readonly Command[]

export function labelOf(command: Command, noun: Noun): string {
  return COMMANDS[command].label.replace('{noun}', noun)
}

/** Things that decide which commands are available. */
export interface Situation {
  readonly readOnly: boolean
  readonly isCaptions: boolean
  readonly noun: Noun
  /** There is a current segment, and one follows it. */
  readonly selected: boolean
  readonly hasNext: boolean
  /** Number of selected segments. */
  readonly chosen: number
  readonly canUndo: boolean
  readonly canRedo: boolean
}

export const READ_ONLY = 'You can read this document. Ask an administrator for edit access.'

/** Reason why a command is not available; null if it is. */
export function unavailable(command: Command, situation: Situation): string | null {
  const { edits, ofCaptions, ofOne, ofMany } = COMMANDS[command]
  const { readOnly, isCaptions, noun, selected, hasNext, chosen, canUndo, canRedo } = situation
  if (edits && readOnly) {
    return READ_ONLY
  }
  if (ofCaptions && !isCaptions) {
    return 'Only captions have times.'
  }
  if (ofMany && chosen > 0) {
    return command === 'join' && chosen === 1 ? `Select another ${noun}, too.` : null
  }
  if (ofOne && !selected) {
    return `Put the cursor into a ${noun} first.`
  }
  if (command === 'join' && !hasNext) {
    return `No ${noun} follows.`
  }
  if (command === 'undo' && !canUndo) {
    return 'There is nothing to undo.'
  }
  return command === 'redo' && !canRedo ? 'There is nothing to redo.' : null
}
