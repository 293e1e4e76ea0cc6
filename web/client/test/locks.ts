interface Turn {
  readonly shared: boolean
  readonly start: () => void
  runs: boolean
}

/** Fake Web Locks with a queue per lock, exclusive and shared. */
export class Locks {
  private readonly lines = new Map<string, Turn[]>()

  request<T>(name: string, ...rest: [() => T] | [LockOptions, () => T]): Promise<Awaited<T>> {
    const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest
    const line = this.lines.get(name) ?? []
    this.lines.set(name, line)
    return new Promise((resolve, reject) => {
      const turn: Turn = {
        shared: options.mode === 'shared',
        runs: false,
        start: () =>
          void Promise.resolve(work())
            .then(resolve, reject)
            .finally(() => leave(line, turn)),
      }
      line.push(turn)
      options.signal?.addEventListener('abort', () => {
        if (!turn.runs) {
          leave(line, turn)
          reject(options.signal?.reason)
        }
      })
      serve(line)
    })
  }

  /** Closes the page that holds the lock. */
  end(name: string): void {
    const line = this.lines.get(name) ?? []
    line.shift()
    serve(line)
  }
}

function leave(line: Turn[], turn: Turn): void {
  line.splice(line.indexOf(turn), 1)
  serve(line)
}

function serve(line: readonly Turn[]): void {
  for (const [at, turn] of line.entries()) {
    if (at > 0 && !line.slice(0, at + 1).every(({ shared }) => shared)) {
      return
    }
    if (!turn.runs) {
      turn.runs = true
      turn.start()
    }
  }
}
