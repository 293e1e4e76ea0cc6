import type { DraftSnapshot } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import type { RefObject } from 'react'
import type { Finding } from '../../api/checks.ts'
import { titleDraftName } from '../../api/draftNames.ts'
import type { SegmentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { notify } from '../../components/notices.tsx'
import type { Command } from '../../components/shortcuts.tsx'
import { cueOf } from '../../cue/block.ts'
import type { Typeface } from '../../cue/typeface.ts'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import { isCounted } from '../../features/editing/SegmentRow.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { Find } from '../../features/replace/useFind.ts'
import type { Selection } from '../../features/selection/useSelection.ts'
import type { Playback } from '../../playback/Playback.ts'
import { playCommands } from '../../playback/playCommands.ts'
import { type Situation, unavailable } from './commands.ts'
import type { Chord } from './keys/chord.ts'
import type { KeyBindings } from './keys/KeyBindings.ts'
import { LEAVE_TO_BROWSER, useKeys } from './keys/useKeys.ts'
import { nextStop, type Stop } from './nextStop.ts'
import type { Undo } from './undo/useUndo.ts'
import type { DocumentEdits } from './useDocumentEdits.ts'

/** Panel beside the text. */
export type Panel = 'none' | 'keys' | 'palette' | 'history' | 'steps' | 'checks' | 'replace' | 'shift' | 'gaps'

export interface CommandsOptions {
  readonly drafts: SegmentDrafts
  readonly edits: DocumentEdits
  readonly undo: Undo
  readonly keys: KeyBindings
  readonly situation: Situation
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null
  readonly title: RefObject<HTMLInputElement | null>
  readonly list: RefObject<SegmentListHandle | null>
  readonly playback: Playback
  readonly selection: Selection
  readonly find: Find
  readonly panel: Panel
  readonly onPanel: (panel: Panel) => void
}

const DIALOGS: ReadonlySet<Panel> = new Set<Panel>(['keys', 'palette'])

/** Fields whose text is not the document's, with an undo of their own. */
const OTHER_FIELDS = 'input:not([type="checkbox"], [type="radio"], [data-document-undo]), textarea'

const CONFLICTS = new Set(['conflict', 'gone', 'error'])

function hasConflict(state: DraftSnapshot<unknown> | undefined): boolean {
  return state !== undefined && (state.recovered || state.waits || CONFLICTS.has(state.status))
}

/** Runs the commands of a document's page, for its keys and its menus. */
export function useCommands(options: CommandsOptions): (command: Command) => unknown {
  const {
    drafts,
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
    onPanel,
  } = options
  const allDrafts = useDrafts()
  const selected = rows[at]
  const selectedDraft = () => selected && drafts.peek(selected.id)

  function step(by: number) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next !== undefined) {
      list.current?.go(next.id)
      playback.seekTo(next.id)
    }
  }

  function findBy(by: 1 | -1) {
    if (panel === 'replace' && find.query.wanted !== '') {
      find.step(by)
    } else {
      onPanel('replace')
    }
  }

  function selectBy(by: number) {
    const next = rows[at + by]
    if (selected !== undefined && next !== undefined) {
      selection.extendTo(next.id)
      list.current?.go(next.id)
    }
  }

  function removeSelected() {
    edits.selected.remove()
    selection.clear()
  }

  function mark(typeface: Typeface) {
    if (selection.rows.length > 0) {
      edits.selected.toggle(typeface)
    } else {
      edits.mark(typeface)
    }
  }

  /** The title, which comes first, then the rows. */
  function stops(): readonly Stop[] {
    return [
      {
        hasConflict: hasConflict(allDrafts.peek(titleDraftName(drafts.document))?.snapshot()),
        hasWarning: false,
        go: () => title.current?.focus(),
      },
      ...rows.map(({ id }) => ({
        hasConflict: hasConflict(drafts.peek(id)?.snapshot()),
        hasWarning: findings?.has(id) ?? false,
        go: () => list.current?.go(id),
      })),
    ]
  }

  function goToNextStop() {
    const isInTitle = document.activeElement === title.current
    const next = nextStop(stops(), isInTitle ? 0 : at + 1)
    if (next === undefined) {
      notify('No conflicts')
    } else {
      next.go()
    }
  }

  /** The key of undo or redo: a step, unless the cursor is in a field where the browser has typing to undo or redo. */
  function turn(direction: 'undo' | 'redo') {
    const field = document.activeElement
    const own = () => void undo[direction]()
    if (field?.matches('textarea[data-segment]')) {
      const isDirty = selectedDraft()?.snapshot().dirty === true
      const isBrowsers = direction === 'undo' ? isDirty && undo.watch.mayUndo(field) : undo.watch.mayRedo(field)
      if (isBrowsers) {
        undo.watch.unlessByBrowser(own)
        return LEAVE_TO_BROWSER
      }
    } else if (field?.matches(OTHER_FIELDS)) {
      return LEAVE_TO_BROWSER
    }
    own()
  }

  function save() {
    if (selected === undefined) {
      allDrafts.saveAll()
      return
    }
    if (drafts.isUnwritten(selected)) {
      return
    }
    if (drafts.isDirty(selected.id)) {
      undo.watch.close(selected.id)
    }
    selectedDraft()?.save()
  }

  const toggle = (one: Panel) => onPanel(panel === one ? 'none' : one)
  const commands: Readonly<Record<Command, () => unknown>> = {
    save,
    previous: () => step(-1),
    next: () => step(1),
    ...playCommands(
      playback.clock,
      () => selected && cueOf(drafts.textOf(selected)),
      () => playback.times.get().frameRate,
    ),
    setStart: () => edits.setTime('start'),
    setEnd: () => edits.setTime('end'),
    startEarlier: () => edits.nudge('start', { frames: -1 }),
    startLater: () => edits.nudge('start', { frames: 1 }),
    endEarlier: () => edits.nudge('end', { frames: -1 }),
    endLater: () => edits.nudge('end', { frames: 1 }),
    startEarlierTenth: () => edits.nudge('start', { milliseconds: -100 }),
    startLaterTenth: () => edits.nudge('start', { milliseconds: 100 }),
    endEarlierTenth: () => edits.nudge('end', { milliseconds: -100 }),
    endLaterTenth: () => edits.nudge('end', { milliseconds: 100 }),
    tapTimes: () => edits.tapTimes(),
    closeGaps: () => onPanel('gaps'),
    split: () => void edits.split(),
    join: () => void edits.join(),
    insert: () => edits.insert(),
    insertAtPlayhead: () => edits.insertAtPlayhead(),
    delete: () => (selection.rows.length > 0 ? removeSelected() : void edits.remove()),
    select: () => selected && selection.toggle(selected.id),
    selectPrevious: () => selectBy(-1),
    selectNext: () => selectBy(1),
    selectAll: () => selection.set(rows.filter(({ kind, deleted }) => isCounted(kind) && !deleted).map(({ id }) => id)),
    italic: () => mark('i'),
    bold: () => mark('b'),
    balance: () => edits.balance(),
    speaker: () => selected && list.current?.askSpeaker(selected.id),
    nextConflict: goToNextStop,
    checks: () => toggle('checks'),
    find: () => onPanel('replace'),
    findNext: () => findBy(1),
    findPrevious: () => findBy(-1),
    history: () => toggle('history'),
    shift: () => onPanel('shift'),
    palette: () => toggle('palette'),
    undo: () => void undo.undo(),
    redo: () => void undo.redo(),
    steps: () => toggle('steps'),
    keys: () => onPanel('keys'),
    close: () => (panel === 'none' ? selection.ids.size > 0 && selection.clear() : onPanel('none')),
  }
  function run(command: Command): unknown {
    const why = unavailable(command, situation)
    return why === null ? commands[command]() : announce(why)
  }

  function press(command: Command, chord: Chord): unknown {
    if (chord === 'Enter' && !isEnterCommand(command)) {
      return LEAVE_TO_BROWSER
    }
    if (DIALOGS.has(panel) && command !== 'close') {
      return LEAVE_TO_BROWSER
    }
    // There may be typing to undo or to redo where there is no step.
    return (command === 'undo' || command === 'redo') && !situation.readOnly ? turn(command) : run(command)
  }

  /** Enter is a line break, and presses buttons. It is a command only in a new caption while the video plays. */
  function isEnterCommand(command: Command): boolean {
    const field = document.activeElement
    const id = field instanceof HTMLTextAreaElement ? field.dataset.segment : undefined
    return command === 'insertAtPlayhead' && edits.startsNext(id)
  }

  useKeys(keys, press)
  return run
}
