import type { Platform } from './platform.ts'

/** Keys that are pressed at once, for instance `Ctrl+Shift+Z`: modifiers in this order, then one key. */
export type Chord = string

export const MODIFIERS = ['Ctrl', 'Alt', 'Shift', 'Meta'] as const
export type Modifier = (typeof MODIFIERS)[number]

/** Parts of a key press that its meaning depends on. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'isComposing' | 'keyCode'
> & { getModifierState(key: string): boolean }

const LONE = new Set(['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'CapsLock', 'Fn', 'OS'])
/** Key code of a press that an input method handles. */
const INPUT_METHOD = 229
/** Characters of the keys beside letters and digits on a US keyboard. */
const US: Readonly<Record<string, string>> = {
  BracketLeft: '[{',
  BracketRight: ']}',
  Backquote: '`~',
  Backslash: '\\|',
  Comma: ',<',
  Equal: '=+',
  Minus: '-_',
  Period: '.>',
  Quote: '\'"',
  Semicolon: ';:',
  Slash: '/?',
}

/** True if an input method or a dead key handles the press: it is part of typing, whatever keys are held. */
export function isComposed({ key, isComposing, keyCode }: KeyPress): boolean {
  return isComposing || keyCode === INPUT_METHOD || key === 'Process' || key === 'Dead' || key === 'Unidentified'
}

/** True if the press writes a character where there is a text field. Then it is typing, and never a command there. */
export function writesCharacter(press: KeyPress, platform: Platform): boolean {
  const { key, ctrlKey, altKey, metaKey } = press
  if (isComposed(press)) {
    return true
  }
  if ([...key].length !== 1) {
    return false
  }
  if (press.getModifierState('AltGraph')) {
    return true
  }
  if (platform === 'mac') {
    return !ctrlKey && !metaKey // Option writes
  }
  if (metaKey || (ctrlKey && !altKey)) {
    return false
  }
  return altKey ? !isPlain(press) : true
}

/** True if a character is the one that the key writes by itself: Alt, or Ctrl and Alt, added nothing to it. */
function isPlain({ key, code }: KeyPress): boolean {
  const letter = /^Key([A-Z])$/.exec(code)
  if (letter !== null) {
    return (
      /^[a-z]$/i.test(key) || /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]$/u.test(key)
    )
  }
  return /^[a-z]$/i.test(key) || digitOf(code) === key || (US[code] ?? '').includes(key)
}

function digitOf(code: string): string | undefined {
  return /^Digit(\d)$/.exec(code)?.[1]
}

/** The keys of a press; null for a modifier by itself, and for a press that an input method handles. */
export function chordOf(press: KeyPress): Chord | null {
  const { ctrlKey, altKey, shiftKey, metaKey } = press
  if (isComposed(press) || LONE.has(press.key)) {
    return null
  }
  const key = keyOf(press)
  const held: Readonly<Record<Modifier, boolean>> = {
    Ctrl: ctrlKey,
    Alt: altKey,
    // It depends on the keyboard if a character needs Shift.
    Shift: shiftKey && (key.length > 1 || /[A-Z0-9]/.test(key)),
    Meta: metaKey,
  }
  return [...MODIFIERS.filter((modifier) => held[modifier]), key].join('+')
}

/** The key by what is written on it. Where that is no Latin letter, by its place, so that every keyboard has the letters. */
function keyOf({ key, code, altKey }: KeyPress): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (/^[a-z]$/i.test(key)) {
    return key.toUpperCase()
  }
  if (letter !== undefined && [...key].length === 1) {
    return letter
  }
  if (key === ' ') {
    return 'Space'
  }
  const digit = digitOf(code)
  return digit !== undefined && altKey ? digit : key === '+' ? 'Plus' : key
}
