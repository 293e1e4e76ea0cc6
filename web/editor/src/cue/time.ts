const HOUR = 3_600_000
const MINUTE = 60_000
const SECOND = 1_000

/** Time in WebVTT's spelling, with hours only where needed. */
export function formatTime(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(whole / HOUR)
  const minutes = Math.floor((whole % HOUR) / MINUTE)
  const seconds = Math.floor((whole % MINUTE) / SECOND)
  const rest = `${two(minutes)}:${two(seconds)}.${String(whole % SECOND).padStart(3, '0')}`
  return hours === 0 ? rest : `${two(hours)}:${rest}`
}

/** Seconds that a person typed, with a sign if they like, in milliseconds; null if they cannot be parsed. */
export function parseSeconds(typed: string): number | null {
  const text = typed.trim().replace(',', '.').replace('−', '-')
  return /^[+-]?\d{1,6}(\.\d{1,3})?$/.test(text) ? Math.round(Number(text) * 1_000) : null
}

/** Time that a person typed, for instance `1:02.5`, `62.5` or `00:01:02,500`; null if it cannot be parsed. */
export function parseTime(text: string): number | null {
  const parts = /^\s*(?:(?:(\d{1,6}):)?(\d{1,2}):)?(\d{1,6})(?:[.,](\d{1,3}))?\s*$/.exec(text)
  if (parts === null) {
    return null
  }
  const [, hours = '0', minutes, seconds = '0', fraction = '0'] = parts
  const isClock = minutes !== undefined
  if (isClock && (Number(seconds) > 59 || Number(minutes) > 59)) {
    return null
  }
  return (
    Number(hours) * HOUR + Number(minutes ?? '0') * MINUTE + Number(seconds) * SECOND + Number(fraction.padEnd(3, '0'))
  )
}
