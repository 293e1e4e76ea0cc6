import type { Plan } from './game.ts'
import type { Verdict } from './verdict.ts'

/** Counts of a game and its broken promises, as lines of text. */
export function reportOf({ seed, seconds }: Plan, { counts, violations }: Verdict): string {
  const lines = Object.entries(counts).map(([name, count]) => `  ${String(count).padStart(6)}  ${name}`)
  const repeat = `HOLDFAST_SEED=${seed} HOLDFAST_LEDGER_SECONDS=${seconds}`
  return [
    `Ledger of ${seconds} s (${repeat})`,
    ...lines,
    `  ${String(violations.length).padStart(6)}  broken promises`,
  ].join('\n')
}
