import { Kbd } from '@mantine/core'
import type { Chord } from './chord.ts'
import type { Platform } from './platform.ts'
import { keysOf, spelled } from './spelling.ts'

/** Keys of a chord, each drawn as a key. */
export function ChordKeys({ chord, platform }: { readonly chord: Chord; readonly platform: Platform }) {
  return (
    <span role="img" aria-label={spelled(chord, platform)}>
      {keysOf(chord, platform).map((key) => (
        <Kbd key={key} mr={3} size="sm" aria-hidden="true">
          {key}
        </Kbd>
      ))}
    </span>
  )
}
