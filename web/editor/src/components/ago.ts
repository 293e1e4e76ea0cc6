const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** Time since something happened, in words. */
export function ago(at: string | undefined, now = Date.now()): string {
  const time = Date.parse(at ?? '')
  if (Number.isNaN(time)) {
    return ''
  }
  const passed = now - time
  if (passed > 30 * 86_400_000) {
    return new Date(time).toLocaleDateString()
  }
  const [unit, length] = UNITS.find(([, size]) => passed >= size) ?? ['minute', 60_000]
  return passed < 60_000 ? 'just now' : RELATIVE.format(-Math.floor(passed / length), unit)
}
