/** Event of a stream (WHATWG HTML §9.2). */
export interface ServerEvent {
  /** The latest id in the stream, which an earlier event may have set. */
  readonly id: string
  readonly type: string
  readonly data: string
}

/** Parser of a stream of server-sent events that arrives in pieces (§9.2.6). */
export class EventParser {
  /** Delay before reconnecting that the server requests, in milliseconds; null without one. */
  retry: number | null = null
  private rest = ''
  private id = ''
  private type = ''
  private data: string[] = []

  /** @returns the events that this piece completes */
  push(piece: string): readonly ServerEvent[] {
    // A CR at the end of a piece may be the first half of a line end.
    const lines = `${this.rest}${piece}`.split(/\r\n|\n|\r(?=[^\n])/)
    this.rest = lines.pop() ?? ''
    return lines.flatMap((line) => this.line(line))
  }

  private line(line: string): readonly ServerEvent[] {
    if (line === '') {
      return this.complete()
    }
    const [, name = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
    if (name === 'data') {
      this.data.push(value)
    } else if (name === 'event') {
      this.type = value
    } else if (name === 'id' && !value.includes('\0')) {
      this.id = value
    } else if (name === 'retry' && /^\d+$/.test(value)) {
      this.retry = Number(value)
    }
    return []
  }

  private complete(): readonly ServerEvent[] {
    const { id, data } = this
    const type = this.type === '' ? 'message' : this.type
    this.type = ''
    this.data = []
    return data.length === 0 ? [] : [{ id, type, data: data.join('\n') }]
  }
}
