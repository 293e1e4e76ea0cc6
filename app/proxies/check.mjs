// Tries the configurations of docs/guides/behind-a-proxy.md, see run.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { openBrowser, tryEditor } from './editor.mjs'
import { PROXIES } from './proxies.mjs'

const JAR = process.env.HOLDFAST_JAR ?? fileURLToPath(new URL('../target/holdfast.jar', import.meta.url))
const GUIDE = readFileSync(new URL('../../docs/guides/behind-a-proxy.md', import.meta.url), 'utf8')
const LARGE = 9_000_000
const folder = mkdtempSync(join(tmpdir(), 'holdfast-proxies-'))
chmodSync(folder, 0o755) // a proxy reads its configuration as a user of its own
const children = new Set()

function start(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  child.output = ''
  child.stdout.on('data', (data) => (child.output += data))
  child.stderr.on('data', (data) => (child.output += data))
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

async function stop(child) {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill()
    await Promise.race([ended, wait(5_000)])
  }
}

async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function until(what, isSo) {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await isSo()) {
      return
    }
    await wait(100)
  }
  throw new Error(`${what} did not happen`)
}

/** A server in memory that knows the address of the site, with a token for Ana if tokens are required. */
async function startServer(site, withTokens) {
  const tokens = join(folder, `tokens-${site.path.length}`)
  const token = withTokens
    ? spawnSync('java', ['-jar', JAR, 'token', 'Ana', '--role', 'admin', '--tokens', tokens], { encoding: 'utf8' })
        .stdout.split(/\s+/)
        .find((word) => /^[\w-]{20,}$/.test(word))
    : undefined
  const options = ['--storage', 'memory', '--port', '0', '--no-sample', '--trusted-proxy', '127.0.0.1']
  const child = start('java', [
    '-XX:+UseSerialGC',
    '-jar',
    JAR,
    ...options,
    '--public-url',
    `http://${site.host}${site.path}`,
    ...(withTokens ? ['--tokens', tokens] : []),
  ])
  await until('The start of the server', () => /ready at \S+/.test(child.output) || child.exitCode !== null)
  const port = /ready at http:\/\/[^:]+:(\d+)/.exec(child.output)?.[1]
  if (port === undefined) {
    throw new Error(`The server did not start:\n${child.output}`)
  }
  return { child, port, token }
}

/** Requests to a site, each on a connection of its own. */
function client(site, port, token) {
  const fields = { Host: site.host, 'Accept-Encoding': 'gzip', ...(token ? { Authorization: `Bearer ${token}` } : {}) }
  const open = (method, path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      const all = { ...fields, ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }), ...headers }
      const request = http.request({ host: '127.0.0.1', port, method, path: site.path + path, headers: all, agent: false })
      request.setTimeout(60_000, () => request.destroy(new Error(`${method} ${path}: no answer`)))
      request.on('response', resolve)
      request.on('error', reject)
      request.end(body)
    })
  const call = async (...given) => {
    const response = await open(...given)
    const chunks = []
    for await (const chunk of response) {
      chunks.push(chunk)
    }
    const bytes = Buffer.concat(chunks)
    const plain = response.headers['content-encoding'] === 'gzip' && bytes.length > 0 ? gunzipSync(bytes) : bytes
    const isJson = /json/.test(response.headers['content-type'] ?? '')
    return {
      status: response.statusCode,
      headers: response.headers,
      text: plain.toString(),
      json: isJson && plain.length > 0 ? JSON.parse(plain.toString()) : undefined,
    }
  }
  return { open, call }
}

function expect(what, found, wanted) {
  if (found !== wanted) {
    throw new Error(`${what}: expected ${wanted}, found ${found}`)
  }
}

/** The tag to save with: that of the field, or of the body where the proxy weakened that. */
const tagOf = ({ headers, json }) => (headers.etag?.startsWith('W/') ? json.etag : headers.etag)

const patch = (tag) => ({ 'If-Match': tag, 'Content-Type': 'application/merge-patch+json' })
const words = (text) => JSON.stringify({ content: `00:01.000 --> 00:02.000\n${text}` })

async function createDocument({ call }, site) {
  const file = 'WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n'
  const created = await call('POST', '/api/documents', { 'Content-Type': 'text/vtt' }, file)
  expect('create', created.status, 201)
  expect('Location', created.headers.location, `${site.path}/api/documents/${created.json.id}`)
  const list = await call('GET', `/api/documents/${created.json.id}/segments`)
  return { document: created.json.id, cue: `/api/segments/${list.json.segments.find(({ kind }) => kind === 'cue').id}` }
}

const CHECKS = {
  async 'read, 304, save, conflict'(site, http) {
    const { cue } = await createDocument(http, site)
    for (const text of ['short', 'long '.repeat(600)]) {
      const read = await http.call('GET', cue)
      expect('read', read.status, 200)
      expect('304', (await http.call('GET', cue, { 'If-None-Match': read.headers.etag })).status, 304)
      const first = await http.call('PATCH', cue, patch(tagOf(read)), words(text))
      expect('save', first.status, 200)
      const second = await http.call('PATCH', cue, patch(tagOf(first)), words(`${text}2`))
      expect('second save', second.status, 200)
      const stale = await http.call('PATCH', cue, patch(tagOf(first)), words(`${text}3`))
      expect('stale save', stale.status, 412)
      const again = await http.call('PATCH', cue, patch(stale.json.current.etag), words(`${text}4`))
      expect('save after a conflict', again.status, 200)
      const coded = await http.call('GET', cue)
      expect('304 of what was saved', (await http.call('GET', cue, { 'If-None-Match': coded.headers.etag })).status, 304)
      expect('save of what was read', (await http.call('PATCH', cue, patch(tagOf(coded)), words('short'))).status, 200)
      if (text !== 'short') {
        expect('coding of a long text', coded.headers['content-encoding'], 'gzip')
      }
    }
  },

  async stream(site, http) {
    const { document, cue } = await createDocument(http, site)
    const stream = await http.open('GET', `/api/documents/${document}/changes?since=1`, { Accept: 'text/event-stream' })
    expect('stream', stream.statusCode, 200)
    let received = ''
    stream.on('data', (data) => (received += data))
    await wait(300)
    const read = await http.call('GET', cue)
    const sent = Date.now()
    expect('save', (await http.call('PATCH', cue, patch(tagOf(read)), words('live'))).status, 200)
    await until('The event', () => received.includes('live'))
    stream.destroy()
    if (Date.now() - sent > 1_500) {
      throw new Error(`The event came after ${Date.now() - sent} ms`)
    }
  },

  async 'sign-in'(site, http, server, port) {
    if (server.token === undefined) {
      return
    }
    const { cue } = await createDocument(http, site)
    const anyone = client(site, port)
    const origin = `http://${site.host}`
    const session = await anyone.call(
      'POST',
      '/api/session',
      { 'Content-Type': 'application/json', Origin: origin },
      JSON.stringify({ token: server.token }),
    )
    expect('sign-in', Math.floor(session.status / 100), 2)
    const cookie = session.headers['set-cookie'][0].split(';')[0]
    const read = await anyone.call('GET', cue, { Cookie: cookie })
    expect('read with a cookie', read.status, 200)
    const save = (page) => anyone.call('PATCH', cue, { ...patch(tagOf(read)), Cookie: cookie, Origin: page }, words('x'))
    expect('save by a foreign page', (await save('http://evil.example')).status, 403)
    expect('save by the page', (await save(origin)).status, 200)
  },

  async 'import of 9 MB'(site, http, server) {
    if (server.token !== undefined || site.path !== '') {
      return
    }
    const caption = `00:01.000 --> 00:02.000\n${'words of a caption '.repeat(15)}\n\n`
    const file = `WEBVTT\n\n${caption.repeat(LARGE / caption.length)}`
    expect('import', (await http.call('POST', '/api/documents', { 'Content-Type': 'text/vtt' }, file)).status, 201)
  },

  async editor(site, http, server, port) {
    const browser = server.token === undefined ? await openBrowser(site.host, port) : undefined
    if (browser === undefined) {
      return
    }
    try {
      const { document, cue } = await createDocument(http, site)
      const read = () => http.call('GET', cue)
      await tryEditor(
        browser,
        `http://${site.host}${site.path}/#/documents/${document}`,
        async () => (await read()).json.cue.text,
        async (text) => expect('save', (await http.call('PATCH', cue, patch(tagOf(await read())), words(text))).status, 200),
        until,
      )
    } finally {
      await browser.close()
    }
  },

  async page(site, http, server, port) {
    const page = await http.call('GET', '/')
    expect('page', page.status, 200)
    const base = `http://${site.host}${site.path}/`
    for (const [, name] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const { pathname } = new URL(name, base)
      const whole = client({ ...site, path: '' }, port, server.token)
      expect(`file ${name}`, (await whole.call('GET', pathname)).status, 200)
    }
    if (site.path !== '') {
      const bare = await client({ ...site, path: '' }, port).call('GET', site.path)
      expect('path without a slash', bare.status, 308)
    }
  },
}

async function startProxy(proxy, config, port) {
  const file = join(folder, `${proxy.name}-${port}.conf`)
  writeFileSync(file, config)
  const child = start(proxy.command, proxy.args(file, folder, port))
  await until(`The start of ${proxy.name}`, async () => {
    if (child.exitCode !== null) {
      throw new Error(`${proxy.name} ended:\n${child.output}\n${config}`)
    }
    return http404(port)
  })
  return child
}

const http404 = (port) =>
  new Promise((resolve) => {
    http
      .get({ host: '127.0.0.1', port, agent: false, headers: { Host: 'example.org' } }, (response) => {
        response.resume()
        resolve(true)
      })
      .on('error', () => resolve(false))
  })

/** The configurations of a proxy in the guide: at the root of a site, and below a path. */
function configurations(language) {
  return [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\n\`\`\``, 'g'))].map(([, text]) => `${text}\n`)
}

async function tryOne(proxy, site, server, isCompressing) {
  const port = await freePort()
  const written = configurations(proxy.language)[site.path === '' ? 0 : 1]
  const own = written.replaceAll('127.0.0.1:8080', `127.0.0.1:${server.port}`).replaceAll('"8080"', `"${server.port}"`)
  const config = proxy.config(isCompressing ? proxy.compressing(own) : own, folder, port)
  const failures = []
  let child
  try {
    child = await startProxy(proxy, config, port)
    const requests = client(site, port, server.token)
    for (const [name, check] of Object.entries(CHECKS)) {
      try {
        await check(site, requests, server, port)
      } catch (error) {
        failures.push(`${name}: ${error.message}`)
      }
    }
  } catch (error) {
    failures.push(error.message)
  } finally {
    if (child !== undefined) {
      await stop(child)
    }
  }
  return failures
}

const SITES = [
  { host: 'captions.example.org', path: '' },
  { host: 'example.org', path: '/captions' },
]
const wanted = process.argv.slice(2)
let failed = 0
try {
  for (const site of SITES) {
    for (const withTokens of [false, true]) {
      const server = await startServer(site, withTokens)
      for (const proxy of PROXIES) {
        if (wanted.length > 0 && !wanted.includes(proxy.name)) {
          continue
        }
        if (spawnSync(proxy.command, proxy.version).error !== undefined) {
          process.stdout.write(`${proxy.name}: not installed\n`)
          continue
        }
        for (const isCompressing of [false, true]) {
          const failures = await tryOne(proxy, site, server, isCompressing)
          const kind = `${withTokens ? 'tokens' : 'open'}, ${site.path || 'root'}, ${isCompressing ? 'compressing' : 'as in the guide'}`
          process.stdout.write(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${proxy.name}, ${kind}\n`)
          failures.forEach((failure) => process.stdout.write(`     ${failure}\n`))
          failed += failures.length
        }
      }
      await stop(server.child)
    }
  }
} finally {
  await Promise.all([...children].map(stop))
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = failed === 0 ? 0 : 1
