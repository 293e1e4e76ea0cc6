/**
 * Audit of the libraries in the server's jar: their licences, by the bills of materials that the build wrote, and the
 * known flaws of the packages in the editor, where the registry of npm answers that question.
 *
 *     node .ci/audit.mjs
 *
 * Ends with 1 where a licence does not go together with Apache-2.0, or a flaw is high or critical.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bills = ['app/target/classes/META-INF/sbom/holdfast.cdx.json', 'web/target/sbom/holdfast-web.cdx.json']
const compatible = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'EPL-2.0', 'ISC', 'MIT', 'MPL-2.0'])

const refused = bills.flatMap((bill) => componentsOf(bill).filter((component) => !isCompatible(component)))
for (const { name, version, licenses } of refused) {
  console.error(`${name} ${version}: none of its licences goes together with Apache-2.0: ${JSON.stringify(licenses ?? [])}`)
}
const flawed = hasKnownFlaws()
process.exit(refused.length > 0 || flawed ? 1 : 0)

function componentsOf(bill) {
  const path = join(root, bill)
  if (!existsSync(path)) {
    console.error(`${bill} is missing. Build first: mvn package`)
    process.exit(1)
  }
  const { components } = JSON.parse(readFileSync(path, 'utf8'))
  console.log(`${bill}: ${components.length} libraries`)
  return components
}

/** True if one of the licences that a library offers is compatible. One without an identifier is unknown, and is not. */
function isCompatible({ licenses = [] }) {
  return licenses.some(({ license, expression }) =>
    expression
      ? expression
          .replace(/[()]/g, '')
          .split(' OR ')
          .some((choice) => choice.split(' AND ').every((id) => compatible.has(id)))
      : compatible.has(license.id),
  )
}

/** Asks the registry of npm. Where it has no answer (a mirror, or no network), says so: that alone is no failure. */
function hasKnownFlaws() {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: join(root, 'web'), encoding: 'utf8' })
  const found = report(stdout)?.metadata?.vulnerabilities
  if (!found) {
    console.log('Known flaws were not looked up: this registry of npm does not answer that question.')
    return false
  }
  console.log(`Known flaws of the packages in the editor: ${JSON.stringify(found)}`)
  return found.high > 0 || found.critical > 0
}

function report(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
