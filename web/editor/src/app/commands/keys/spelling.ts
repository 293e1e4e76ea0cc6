import type { Shortcuts } from '../../../components/shortcuts.tsx'
import type { Chord } from './chord.ts'
import type { Bindings } from './defaults.ts'
import type { Platform } from './platform.ts'

const MAC_GLYPHS: Readonly<Record<string, string>> = {
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Meta: '⌘',
  Enter: '↩',
  Backspace: '⌫',
  Delete: '⌦',
  Escape: 'esc',
}
const NAMES: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  Meta: 'Win',
  Plus: '+',
}

/** The keys of a chord as they are written on the keyboard. */
export function keysOf(chord: Chord, platform: Platform): readonly string[] {
  return chord.split('+').map((key) => (platform === 'mac' ? MAC_GLYPHS[key] : undefined) ?? NAMES[key] ?? key)
}

/** A chord in a menu: `Ctrl+Shift+Z`, on a Mac `⇧⌘Z`. */
export function spelled(chord: Chord, platform: Platform): string {
  return keysOf(chord, platform).join(platform === 'mac' ? '' : '+')
}

/** The keys of each command in writing. */
export function shortcutsOf(bindings: Bindings, platform: Platform): Shortcuts {
  return (command) => {
    const [first] = bindings[command]
    return first === undefined
      ? { spelled: undefined, aria: undefined }
      : { spelled: spelled(first, platform), aria: bindings[command].map(forScreenReaders).join(' ') }
  }
}

/** A chord for `aria-keyshortcuts`. */
export function forScreenReaders(chord: Chord): string {
  return chord.replace(/^Ctrl|(?<=\+)Ctrl/, 'Control')
}
