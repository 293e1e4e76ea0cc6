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
 * Looks at a page as it is now, wide and narrow: nothing is wrong with it, and nothing has to be scrolled sideways.
 * Leaves pictures in the folder that HOLDFAST_PICTURES names.
 */
export async function look(page: Page, name: string): Promise<void> {
  await lookOnce(page, `${name} wide`)
  await page.setViewportSize(NARROW)
  await lookOnce(page, `${name} narrow`)
}

async function lookOnce(page: Page, name: string): Promise<void> {
  expect(await violations(page)).toEqual([])
  expect(await page.evaluate(() => globalThis.document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  if (process.env.HOLDFAST_PICTURES !== undefined) {
    await page.screenshot({ path: `${process.env.HOLDFAST_PICTURES}/${name.replaceAll(' ', '-')}.png` })
  }
}

/** Violations on the page of the rules of WCAG 2.2 up to AA, and of good practice. */
export async function violations(page: Page): Promise<readonly string[]> {
  // What is still fading in has no colour yet that could be judged.
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
