import { connect, type Socket } from 'node:net'
import { expect, test } from '@playwright/test'
import { run, runAt } from '../support/server.ts'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Sends a browser's request for the page, on a connection that stays open. */
function ask(socket: Socket): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = ''
    const receive = (bytes: Buffer) => {
      text += bytes.toString()
      const [head = '', body] = text.split(/\r\n\r\n(.*)/s)
      const [first = '', ...fields] = head.split('\r\n')
      const headers = Object.fromEntries(fields.map((field) => field.split(/: ?(.*)/s).slice(0, 2) as [string, string]))
      if (body !== undefined && Buffer.byteLength(body) >= Number(headers['Content-Length'])) {
        socket.off('data', receive)
        resolve({ status: Number(first.split(' ')[1]), headers, body })
      }
    }
    socket.on('data', receive)
    socket.once('close', () => reject(new Error(`The connection was closed: ${text}`)))
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nAccept: text/html,*/*;q=0.8\r\n\r\n')
  })
}

test('the page of a server that stops comes back by itself once the server runs again', async ({ page }) => {
  test.setTimeout(300_000) // it starts two servers
  const server = await run('--no-sample')
  const { port, hostname } = new URL(server.url)
  let connected = 0
  // A request that is not complete yet: the server waits for it before it ends.
  const unfinished = connect(Number(port), hostname)
  unfinished.write('POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n')
  unfinished.write('Content-Length: 100\r\n\r\n{')
  const connections = Array.from({ length: 6 }, () => connect(Number(port), hostname))
  const answers = connections.map(async (open) => {
    let answer = await ask(open)
    connected++
    while (answer.status !== 503) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      answer = await ask(open)
    }
    return answer
  })
  await expect.poll(() => connected).toBe(connections.length)
  const stopped = server.stop()
  // A connection that is in use at that moment is closed without a further answer.
  const answer = await Promise.any(answers)
  unfinished.destroy()
  await stopped
  let isFirst = true
  await page.route(`${server.url}/`, (route) => {
    const { status, headers, body } = answer
    const isOwn = isFirst
    isFirst = false
    return isOwn ? route.fulfill({ status, headers, body }) : route.continue()
  })

  await page.goto(`${server.url}/#/`)
  const words = page.getByText('This page tries again by itself.')
  await expect(words).toBeVisible()
  await page.waitForTimeout(5_000)
  await expect(words, 'the page stays as long as no server listens').toBeVisible()
  const again = await runAt(port, '--no-sample')

  await expect(page.getByRole('heading', { name: 'Documents' })).toBeVisible({ timeout: 20_000 })
  await again.stop()
})
