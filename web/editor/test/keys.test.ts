import { beforeEach, describe, expect, test, vi } from 'vitest'
import { ALL_COMMANDS } from '../src/app/commands/commands.ts'
import { chordOf, type KeyPress, writesCharacter } from '../src/app/commands/keys/chord.ts'
import { defaultsOf, isReserved, isUsable } from '../src/app/commands/keys/defaults.ts'
import { KeyBindings } from '../src/app/commands/keys/KeyBindings.ts'
import { type Platform, platformOf } from '../src/app/commands/keys/platform.ts'
import { forScreenReaders, spelled } from '../src/app/commands/keys/spelling.ts'
import type { Command } from '../src/components/shortcuts.tsx'

const PLATFORMS: readonly Platform[] = ['mac', 'windows', 'linux']

function press(init: Partial<KeyPress>, altGraph = false): KeyPress {
  return {
    key: 'a',
    code: '',
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    isComposing: false,
    keyCode: 0,
    getModifierState: (name) => name === 'AltGraph' && altGraph,
    ...init,
  }
}

const alt = { altKey: true }
const ctrlAlt = { ctrlKey: true, altKey: true }

describe('a press that writes a character is typing', () => {
  const everywhere: readonly [string, KeyPress][] = [
    ['Option+[ on a US Mac', press({ key: '“', code: 'BracketLeft', ...alt })],
    ['Option+] on a US Mac', press({ key: '‘', code: 'BracketRight', ...alt })],
    ['Option+5 on a German Mac', press({ key: '[', code: 'Digit5', ...alt })],
    ['Option+6 on a German Mac', press({ key: ']', code: 'Digit6', ...alt })],
    ['Option+L on a German Mac', press({ key: '@', code: 'KeyL', ...alt })],
    ['Option+S on a US Mac', press({ key: 'ß', code: 'KeyS', ...alt })],
    ['AltGr+S in Polish on Windows', press({ key: 'ś', code: 'KeyS', ...ctrlAlt }, true)],
    ['AltGr+Q in German on Windows', press({ key: '@', code: 'KeyQ', ...ctrlAlt }, true)],
    ['AltGr+E in German on Windows', press({ key: '€', code: 'KeyE', ...ctrlAlt }, true)],
    ['AltGr+V in a layout that writes a plain letter', press({ key: 'v', code: 'KeyV', ...ctrlAlt }, true)],
    ['AltGr+S in Polish on Linux', press({ key: 'ś', code: 'KeyS' }, true)],
    ['Option+E, a dead key', press({ key: 'Dead', code: 'KeyE', ...alt })],
    ['a dead key with AltGr', press({ key: 'Dead', code: 'BracketLeft', ...ctrlAlt }, true)],
    ['a press that an input method takes', press({ key: 'Process', code: 'KeyK', ctrlKey: true, keyCode: 229 })],
    ['a press with key code 229', press({ key: 'Enter', code: 'Enter', keyCode: 229 })],
    ['a press while composing', press({ key: 'Escape', code: 'Escape', isComposing: true })],
    ['a letter', press({ key: 'k', code: 'KeyK' })],
    ['a capital letter', press({ key: 'K', code: 'KeyK', shiftKey: true })],
    ['a question mark', press({ key: '?', code: 'Slash', shiftKey: true })],
    ['a character outside the first plane', press({ key: '𝄞', code: 'KeyG', ...alt })],
  ]
  for (const platform of PLATFORMS) {
    test.each(everywhere)(`%s (${platform})`, (_, event) => {
      expect(writesCharacter(event, platform)).toBe(true)
    })
  }

  test.each(['windows', 'linux'] as const)(
    'AltGr+S in Polish where the browser does not report AltGr (%s)',
    (platform) => {
      expect(writesCharacter(press({ key: 'ś', code: 'KeyS', ...ctrlAlt }), platform)).toBe(true)
    },
  )

  test('Option with a letter that it does not change writes on a Mac', () => {
    expect(writesCharacter(press({ key: 'k', code: 'KeyK', ...alt }), 'mac')).toBe(true)
  })
})

describe('a press that writes nothing may be a command', () => {
  test.each<[string, Platform, KeyPress, string]>([
    ['Ctrl+K', 'linux', press({ key: 'k', code: 'KeyK', ctrlKey: true }), 'Ctrl+K'],
    ['Cmd+K', 'mac', press({ key: 'k', code: 'KeyK', metaKey: true }), 'Meta+K'],
    ['Cmd+Option+V, which reports √', 'mac', press({ key: '√', code: 'KeyV', metaKey: true, ...alt }), 'Alt+Meta+V'],
    ['Alt+K', 'windows', press({ key: 'k', code: 'KeyK', ...alt }), 'Alt+K'],
    ['Alt+K with Caps Lock', 'windows', press({ key: 'K', code: 'KeyK', ...alt }), 'Alt+K'],
    ['Ctrl+Alt+V without AltGr', 'linux', press({ key: 'v', code: 'KeyV', ...ctrlAlt }), 'Ctrl+Alt+V'],
    ['Ctrl+Z on a French keyboard', 'windows', press({ key: 'z', code: 'KeyW', ctrlKey: true }), 'Ctrl+Z'],
    ['Ctrl+Z on a German keyboard', 'windows', press({ key: 'z', code: 'KeyY', ctrlKey: true }), 'Ctrl+Z'],
    ['Ctrl+Z on a Russian keyboard', 'windows', press({ key: 'я', code: 'KeyZ', ctrlKey: true }), 'Ctrl+Z'],
    ['Alt+K on a Russian keyboard', 'windows', press({ key: 'л', code: 'KeyK', ...alt }), 'Alt+K'],
    ['Shift+F8', 'mac', press({ key: 'F8', code: 'F8', shiftKey: true }), 'Shift+F8'],
    [
      'Ctrl+/ on a German keyboard',
      'linux',
      press({ key: '/', code: 'Digit7', ctrlKey: true, shiftKey: true }),
      'Ctrl+/',
    ],
    ['Ctrl+Space', 'linux', press({ key: ' ', code: 'Space', ctrlKey: true }), 'Ctrl+Space'],
  ])('%s', (_, platform, event, chord) => {
    expect(writesCharacter(event, platform)).toBe(false)
    expect(chordOf(event)).toBe(chord)
  })

  test('? is one outside of text', () => {
    expect(chordOf(press({ key: '?', code: 'Slash', shiftKey: true }))).toBe('?')
  })

  test.each(['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'CapsLock'])('%s alone has no keys', (key) => {
    expect(chordOf(press({ key, ctrlKey: true }))).toBeNull()
  })
})

describe.each(PLATFORMS)('the usual keys of %s', (platform) => {
  const bindings = defaultsOf(platform)
  const chords = ALL_COMMANDS.flatMap((command) => bindings[command])

  test('belong to one command each', () => {
    expect(new Set(chords).size).toBe(chords.length)
  })

  test('belong neither to the system nor to a browser nor to the text', () => {
    expect(chords.filter((chord) => isReserved(chord, platform))).toEqual([])
  })

  test('can be pressed while typing, but for ?, Escape, and Enter in a new caption while the film plays', () => {
    expect(chords.filter((chord) => !isUsable(chord)).sort()).toEqual(['?', 'Enter', 'Escape'])
  })

  test('are there for every command', () => {
    expect(ALL_COMMANDS.filter((command) => bindings[command].length === 0)).toEqual([])
  })
})

test.each([
  ['Ctrl+Shift+Delete', 'windows', 'clears the browsing data'],
  ['Ctrl+Shift+H', 'linux', 'is the history of Firefox'],
  ['Ctrl+Shift+M', 'windows', 'changes the person of Chrome'],
  ['Ctrl+Space', 'windows', 'switches the input method'],
  ['Ctrl+Space', 'mac', 'switches the input source'],
  ['Ctrl+T', 'linux', 'opens a tab'],
  ['Meta+W', 'mac', 'closes the tab'],
  ['Alt+ArrowLeft', 'windows', 'goes back'],
  ['Alt+ArrowLeft', 'mac', 'moves by a word'],
  ['Ctrl+C', 'linux', 'copies'],
  ['Meta+V', 'mac', 'pastes'],
] as const)('%s on %s is reserved: it %s', (chord, platform, _) => {
  expect(isReserved(chord, platform)).toBe(true)
})

test.each([
  [{ platform: 'MacIntel' }, 'mac'],
  [{ platform: 'iPad' }, 'mac'],
  [{ platform: 'Win32' }, 'windows'],
  [{ platform: 'Linux x86_64' }, 'linux'],
  [{ platform: 'Linux x86_64', userAgentData: { platform: 'macOS' } }, 'mac'],
  [{ platform: 'Linux x86_64', userAgentData: { platform: '' } }, 'linux'],
  [{}, 'linux'],
] as const)('%j is a keyboard of %s', (navigating, platform) => {
  expect(platformOf(navigating)).toBe(platform)
})

describe('keys are written as on the keyboard', () => {
  test.each([
    ['Shift+Meta+Z', 'mac', '⇧⌘Z'],
    ['Alt+Meta+ArrowUp', 'mac', '⌥⌘↑'],
    ['Ctrl+Shift+Z', 'windows', 'Ctrl+Shift+Z'],
    ['Alt+ArrowUp', 'linux', 'Alt+↑'],
    ['Escape', 'linux', 'Esc'],
  ] as const)('%s on %s', (chord, platform, text) => {
    expect(spelled(chord, platform)).toBe(text)
  })

  test('for a screen reader', () => {
    expect(forScreenReaders('Ctrl+Shift+Z')).toBe('Control+Shift+Z')
  })
})

describe('the keys of a person', () => {
  beforeEach(() => localStorage.clear())

  const of = (keys: KeyBindings, command: Command) => keys.bindings()[command]

  test('are changed, and are there in the next visit', () => {
    new KeyBindings('Ana', 'linux').change('split', 'Alt+X')

    const keys = new KeyBindings('Ana', 'linux')
    expect(of(keys, 'split')).toEqual(['Alt+X'])
    expect(keys.commandOf('Alt+X')).toBe('split')
    expect(keys.commandOf('Alt+Enter')).toBeUndefined()
  })

  test('are not those of someone else at the same computer', () => {
    new KeyBindings('Ana', 'linux').change('split', 'Alt+X')

    expect(of(new KeyBindings('Ben', 'linux'), 'split')).toEqual(['Alt+Enter'])
  })

  test('belong to one command: another one loses them', () => {
    const keys = new KeyBindings('Ana', 'linux')

    keys.change('split', 'Alt+J')

    expect(keys.commandOf('Alt+J')).toBe('split')
    expect(of(keys, 'join')).toEqual([])
    keys.reset('join')
    expect(keys.commandOf('Alt+J')).toBe('join')
    expect(of(keys, 'split')).toEqual([])
  })

  test('are reset, one command or all', () => {
    const keys = new KeyBindings('Ana', 'linux')
    keys.change('split', 'Alt+X')
    keys.change('join', 'Alt+Y')

    keys.reset('split')
    expect([of(keys, 'split'), of(keys, 'join')]).toEqual([['Alt+Enter'], ['Alt+Y']])
    keys.reset()
    expect(keys.bindings()).toEqual(defaultsOf('linux'))
    expect(new KeyBindings('Ana', 'linux').bindings()).toEqual(defaultsOf('linux'))
  })

  test('are told to those who follow', () => {
    const keys = new KeyBindings('Ana', 'linux')
    const follow = vi.fn()
    const stop = keys.subscribe(follow)

    keys.change('split', 'Alt+X')
    stop()
    keys.reset()

    expect(follow).toHaveBeenCalledTimes(1)
  })

  test.each(['{', 'null', '[]', '{"split":"Alt+X"}', '{"split":[7]}', '{"fly":["Alt+X"]}'])(
    'are the usual ones where the storage has %s',
    (text) => {
      localStorage.setItem('holdfast.keys:linux:Ana', text)

      expect(new KeyBindings('Ana', 'linux').bindings()).toEqual(defaultsOf('linux'))
    },
  )

  test('last as long as the page where the browser forbids storage', () => {
    const failing = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const keys = new KeyBindings('Ana', 'linux')

    keys.change('split', 'Alt+X')

    expect(of(keys, 'split')).toEqual(['Alt+X'])
    failing.mockRestore()
  })
})
