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
  /** The line that has not ended. */
  private rest = ''
  /** True if the last piece ended with a CR, which may be the first half of a line end. */
  private isReturnPending = false
  private id = ''
  private type = ''
  private data: string[] = []

  /**
   * Reads on. Each character is looked at once, in however many pieces an event comes.
   *
   * @returns the events that this piece completes
   */
  push(piece: string): readonly ServerEvent[] {
    const text = this.isReturnPending ? `\r${piece}` : piece
    this.isReturnPending = text.endsWith('\r')
    const lines = (this.isReturnPending ? text.slice(0, -1) : text).split(/\r\n|\n|\r/)
    lines[0] = this.rest + (lines[0] ?? '')
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
