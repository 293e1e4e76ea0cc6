// Runs the tests in the installed Chromium. Without one they are skipped, unless HOLDFAST_REQUIRE_BROWSER forbids it.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

const browser = process.env.HOLDFAST_CHROMIUM ?? [...onPath(), ...PLACES].find(canRun)
if (browser === undefined) {
  const help = 'Install it, or name one in HOLDFAST_CHROMIUM.'
  if (process.env.HOLDFAST_REQUIRE_BROWSER === '1') {
    process.stderr.write(`There is no Chromium, and HOLDFAST_REQUIRE_BROWSER forbids to skip its tests. ${help}\n`)
    process.exit(1)
  }
  process.stdout.write(`SKIPPED: the tests of the editor in a browser, since there is no Chromium. ${help}\n`)
  process.exit(0)
}
process.stdout.write(`The tests of the editor run in ${browser}.\n`)
const { status } = spawnSync(process.execPath, [cli(), 'test', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, HOLDFAST_CHROMIUM: browser },
})
process.exit(status ?? 1)

function onPath() {
  return (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
}

function canRun(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function cli() {
  return new URL('../node_modules/@playwright/test/cli.js', import.meta.url).pathname
}
