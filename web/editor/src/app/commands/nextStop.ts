/** Place on the page that a person may have to look at. */
export interface Stop {
  readonly hasConflict: boolean
  readonly hasWarning: boolean
  readonly go: () => void
}

/**
 * The next stop with a conflict, from the current one around to it again; without any, the next other one with a
 * warning.
 */
export function nextStop(stops: readonly Stop[], current: number): Stop | undefined {
  const others = [...stops.slice(current + 1), ...stops.slice(0, current)]
  return (
    [...others, ...stops.slice(current, current + 1)].find(({ hasConflict }) => hasConflict) ??
    others.find(({ hasWarning }) => hasWarning)
  )
}
