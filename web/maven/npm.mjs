// Runs npm for Maven, and only where something changed since it last went well: node npm.mjs build|test|e2e
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BUILT = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'target'])

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const todo = { build, test, e2e }[process.argv[2]]
if (todo === undefined) {
  stop('Say what to do: build, test or e2e.')
}
todo()

function build() {
  unlessDone('target/build.stamp', digest('.', ['test', 'e2e', 'maven']), existsSync('editor/dist/index.html'), () => {
    install()
    npm('run', 'build')
    writeBillOfMaterials('target/sbom/holdfast-web.cdx.json')
    // So that no file of an earlier build is packed with those of this one.
    rmSync('target/classes', { recursive: true, force: true })
  })
}

function test() {
  // The tests also read the guides, which show what they run.
  unlessDone('target/test.stamp', digest('.') + digest('../docs/guides'), true, () => {
    install()
    npm('run', 'lint')
    npm('test')
  })
}

function e2e() {
  install()
  npm('run', 'e2e')
}

/** Writes the bill of materials (CycloneDX) of the packages in the editor. The same packages always give the same bytes. */
function writeBillOfMaterials(path) {
  const bill = JSON.parse(
    output('sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--omit', 'dev', '--package-lock-only'),
  )
  delete bill.serialNumber
  delete bill.metadata.timestamp
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(bill, null, 2)}\n`)
}

function install() {
  unlessDone('node_modules/.holdfast-installed', digest('package-lock.json'), true, () =>
    npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'),
  )
}

function unlessDone(stamp, input, stillThere, work) {
  if (stillThere && existsSync(stamp) && readFileSync(stamp, 'utf8') === input) {
    return
  }
  work()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, input)
}

function npm(...parameters) {
  run(parameters, 'inherit')
}

/** The standard output of npm. */
function output(...parameters) {
  return run(parameters, ['inherit', 'pipe', 'inherit']).toString()
}

function run(parameters, stdio) {
  // The tests drive a browser that is there already.
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
  const windows = process.platform === 'win32'
  const { status, error, stdout } = spawnSync(windows ? 'npm.cmd' : 'npm', parameters, {
    stdio,
    env,
    shell: windows,
  })
  if (error !== undefined) {
    stop('There is a node on the PATH, but no npm beside it.')
  }
  if (status !== 0) {
    stop(`npm ${parameters.join(' ')} failed; what it says is above.`)
  }
  return stdout
}

/** A fingerprint of a file, or of the names and bytes of all that is in a folder. */
function digest(root, without = []) {
  const hash = createHash('sha256').update(process.version)
  const add = (path) => hash.update(path).update(createHash('sha256').update(readFileSync(path)).digest())
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        BUILT.has(entry.name) || without.includes(entry.name) || walk(path)
      } else {
        add(path)
      }
    }
  }
  statSync(root).isDirectory() ? walk(root) : add(root)
  return hash.digest('hex')
}

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
