import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import { workerLicenses } from './workerLicenses.ts'

const client = (path: string) => fileURLToPath(new URL(`../client/src/${path}`, import.meta.url))

const LICENSES = 'licenses.md'
const licenses = workerLicenses(LICENSES)

export default defineConfig({
  base: './', // a reverse proxy can show the server below a path of its own
  plugins: [react(), licenses.ofPage],
  worker: { format: 'es', plugins: () => [licenses.ofWorkers()] },
  resolve: {
    alias: [
      { find: '@holdfast/client/react', replacement: client('react/index.ts') },
      { find: '@holdfast/client', replacement: client('index.ts') },
    ],
    dedupe: ['react', 'react-dom', '@tanstack/react-query'],
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1_000, // size.mjs checks the compressed size
    license: { fileName: LICENSES },
  },
  server: { proxy: { '/api': process.env.HOLDFAST_SERVER ?? 'http://127.0.0.1:8080' } },
  test: {
    environment: 'jsdom',
    include: ['test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    css: false,
    testTimeout: 30_000, // computers that are busy with other builds get more
  },
})
