import { spawn } from 'node:child_process'
import { chromium } from '@playwright/test'

const child = spawn('java', [
  '-XX:TieredStopAtLevel=1',
  '-jar',
  '/work/wt/typing.jar',
  'serve',
  '--storage',
  'memory',
  '--port',
  '0',
  '--no-sample',
])
const url = await new Promise((r) => {
  let o = ''
  const f = (b) => {
    o += b
    const m = /ready at (\S+)/.exec(o)
    if (m) r(m[1])
  }
  child.stdout.on('data', f)
  child.stderr.on('data', f)
})
await fetch(`${url}/api/documents?id=f&title=F&language=en`, {
  method: 'POST',
  headers: { 'Content-Type': 'text/vtt' },
  body: 'WEBVTT\n\n00:01.000 --> 00:03.000\nOne\n',
})
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage()
await page.addInitScript(() => {
  globalThis.log = []
  for (const [proto, name] of [
    [HTMLInputElement.prototype, 'value'],
    [HTMLInputElement.prototype, 'defaultValue'],
    [HTMLTextAreaElement.prototype, 'value'],
    [HTMLTextAreaElement.prototype, 'defaultValue'],
    [Node.prototype, 'textContent'],
    [Element.prototype, 'innerHTML'],
  ]) {
    const d = Object.getOwnPropertyDescriptor(proto, name)
    Object.defineProperty(proto, name, {
      ...d,
      set(v) {
        globalThis.log.push(
          `${proto.constructor.name}.${name}=${v} ` + (new Error().stack.split('\n')[2] || '').slice(0, 80),
        )
        d.set.call(this, v)
      },
    })
  }
  for (const name of ['removeChild', 'insertBefore', 'appendChild']) {
    const f = Node.prototype[name]
    Node.prototype[name] = function (...a) {
      globalThis.log.push(name + ' ' + (a[0].outerHTML ?? a[0].data ?? '').slice(0, 120))
      return f.apply(this, a)
    }
  }
  for (const name of ['setRangeText', 'setSelectionRange']) {
    const f = HTMLTextAreaElement.prototype[name]
    HTMLTextAreaElement.prototype[name] = function (...a) {
      globalThis.log.push(name + ' ' + a)
      return f.apply(this, a)
    }
  }
})
await page.goto(`${url}/#/documents/f`)
const box = page.getByLabel('Text of cue 1')
await box.click()
await page.keyboard.press('Control+End')
for (const c of ' two') {
  await page.evaluate(() => {
    globalThis.log.push('---')
  })
  await page.keyboard.type(c)
  await page.waitForTimeout(100)
}
console.log((await page.evaluate(() => globalThis.log.slice(globalThis.log.indexOf('---')))).join('\n'))
await page.keyboard.press('Control+Z')
console.log(JSON.stringify(await box.inputValue()))
await browser.close()
child.kill('SIGTERM')
