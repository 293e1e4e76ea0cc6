import { chromium } from '@playwright/test'

const [out, width, viewport, ...names] = process.argv.slice(2)
const dir = process.env.PICS ?? '/tmp/pics'
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--allow-file-access-from-files'],
})
const p = await b.newPage({ viewport: { width: Number(viewport), height: 400 } })

import { writeFileSync } from 'node:fs'

writeFileSync(
  '/tmp/sheet.html',
  `<body style='margin:8px;background:#777;font:13px sans-serif;display:flex;flex-wrap:wrap;gap:8px'>` +
    names
      .map(
        (n) =>
          `<figure style='margin:0'><figcaption>${n}</figcaption><img src='file://${dir}/${n}.png' width=${width}></figure>`,
      )
      .join(''),
)
await p.goto('file:///tmp/sheet.html')
await p.waitForTimeout(500)
await p.screenshot({ path: out, fullPage: true })
await b.close()
