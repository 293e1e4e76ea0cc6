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
  /** Stops the server, which may finish what it does. */
  readonly stop: () => Promise<void>
  /** Ends the server at once, as a crash does. */
  readonly kill: () => Promise<void>
}

/** Starts a server on a free port, with an empty storage in memory. */
export async function run(...parameters: readonly string[]): Promise<RunningServer> {
  return runAt('0', ...parameters)
}

/** Starts a server on the given port, with an empty storage in memory. */
export async function runAt(port: string, ...parameters: readonly string[]): Promise<RunningServer> {
  return serve('--storage', 'memory', '--port', port, ...parameters)
}

/** Starts a server on the given port, with the embedded storage in a folder. */
export async function runStored(
  port: string,
  folder: string,
  ...parameters: readonly string[]
): Promise<RunningServer> {
  return serve('--storage', 'embedded', '--data', folder, '--port', port, ...parameters)
}

async function serve(...parameters: readonly string[]): Promise<RunningServer> {
  const [java, ...all] = commandLine('serve', ...parameters)
  const child = spawn(java, all)
  const url = await readyAt(child)
  return { url, stop: () => ended(child, 'SIGTERM'), kill: () => ended(child, 'SIGKILL') }
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

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return
  }
  await new Promise<void>((resolve) => {
    child.on('exit', () => resolve())
    child.kill(signal)
  })
}
