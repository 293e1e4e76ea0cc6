import type { DraftSnapshot } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import type { RefObject } from 'react'
import type { Finding } from '../../api/checks.ts'
import { titleDraftName } from '../../api/draftNames.ts'
import type { SegmentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { notify } from '../../components/notices.tsx'
import type { SegmentListHandle } from '../../features/editing/SegmentList.tsx'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { PlayerHandle } from '../../features/playback/Player.tsx'
import { type Command, EDITS, LEAVE_TO_BROWSER, useKeys } from './keys.ts'
import { nextStop, type Stop } from './nextStop.ts'
import type { DocumentEdits } from './useDocumentEdits.ts'

/** Panel beside the text. */
export type Panel = 'none' | 'keys' | 'history' | 'checks' | 'replace' | 'shift'

export interface CommandsOptions {
  readonly drafts: SegmentDrafts
  readonly edits: DocumentEdits
  readonly rows: readonly SegmentJson[]
  /** Index of the current row; -1 for none. */
  readonly at: number
  readonly isCaptions: boolean
  readonly readOnly: boolean
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null
  readonly title: RefObject<HTMLInputElement | null>
  readonly list: RefObject<SegmentListHandle | null>
  readonly player: RefObject<PlayerHandle | null>
  readonly panel: Panel
  readonly onPanel: (panel: Panel) => void
}

export const READ_ONLY = 'You can read this document. Ask an administrator for edit access.'

const CONFLICTS = new Set(['conflict', 'gone', 'error'])

function hasConflict(state: DraftSnapshot<unknown> | undefined): boolean {
  return state !== undefined && (state.recovered || state.waits || CONFLICTS.has(state.status))
}

/** Runs the commands of a document's page, for its keys and its menus. */
export function useCommands(options: CommandsOptions): (command: Command) => unknown {
  const { drafts, edits, rows, at, isCaptions, readOnly, findings, title, list, player, panel, onPanel } = options
  const allDrafts = useDrafts()
  const selected = rows[at]
  const selectedDraft = () => selected && drafts.peek(selected.id)

  function step(by: number) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next !== undefined) {
      list.current?.go(next.id)
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

  /** Undoes the last saved edit. Unsaved typing is left to the undo of the browser. */
  function undo() {
    const focused = document.activeElement
    const isSegment = focused?.matches('textarea[data-segment]') ?? false
    const isField = focused?.matches('input, textarea') ?? false
    if (isField && (!isSegment || selectedDraft()?.snapshot().dirty)) {
      return LEAVE_TO_BROWSER
    }
    void edits.undo()
  }

  const toggle = (one: Panel) => onPanel(panel === one ? 'none' : one)
  const commands: Readonly<Record<Command, () => unknown>> = {
    save: () => (selected === undefined ? allDrafts.saveAll() : selectedDraft()?.save()),
    previous: () => step(-1),
    next: () => step(1),
    play: () => player.current?.toggle(),
    setStart: () => edits.setTime('start'),
    setEnd: () => edits.setTime('end'),
    split: () => void edits.split(),
    join: () => void edits.join(),
    insert: () => void edits.insert(),
    delete: () => void edits.remove(),
    nextConflict: goToNextStop,
    checks: () => isCaptions && toggle('checks'),
    find: () => onPanel('replace'),
    history: () => toggle('history'),
    shift: () => isCaptions && onPanel('shift'),
    undo,
    keys: () => onPanel('keys'),
    close: () => onPanel('none'),
  }
  const run = (command: Command) => (readOnly && EDITS.has(command) ? announce(READ_ONLY) : commands[command]())
  useKeys(run)
  return run
}
