import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, type Page } from '@playwright/test'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[]
}

const NARROW = { width: 320, height: 640 }

/**
 * Checks the accessibility of the page as it is now, wide and narrow, and that it does not scroll sideways. Saves
 * screenshots to the folder that HOLDFAST_PICTURES names.
 */
export async function checkPage(page: Page, name: string): Promise<void> {
  await checkViewport(page, `${name} wide`)
  await page.setViewportSize(NARROW)
  await checkViewport(page, `${name} narrow`)
}

async function checkViewport(page: Page, name: string): Promise<void> {
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  if (process.env.HOLDFAST_PICTURES !== undefined) {
    await page.screenshot({ path: `${process.env.HOLDFAST_PICTURES}/${name.replaceAll(' ', '-')}.png` })
  }
}

/** Violations of WCAG 2.2 up to AA, and of good practice. */
export async function violations(page: Page): Promise<readonly string[]> {
  // The contrast of an element that is fading in cannot be judged.
  await page.evaluate(() =>
    Promise.all(globalThis.document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  )
  await page.evaluate(await readFile(AXE, 'utf8'))
  const found = await page.evaluate(async () => {
    const axe = Reflect.get(globalThis, 'axe') as { run: () => Promise<{ violations: Violation[] }> }
    return (await axe.run()).violations
  })
  return found.map(({ id, help, nodes }) => {
    const places = nodes.map(({ target, failureSummary }) => `${JSON.stringify(target)} ${failureSummary ?? ''}`)
    return `${id}: ${help}\n${places.join('\n')}`
  })
}
