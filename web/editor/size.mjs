// Reports how large the build is as it travels, and fails if the first page outgrows its budget.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const BUDGET = 290_000
const assets = new URL('./dist/assets/', import.meta.url)
const html = readFileSync(new URL('./dist/index.html', import.meta.url), 'utf8')
let first = 0
for (const name of readdirSync(assets).sort()) {
  const size = gzipSync(readFileSync(new URL(name, assets))).length
  const atOnce = html.includes(name)
  first += atOnce ? size : 0
  process.stdout.write(`${String(size).padStart(8)} bytes gzip  ${name}${atOnce ? '' : '  (when needed)'}\n`)
}
process.stdout.write(`${String(first).padStart(8)} bytes gzip  first page, of at most ${BUDGET}\n`)
if (first > BUDGET) {
  process.stderr.write('The first page is larger than its budget. Load later what is not needed at once.\n')
  process.exit(1)
}
