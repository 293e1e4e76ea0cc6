import { storedPreference, storePreference } from '../../../components/preferences.ts'
import type { Command } from '../../../components/shortcuts.tsx'
import { ALL_COMMANDS } from '../commands.ts'
import type { Chord } from './chord.ts'
import { type Bindings, defaultsOf } from './defaults.ts'
import type { Platform } from './platform.ts'

type Changed = Partial<Record<Command, readonly Chord[]>>

/** Keys of one person on this computer: those of the platform, and what the person changed of them. */
export class KeyBindings {
  readonly platform: Platform
  private readonly name: string
  private readonly listeners = new Set<() => void>()
  private changed: Changed
  private current: Bindings

  constructor(person: string, platform: Platform) {
    this.platform = platform
    this.name = `holdfast.keys:${platform}:${person}`
    this.changed = parsed(storedPreference(this.name))
    this.current = { ...defaultsOf(platform), ...this.changed }
  }

  readonly bindings = (): Bindings => this.current

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  commandOf(chord: Chord): Command | undefined {
    return ALL_COMMANDS.find((command) => this.current[command].includes(chord))
  }

  isChanged(command: Command): boolean {
    return this.changed[command] !== undefined
  }

  /** Gives a command other keys. A command that had them loses them. */
  change(command: Command, chord: Chord): void {
    const other = this.commandOf(chord)
    const changed = other === undefined ? {} : { [other]: without(this.current[other], [chord]) }
    this.apply({ ...this.changed, ...changed, [command]: [chord] })
  }

  /** Gives a command its usual keys back, or all commands. A command that has one of them loses it. */
  reset(command?: Command): void {
    if (command === undefined) {
      this.apply({})
      return
    }
    const usual = defaultsOf(this.platform)[command]
    const others = ALL_COMMANDS.filter((one) => one !== command && this.changed[one] !== undefined)
    this.apply(Object.fromEntries(others.map((one) => [one, without(this.current[one], usual)])))
  }

  private apply(changed: Changed): void {
    this.changed = changed
    this.current = { ...defaultsOf(this.platform), ...changed }
    storePreference(this.name, JSON.stringify(changed))
    for (const listener of this.listeners) {
      listener()
    }
  }
}

function without(chords: readonly Chord[], others: readonly Chord[]): readonly Chord[] {
  return chords.filter((chord) => !others.includes(chord))
}

function parsed(text: string): Changed {
  try {
    const stored: unknown = JSON.parse(text || '{}')
    const entries = Object.entries(stored ?? {}).filter(
      ([command, chords]) =>
        ALL_COMMANDS.some((one) => one === command) &&
        Array.isArray(chords) &&
        chords.every((chord) => typeof chord === 'string'),
    )
    return Object.fromEntries(entries)
  } catch {
    return {} // written by something else
  }
}
