/** Times of the input into one text box since its last save. */
interface Typed {
  readonly from: number
  readonly until: number
  readonly byBrowser: boolean
}

/** Time in which the browser undoes something on a key, in milliseconds. */
const GRACE = 50
const BOX = 'textarea[data-segment]'

/** Watch over the text boxes of the page: when something was typed, and if the browser can undo it. */
export class TypingWatch {
  private readonly typed = new Map<string, Typed>()
  private readonly closed = new Set<string>()
  /** Text of the focused box when it got the focus. Back there, the browser has nothing left to undo in it. */
  private atFocus: { readonly box: HTMLTextAreaElement; readonly text: string } | null = null
  /** The last input came from the browser's own undo or redo. */
  private lastByBrowser = false
  private historyInputs = 0

  /** @returns a function that ends the watch */
  start(page: Document): () => void {
    const listeners = { input: this.onInput, focusin: this.onFocus } as const
    for (const [type, listener] of Object.entries(listeners)) {
      page.addEventListener(type, listener, { capture: true })
    }
    return () => {
      for (const [type, listener] of Object.entries(listeners)) {
        page.removeEventListener(type, listener, { capture: true })
      }
    }
  }

  /** The times of the typing that a save contains; both are now for a change by other means. */
  take(id: string): Typed & { readonly isClosed?: boolean } {
    const now = Date.now()
    const typed = this.typed.get(id) ?? { from: now, until: now, byBrowser: false }
    this.typed.delete(id)
    return this.closed.delete(id) ? { ...typed, isClosed: true } : typed
  }

  /** The person saves the text of a segment. */
  close(id: string): void {
    this.closed.add(id)
  }

  /** True if the browser may undo what was typed into the box since it got the focus. */
  mayUndo(box: Element): boolean {
    return this.atFocus?.box === box && this.atFocus.box.value !== this.atFocus.text
  }

  /** True if the browser may redo what it undid last. */
  mayRedo(box: Element): boolean {
    return this.lastByBrowser && this.atFocus?.box === box
  }

  /** Calls back if the browser does not undo or redo anything on the key that is being handled. */
  unlessByBrowser(otherwise: () => void): void {
    const before = this.historyInputs
    setTimeout(() => this.historyInputs === before && otherwise(), GRACE)
  }

  private readonly onFocus = ({ target }: Event) => {
    this.lastByBrowser = false
    this.atFocus = target instanceof HTMLTextAreaElement ? { box: target, text: target.value } : null
  }

  private readonly onInput = (event: Event) => {
    const { target } = event
    const inputType = event instanceof InputEvent ? event.inputType : ''
    this.lastByBrowser = inputType === 'historyUndo' || inputType === 'historyRedo'
    this.historyInputs += this.lastByBrowser ? 1 : 0
    if (target instanceof HTMLTextAreaElement && target.matches(BOX)) {
      const id = target.dataset.segment ?? ''
      const now = Date.now()
      const { from, byBrowser } = this.typed.get(id) ?? { from: now, byBrowser: false }
      this.typed.set(id, { from, until: now, byBrowser: byBrowser || this.lastByBrowser })
    }
  }
}
