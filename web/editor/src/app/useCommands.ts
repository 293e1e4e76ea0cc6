import type { Snapshot } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { notifications } from '@mantine/notifications'
import type { RefObject } from 'react'
import type { Finding } from '../api/checks.ts'
import { titleDraftName } from '../api/draftNames.ts'
import type { SegmentJson } from '../api/types.ts'
import { announce } from '../components/announce.tsx'
import type { SegmentListHandle } from '../features/editing/SegmentList.tsx'
import type { PlayerHandle } from '../features/playback/Player.tsx'
import { type Command, EDITS, LEAVE, useKeys } from './keys.ts'
import type { useStructure } from './useStructure.tsx'

/** What is open beside the text. */
export type Panel = 'none' | 'keys' | 'history' | 'checks' | 'replace' | 'shift'

export interface CommandsOptions {
  readonly document: string
  readonly rows: readonly SegmentJson[]
  /** Which row the person is in; -1 for none. */
  readonly at: number
  readonly isCaptions: boolean
  readonly readOnly: boolean
  readonly findings: ReadonlyMap<string, readonly Finding[]> | null
  readonly structure: ReturnType<typeof useStructure>
  readonly title: RefObject<HTMLInputElement | null>
  readonly list: RefObject<SegmentListHandle | null>
  readonly player: RefObject<PlayerHandle | null>
  readonly panel: Panel
  readonly onPanel: (panel: Panel) => void
}

export const READ_ONLY =
  'You may read this document, not change it. Whoever runs this server can give you the role of an editor.'

const URGENT = new Set(['conflict', 'gone', 'error'])

function needsPerson(state: Snapshot<unknown> | undefined): boolean {
  return state !== undefined && (state.recovered || URGENT.has(state.status))
}

/** What each command does on the page of a document, by its key or by the menu. */
export function useCommands(options: CommandsOptions): (command: Command) => unknown {
  const { document, rows, at, isCaptions, readOnly, findings, structure, title, list, player, panel, onPanel } = options
  const drafts = useDrafts()
  const { draftOf } = structure
  const selected = rows[at]

  function step(by: number) {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next !== undefined) {
      list.current?.go(next.id)
    }
  }

  /** The title, which comes first, and the texts: from where the person is to there again. */
  function nextThatNeedsLook() {
    const stops = [
      {
        needsPerson: needsPerson(drafts.peek(titleDraftName(document))?.snapshot()),
        isWorthALook: false,
        go: () => title.current?.focus(),
      },
      ...rows.map((row) => ({
        needsPerson: needsPerson(draftOf(row)?.snapshot()),
        isWorthALook: findings?.has(row.id) ?? false,
        go: () => list.current?.go(row.id),
      })),
    ]
    const here = globalThis.document.activeElement === title.current ? 0 : at + 1
    const others = [...stops.slice(here + 1), ...stops.slice(0, here)]
    const next =
      [...others, ...stops.slice(here, here + 1)].find((stop) => stop.needsPerson) ??
      others.find((stop) => stop.isWorthALook)
    if (next === undefined) {
      notifications.show({ message: 'No conflicts' })
    } else {
      next.go()
    }
  }

  /** What is typed and not saved yet, the browser takes back by itself. */
  function undo() {
    const focused = globalThis.document.activeElement
    const isSegment = focused?.matches('textarea[data-segment]') ?? false
    const isField = focused?.matches('input, textarea') ?? false
    if (isField && (!isSegment || draftOf(selected)?.snapshot().dirty)) {
      return LEAVE
    }
    void structure.undo()
  }

  const toggled = (one: Panel) => onPanel(panel === one ? 'none' : one)
  const commands: Readonly<Record<Command, () => unknown>> = {
    save: () => (selected === undefined ? drafts.saveAll() : draftOf(selected)?.save()),
    previous: () => step(-1),
    next: () => step(1),
    play: () => player.current?.toggle(),
    setStart: () => structure.setTime('start'),
    setEnd: () => structure.setTime('end'),
    split: () => void structure.split(),
    join: () => void structure.join(),
    insert: () => void structure.insert(),
    delete: () => void structure.remove(),
    needsYou: nextThatNeedsLook,
    checks: () => isCaptions && toggled('checks'),
    find: () => onPanel('replace'),
    history: () => toggled('history'),
    shift: () => isCaptions && onPanel('shift'),
    undo,
    keys: () => onPanel('keys'),
    close: () => onPanel('none'),
  }
  const run = (command: Command) => (readOnly && EDITS.has(command) ? announce(READ_ONLY) : commands[command]())
  useKeys(run)
  return run
}
