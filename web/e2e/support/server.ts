import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const READY = /Holdfast is ready at (\S+)/

/** Starts the executable jar for all tests. Returns a function that stops it. */
export default async function start(): Promise<() => Promise<void>> {
  const server = await run('--no-sample')
  process.env.HOLDFAST_URL = server.url
  return server.stop
}

export interface RunningServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Starts a server on a free port, with an empty storage in memory. */
export async function run(...parameters: readonly string[]): Promise<RunningServer> {
  return runAt('0', ...parameters)
}

/** Starts a server on the given port. */
export async function runAt(port: string, ...parameters: readonly string[]): Promise<RunningServer> {
  const [java, ...all] = commandLine('serve', '--storage', 'memory', '--port', port, ...parameters)
  const child = spawn(java, all)
  const url = await readyAt(child)
  return { url, stop: () => stopped(child) }
}

/** Command line that runs the jar. */
export function commandLine(...parameters: readonly string[]): [string, ...string[]] {
  const jar = process.env.HOLDFAST_JAR ?? fileURLToPath(new URL('../../../app/target/holdfast.jar', import.meta.url))
  if (!existsSync(jar)) {
    throw new Error(`There is no ${jar}. Build it first: mvn package -DskipTests`)
  }
  const java = process.env.JAVA_HOME === undefined ? 'java' : `${process.env.JAVA_HOME}/bin/java`
  return [java, '-jar', jar, ...parameters]
}

function readyAt(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const collect = (bytes: Buffer) => {
      output += bytes.toString()
      const url = READY.exec(output)?.[1]
      if (url !== undefined) {
        resolve(url)
      }
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('exit', () => reject(new Error(`The server did not start: ${output}`)))
  })
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return
  }
  await new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
