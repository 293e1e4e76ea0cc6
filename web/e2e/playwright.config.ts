import { defineConfig } from '@playwright/test'

/** Tests that measure times, or in which many people work at once: nothing else runs beside them. */
const MEASURED = ['ledger.spec.ts', 'size.spec.ts', 'stream.spec.ts']

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  globalSetup: './support/server.ts',
  forbidOnly: true,
  workers: 2,
  projects: [
    { name: 'side by side', testIgnore: MEASURED },
    { name: 'alone', testMatch: MEASURED, workers: 1, dependencies: ['side by side'] },
  ],
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.HOLDFAST_CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
})
