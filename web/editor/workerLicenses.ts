import { appendFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface Package {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly homepage?: string
  readonly repository?: string | { readonly url?: string }
}

const PACKAGE = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//

/**
 * Plugins that add the licenses of the packages in workers to the license file, which has only those of the page.
 *
 * @param fileName of the license file in the build
 */
export function workerLicenses(fileName: string): { readonly ofWorkers: () => Plugin; readonly ofPage: Plugin } {
  const folders = new Set<string>()
  return {
    ofWorkers: () => ({
      name: 'collect-licenses-of-workers',
      generateBundle(_, bundle) {
        for (const chunk of Object.values(bundle)) {
          for (const id of chunk.type === 'chunk' ? Object.keys(chunk.modules) : []) {
            const folder = PACKAGE.exec(id.replaceAll('\\', '/'))?.[1]
            if (folder !== undefined) {
              folders.add(folder)
            }
          }
        }
      },
    }),
    ofPage: {
      name: 'add-licenses-of-workers',
      writeBundle: {
        order: 'post',
        sequential: true,
        handler({ dir = '' }) {
          appendFileSync(join(dir, fileName), [...folders].sort().map(sectionOf).join(''))
        },
      },
    },
  }
}

function sectionOf(folder: string): string {
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Package
  const text = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file))
  if (text === undefined) {
    throw new Error(`${name} has no license file.`)
  }
  const source = homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? ''
  return `\n## ${name} - ${version} (${license})\n\nIts source: ${source}\n\n${readFileSync(join(folder, text), 'utf8').trim()}\n`
}
