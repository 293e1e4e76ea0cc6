import { Text } from '@mantine/core'
import { createContext, useContext } from 'react'

/** Command of a document's page. Each has keys, which its person can change. */
export type Command =
  | 'palette'
  | 'save'
  | 'undo'
  | 'redo'
  | 'steps'
  | 'previous'
  | 'next'
  | 'play'
  | 'playCaption'
  | 'loopCaption'
  | 'playFromCaption'
  | 'backSeconds'
  | 'forwardSeconds'
  | 'back'
  | 'forward'
  | 'backTenth'
  | 'forwardTenth'
  | 'backFrame'
  | 'forwardFrame'
  | 'slower'
  | 'faster'
  | 'setStart'
  | 'setEnd'
  | 'startEarlier'
  | 'startLater'
  | 'endEarlier'
  | 'endLater'
  | 'startEarlierTenth'
  | 'startLaterTenth'
  | 'endEarlierTenth'
  | 'endLaterTenth'
  | 'tapTimes'
  | 'closeGaps'
  | 'split'
  | 'join'
  | 'insert'
  | 'insertAtPlayhead'
  | 'delete'
  | 'select'
  | 'selectPrevious'
  | 'selectNext'
  | 'selectAll'
  | 'italic'
  | 'bold'
  | 'balance'
  | 'speaker'
  | 'nextConflict'
  | 'checks'
  | 'find'
  | 'findNext'
  | 'findPrevious'
  | 'history'
  | 'shift'
  | 'keys'
  | 'close'

/** Keys of a command in writing. */
export interface Shortcut {
  /** The first keys, for menus and sentences: `Ctrl+Enter`, on a Mac `⌘↩`. Undefined if the command has no keys. */
  readonly spelled: string | undefined
  /** All keys, for `aria-keyshortcuts`. */
  readonly aria: string | undefined
}

export type Shortcuts = (command: Command) => Shortcut

const NONE: Shortcut = { spelled: undefined, aria: undefined }

/** Keys of the person who uses the page. Where there is no document, no command has keys. */
export const ShortcutsContext = createContext<Shortcuts>(() => NONE)

export function useShortcuts(): Shortcuts {
  return useContext(ShortcutsContext)
}

/** Keys of a command beside its name in a menu. Not part of the name. */
export function ShortcutHint({ command }: { readonly command: Command }) {
  const { spelled } = useShortcuts()(command)
  return spelled === undefined ? null : (
    <Text size="xs" aria-hidden="true">
      {spelled}
    </Text>
  )
}

/** Name of a command with its keys, for a tooltip. */
export function withKeys(label: string, { spelled }: Shortcut): string {
  return spelled === undefined ? label : `${label} (${spelled})`
}
