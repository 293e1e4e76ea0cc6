import { Text } from '@mantine/core'
import type { Command } from '../commands.ts'
import type { Bindings } from './defaults.ts'
import type { Platform } from './platform.ts'
import { spelled } from './spelling.ts'

export interface ShortcutOptions {
  readonly bindings: Bindings
  readonly platform: Platform
}

export interface ShortcutProps extends ShortcutOptions {
  readonly command: Command
}

/** First keys of a command, beside its name in a menu. Not part of the name. */
export function Shortcut({ command, bindings, platform }: ShortcutProps) {
  const [chord] = bindings[command]
  return chord === undefined ? null : (
    <Text size="xs" aria-hidden="true">
      {spelled(chord, platform)}
    </Text>
  )
}

/** Name of a command with its keys, for a tooltip. */
export function withKeys(label: string, { command, bindings, platform }: ShortcutProps): string {
  const [chord] = bindings[command]
  return chord === undefined ? label : `${label} (${spelled(chord, platform)})`
}
