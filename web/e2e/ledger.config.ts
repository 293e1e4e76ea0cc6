import { defineConfig } from '@playwright/test'
import config from './playwright.config.ts'

process.env.HOLDFAST_LEDGER_SECONDS ??= '600'

/** The long form of the ledger: ten minutes, or as long as HOLDFAST_LEDGER_SECONDS says. */
export default defineConfig(config, { testMatch: 'ledger.spec.ts' })
