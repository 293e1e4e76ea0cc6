import { cueOf, withSettings } from './block.ts'

/** Place of a caption on the picture. */
export interface Placement {
  readonly line: 'top' | 'middle' | 'bottom'
  readonly side: 'left' | 'center' | 'right'
}

export const LINES = ['top', 'middle', 'bottom'] as const
export const SIDES = ['left', 'center', 'right'] as const

const LINE = { top: 'line:0', middle: 'line:45%', bottom: '' } as const
const SIDE = { left: 'align:left', center: '', right: 'align:right' } as const

/** The cue at another place; its other settings stay. Any other block stays. */
export function withPlacement(content: string, { line, side }: Placement): string {
  const settings = cueOf(content)?.settings.split(/\s+/) ?? []
  const others = settings.filter((one) => !/^(line|position|align):/.test(one))
  return withSettings(content, [...others, LINE[line], SIDE[side]].filter((one) => one !== '').join(' '))
}
