import { expect, test } from '@playwright/test'
import { play } from '../ledger/play.ts'
import { reportOf } from '../ledger/report.ts'

const SEED = Number(process.env.HOLDFAST_SEED ?? Date.now() % 1_000_000_000)
const SECONDS = Number(process.env.HOLDFAST_LEDGER_SECONDS ?? 16)

test('everything that people did is in the document, in a draft, or dropped by them', async ({ browser }) => {
  test.setTimeout((SECONDS + 300) * 1_000)
  const plan = { seed: SEED, seconds: SECONDS, restartEvery: Math.min(45, SECONDS / 2.5) }

  const verdict = await play(browser, plan)

  process.stdout.write(`${reportOf(plan, verdict)}\n`)
  expect(verdict.violations.join('\n\n'), `Repeat with HOLDFAST_SEED=${SEED}`).toBe('')
})
