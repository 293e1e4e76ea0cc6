// Reports the size of the client in a page, minified and gzipped, and fails above the budget.
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const BUDGET = 15_000
const dist = (file) => JSON.stringify(fileURLToPath(new URL(`dist/${file}`, import.meta.url)))
const USES = {
  'all of it, with the hook': `export * from ${dist('index.js')}; export * from ${dist('react/index.js')}`,
  'useDraft and httpResource': `export { createTransport, httpResource } from ${dist('index.js')}; export { useDraft } from ${dist('react/index.js')}`,
  'the transport alone': `export { createTransport } from ${dist('index.js')}`,
}
const USE = 'holdfast:use'

for (const [use, code] of Object.entries(USES)) {
  const size = await sizeOf(code)
  process.stdout.write(`${String(size).padStart(8)} bytes gzip  @holdfast/client, ${use}\n`)
  if (size > BUDGET) {
    process.stderr.write(`The client is larger than its budget of ${BUDGET} bytes.\n`)
    process.exit(1)
  }
}

async function sizeOf(code) {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      rollupOptions: {
        input: USE,
        preserveEntrySignatures: 'strict',
        external: ['react', 'react/jsx-runtime', '@tanstack/react-query'],
      },
    },
    plugins: [
      {
        name: 'use',
        enforce: 'pre',
        resolveId: (id) => (id === USE ? USE : null),
        load: (id) => (id === USE ? code : null),
      },
    ],
  })
  const chunks = [result].flat().flatMap(({ output }) => output)
  return chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code ?? '').length, 0)
}
