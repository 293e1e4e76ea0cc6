import type { Command } from '../../../components/shortcuts.tsx'
import type { Chord } from './chord.ts'
import type { Platform } from './platform.ts'

export type Bindings = Readonly<Record<Command, readonly Chord[]>>

/**
 * Keys of Windows and Linux. Neither Ctrl+Alt with a character, which is AltGr, nor Ctrl+Space, Alt+Shift and Shift+Space,
 * which switch the input method, nor the keys of browsers and of their menus in English (Alt+ D, E, F, V, S, B, T, H).
 */
const OTHERS: Bindings = {
  palette: ['Ctrl+K'],
  save: ['Ctrl+Enter', 'Ctrl+S'],
  undo: ['Ctrl+Z'],
  redo: ['Ctrl+Shift+Z', 'Ctrl+Y'],
  steps: ['Shift+F9'],
  previous: ['Alt+ArrowUp'],
  next: ['Alt+ArrowDown'],
  play: ['Alt+K'],
  playCaption: ['Alt+P'],
  loopCaption: ['Alt+L'],
  playFromCaption: ['Alt+G'],
  backSeconds: ['Alt+Q'],
  forwardSeconds: ['Alt+W'],
  back: ['Alt+,'],
  forward: ['Alt+.'],
  backTenth: ['Alt+X'],
  forwardTenth: ['Alt+C'],
  backFrame: ['F2'],
  forwardFrame: ['F4'],
  slower: ['Shift+F2'],
  faster: ['Shift+F4'],
  setStart: ['Alt+I'],
  setEnd: ['Alt+O'],
  startEarlier: ['Alt+['],
  startLater: ['Alt+]'],
  endEarlier: ['Alt+;'],
  endLater: ["Alt+'"],
  startEarlierTenth: ['Ctrl+['],
  startLaterTenth: ['Ctrl+]'],
  endEarlierTenth: ['Ctrl+;'],
  endLaterTenth: ["Ctrl+'"],
  tapTimes: ['Alt+R'],
  closeGaps: ['Alt+Y'],
  split: ['Alt+Enter'],
  join: ['Alt+J'],
  insert: ['Alt+Insert', 'Ctrl+Shift+Enter'],
  insertAtPlayhead: ['Alt+N', 'Enter'],
  delete: ['Alt+Delete'],
  select: ['Alt+A'],
  selectPrevious: ['Alt+PageUp'],
  selectNext: ['Alt+PageDown'],
  selectAll: ['Alt+Z'],
  italic: ['Ctrl+I'],
  bold: ['Ctrl+B'],
  balance: ['Alt+U'],
  speaker: ['Alt+-'],
  nextConflict: ['F8'],
  checks: ['Shift+F8'],
  find: ['Ctrl+F'],
  findNext: ['F3'],
  findPrevious: ['Shift+F3'],
  history: ['F9'],
  shift: ['Alt+M'],
  keys: ['?', 'Ctrl+/'],
  close: ['Escape'],
}

/**
 * Keys of macOS. Option with a character writes, Option with arrows and Delete moves by words, Ctrl with Option is VoiceOver,
 * Ctrl+Space switches the input source. Ctrl with Shift is free, but for A, B, E, F, N, P and V, which extend the selection.
 */
const MAC: Bindings = {
  palette: ['Meta+K'],
  save: ['Meta+Enter', 'Meta+S'],
  undo: ['Meta+Z'],
  redo: ['Shift+Meta+Z'],
  steps: ['Ctrl+Shift+U'],
  previous: ['Alt+Meta+ArrowUp'],
  next: ['Alt+Meta+ArrowDown'],
  play: ['Ctrl+Shift+K'],
  playCaption: ['Ctrl+Shift+Y'],
  loopCaption: ['Ctrl+Shift+L'],
  playFromCaption: ['Ctrl+Shift+G'],
  backSeconds: ['Ctrl+Shift+Q'],
  forwardSeconds: ['Ctrl+Shift+W'],
  back: ['Ctrl+Shift+Z'],
  forward: ['Ctrl+Shift+X'],
  backTenth: ['Ctrl+Shift+C'],
  forwardTenth: ['Ctrl+Shift+D'],
  backFrame: ['F2'],
  forwardFrame: ['F4'],
  slower: ['Shift+F2'],
  faster: ['Shift+F4'],
  setStart: ['Ctrl+Shift+I'],
  setEnd: ['Ctrl+Shift+O'],
  startEarlier: ['Ctrl+['],
  startLater: ['Ctrl+]'],
  endEarlier: ['Ctrl+;'],
  endLater: ["Ctrl+'"],
  startEarlierTenth: ['Ctrl+Meta+['],
  startLaterTenth: ['Ctrl+Meta+]'],
  endEarlierTenth: ['Ctrl+Meta+;'],
  endLaterTenth: ["Ctrl+Meta+'"],
  tapTimes: ['Ctrl+Shift+R'],
  closeGaps: ['Alt+Meta+Y'],
  split: ['Alt+Meta+Enter'],
  join: ['Ctrl+Shift+J'],
  insert: ['Shift+Meta+Enter'],
  insertAtPlayhead: ['Ctrl+Shift+Enter', 'Enter'],
  delete: ['Ctrl+Shift+Backspace'],
  select: ['Ctrl+Shift+S'],
  selectPrevious: ['Ctrl+Shift+PageUp'],
  selectNext: ['Ctrl+Shift+PageDown'],
  selectAll: ['Ctrl+Shift+T'],
  italic: ['Meta+I'],
  bold: ['Meta+B'],
  balance: ['Alt+Meta+K'],
  speaker: ['Alt+Meta+S'],
  nextConflict: ['F8'],
  checks: ['Shift+F8'],
  find: ['Meta+F'],
  findNext: ['Meta+G', 'F3'],
  findPrevious: ['Shift+Meta+G', 'Shift+F3'],
  history: ['Ctrl+Shift+H'],
  shift: ['Ctrl+Shift+M'],
  keys: ['?', 'Meta+/'],
  close: ['Escape'],
}

export function defaultsOf(platform: Platform): Bindings {
  return platform === 'mac' ? MAC : OTHERS
}

const RESERVED: Readonly<Record<Platform, readonly RegExp[]>> = {
  mac: [
    /^(Shift\+)?Meta\+[NTWQHM,]$|^Meta\+([LRD]|Space|Tab|`)$|^Shift\+Meta\+([345]|Backspace|Delete)$/,
    /^Alt\+Meta\+([IJCUWHD]|Escape|Space|ArrowLeft|ArrowRight)$|^Ctrl\+(Space|Tab)$|^Ctrl\+Alt\+|^Ctrl\+Arrow/,
    // Editing of text.
    /^(Alt\+)?(Shift\+)?(Arrow\w+|Backspace|Delete|Home|End)$|^(Shift\+)?Meta\+([ACVX]|Arrow\w+|Backspace|Delete)$/,
    /^Ctrl\+([A-Z])$|^Ctrl\+Shift\+[ABEFNPV]$/,
  ],
  windows: [
    /^Ctrl\+(Shift\+)?[NTWJ]$|^Ctrl\+[LHDRPOUEG]$|^Ctrl\+Shift\+([BCIMHKPRSAEOG]|Delete|Tab)$|Meta/,
    /^Ctrl\+(Space|Tab|\.)$|^Shift\+Space$|^Alt\+(F4|Tab|Space|Escape|ArrowLeft|ArrowRight|Home|[DEF])$/,
    /^Ctrl\+Alt\+(Delete|Tab)$|^F(1|5|6|7|10|11|12)$/,
  ],
  linux: [
    /^Ctrl\+(Shift\+)?[NTWJ]$|^Ctrl\+[LHDRPOUEG]$|^Ctrl\+Shift\+([BCIMHKPRSAEOGU]|Delete|Tab)$|Meta/,
    /^Ctrl\+(Space|Tab|\.)$|^Shift\+Space$|^Alt\+(F\d+|Tab|Space|Escape|ArrowLeft|ArrowRight|Home|[DEF])$/,
    /^Ctrl\+Alt\+(Delete|Tab|[TL]|Arrow\w+|F\d+)$|^F(1|5|6|7|10|11|12)$/,
  ],
}

const EDITING =
  /^(Ctrl\+)?(Shift\+)?(Arrow\w+|Backspace|Delete|Home|End|PageUp|PageDown)$|^Ctrl\+(Shift\+)?[ACVX]$|^(Ctrl|Shift)\+Insert$/

/** True if the system, an input method, a browser or the editing of text uses these keys. */
export function isReserved(chord: Chord, platform: Platform): boolean {
  return RESERVED[platform].some((pattern) => pattern.test(chord)) || (platform !== 'mac' && EDITING.test(chord))
}

/** True if the keys can be pressed in the middle of a text without typing: with Ctrl, Alt or Meta, or a function key. */
export function isUsable(chord: Chord): boolean {
  return /^(Ctrl|Alt|Shift\+Meta|Meta)\+|^(Shift\+)?F\d+$/.test(chord)
}
