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
  | 'needsYou'
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
  readonly does: string
}

/** Every key there is. The dialog shows this list, so that it cannot tell anything else. */
export const BINDINGS: readonly Binding[] = [
  { keys: 'Ctrl+Enter', command: 'save', does: 'Save' },
  { keys: 'Alt+ArrowUp', command: 'previous', does: 'Previous segment' },
  { keys: 'Alt+ArrowDown', command: 'next', does: 'Next segment' },
  { keys: 'Ctrl+Space', command: 'play', does: 'Play or pause' },
  { keys: 'Alt+[', command: 'setStart', does: 'Start at the playhead' },
  { keys: 'Alt+]', command: 'setEnd', does: 'End at the playhead' },
  { keys: 'Ctrl+Alt+V', command: 'split', does: 'Split at the cursor' },
  { keys: 'Ctrl+Shift+M', command: 'join', does: 'Join with the next' },
  { keys: 'Alt+Insert', command: 'insert', does: 'Insert below' },
  { keys: 'Ctrl+Shift+Delete', command: 'delete', does: 'Delete the segment' },
  { keys: 'F8', command: 'needsYou', does: 'Next conflict or warning' },
  { keys: 'Shift+F8', command: 'checks', does: 'All warnings' },
  { keys: 'Ctrl+Shift+H', command: 'history', does: 'History of the segment' },
  { keys: 'Ctrl+F', command: 'find', does: 'Find and replace' },
  { keys: 'Ctrl+Alt+S', command: 'shift', does: 'Shift times' },
  { keys: 'Ctrl+Z', command: 'undo', does: 'Undo your last edit, unless somebody changed it since' },
  { keys: '?', command: 'keys', does: 'Show the keys' },
  { keys: 'Escape', command: 'close', does: 'Close what is open' },
]

/** Those that change the document. */
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

/** The name of what was pressed, as in the list above. Apple's command key counts as Ctrl. */
export function nameOf(event: KeyboardEvent): string {
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

/** What a command gives back that leaves the key to the browser. */
export const LEAVE = Symbol('leave')

export function useKeys(run: (command: Command) => unknown): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const binding = BINDINGS.find(({ keys }) => keys === nameOf(event))
      const typing = event.target instanceof Element && event.target.matches('input, textarea, select')
      if (binding === undefined || event.isComposing || event.defaultPrevented || (binding.keys === '?' && typing)) {
        return
      }
      if (latest.current(binding.command) !== LEAVE && binding.command !== 'close') {
        event.preventDefault()
      }
    }
    globalThis.addEventListener('keydown', press)
    return () => globalThis.removeEventListener('keydown', press)
  }, [])
}
