// The editor in a browser behind a proxy. Needs the packages of web/e2e and Chromium (HOLDFAST_CHROMIUM, or in the path).
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

const SWITCHES = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
const TIMEOUT_MS = 15_000

/** Opens Chromium for a host that a port of this computer stands for; nothing if it is not installed. */
export async function openBrowser(host, port) {
  const path = process.env.HOLDFAST_CHROMIUM ?? spawnSync('which', ['chromium'], { encoding: 'utf8' }).stdout.trim()
  try {
    const { chromium } = createRequire(new URL('../../web/e2e/package.json', import.meta.url))('@playwright/test')
    return path === ''
      ? undefined
      : await chromium.launch({
          executablePath: path,
          args: [...SWITCHES, `--host-resolver-rules=MAP ${host} 127.0.0.1:${port}`],
        })
  } catch (error) {
    if (error.code === 'MODULE_NOT_FOUND') {
      return undefined
    }
    throw error
  }
}

/**
 * Types twice into the first caption of a document, then lets somebody else change it.
 *
 * @param read reads the text of the caption that is stored
 * @param change changes it as somebody else
 */
export async function tryEditor(browser, address, read, change, until) {
  const page = await browser.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  await page.goto(address)
  const box = page.getByRole('textbox', { name: /^Text of/ }).first()
  for (const word of [' one', ' two']) {
    await box.click()
    await page.keyboard.press('End')
    await page.keyboard.type(word)
    await until(`The save of "${word}"`, async () => (await read()).endsWith(word))
  }
  if ((await page.getByRole('region', { name: 'Conflict' }).count()) > 0) {
    throw new Error('The page shows a conflict of one person alone')
  }
  await page.keyboard.press('Escape')
  await page.evaluate(() => document.activeElement?.blur())
  await change('Changed by somebody else')
  await until('The live change', async () => (await box.inputValue()) === 'Changed by somebody else')
  await page.close()
}
