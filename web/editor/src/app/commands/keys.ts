import { useEffect, useRef } from 'react'

export type Command =
  | 'save'
  | 'previous'
  | 'next'
  | 'play'
  | 'setStart'
  | 'setEnd'
  | 'split'
  | 'join'
  | 'insert'
  | 'delete'
  | 'nextConflict'
  | 'checks'
  | 'find'
  | 'history'
  | 'keys'
  | 'shift'
  | 'undo'
  | 'close'

interface Binding {
  readonly keys: string
  readonly command: Command
  /** `{noun}` stands for the word for a segment. */
  readonly label: string
}

/** All keys. The dialog shows this list. */
export const BINDINGS: readonly Binding[] = [
  { keys: 'Ctrl+Enter', command: 'save', label: 'Save' },
  { keys: 'Alt+ArrowUp', command: 'previous', label: 'Previous {noun}' },
  { keys: 'Alt+ArrowDown', command: 'next', label: 'Next {noun}' },
  { keys: 'Ctrl+Space', command: 'play', label: 'Play or pause' },
  { keys: 'Alt+[', command: 'setStart', label: 'Start at the playhead' },
  { keys: 'Alt+]', command: 'setEnd', label: 'End at the playhead' },
  { keys: 'Ctrl+Alt+V', command: 'split', label: 'Split at the cursor' },
  { keys: 'Ctrl+Shift+M', command: 'join', label: 'Join with the next' },
  { keys: 'Alt+Insert', command: 'insert', label: 'Insert below' },
  { keys: 'Ctrl+Shift+Delete', command: 'delete', label: 'Delete the {noun}' },
  { keys: 'F8', command: 'nextConflict', label: 'Next conflict or warning' },
  { keys: 'Shift+F8', command: 'checks', label: 'All warnings' },
  { keys: 'Ctrl+Shift+H', command: 'history', label: 'History of the {noun}' },
  { keys: 'Ctrl+F', command: 'find', label: 'Find and replace' },
  { keys: 'Ctrl+Alt+S', command: 'shift', label: 'Shift times' },
  { keys: 'Ctrl+Z', command: 'undo', label: 'Undo your last edit, unless someone changed it since' },
  { keys: '?', command: 'keys', label: 'Show the keys' },
  { keys: 'Escape', command: 'close', label: 'Close the open panel' },
]

/** Commands that change the document. */
export const EDITS: ReadonlySet<Command> = new Set([
  'save',
  'setStart',
  'setEnd',
  'split',
  'join',
  'insert',
  'delete',
  'shift',
  'undo',
])

const CODES: Readonly<Record<string, string>> = { BracketLeft: '[', BracketRight: ']', Space: 'Space' }

/** Name of the pressed keys, as in the list above. Apple's command key counts as Ctrl. */
export function keysOf(event: KeyboardEvent): string {
  const key = CODES[event.code] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key)
  if (key === '?') {
    return '?'
  }
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : null,
    event.altKey ? 'Alt' : null,
    event.shiftKey ? 'Shift' : null,
    /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : key,
  ]
    .filter((part) => part !== null)
    .join('+')
}

/** Result of a command that leaves the key to the browser. */
export const LEAVE_TO_BROWSER = Symbol('leave to the browser')

export function useKeys(run: (command: Command) => unknown): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const binding = BINDINGS.find(({ keys }) => keys === keysOf(event))
      const typing = event.target instanceof Element && event.target.matches('input, textarea, select')
      if (binding === undefined || event.isComposing || event.defaultPrevented || (binding.keys === '?' && typing)) {
        return
      }
      if (latest.current(binding.command) !== LEAVE_TO_BROWSER && binding.command !== 'close') {
        event.preventDefault()
      }
    }
    globalThis.addEventListener('keydown', press)
    return () => globalThis.removeEventListener('keydown', press)
  }, [])
}
