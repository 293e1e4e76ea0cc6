import type { Chord } from './chord.ts'
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

/** A chord for `aria-keyshortcuts`. */
export function forScreenReaders(chord: Chord): string {
  return chord.replace(/^Ctrl|(?<=\+)Ctrl/, 'Control')
}
