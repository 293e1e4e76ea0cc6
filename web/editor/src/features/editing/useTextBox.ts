import { type RefObject, useLayoutEffect, useRef } from 'react'
import classes from './SegmentRow.module.css'

export interface TextBoxOptions {
  readonly id: string
  readonly label: string
  readonly language: string
  readonly readOnly: boolean
  readonly invalid: boolean
  /** Keys that save it, for `aria-keyshortcuts`. */
  readonly shortcut: string
  readonly initial: string
  readonly lines: number
  readonly listeners: {
    readonly [Name in 'input' | 'paste' | 'focus' | 'blur' | 'compositionstart' | 'compositionend']: (
      event: HTMLElementEventMap[Name],
    ) => void
  }
}

/**
 * Text box that React does not know: after each input React writes the default value of a text box that it made, and that
 * ends the undo group of the browser.
 */
export function useTextBox(
  host: RefObject<HTMLElement | null>,
  ref: RefObject<HTMLTextAreaElement | null>,
  { id, label, language, readOnly, invalid, shortcut, initial, lines, listeners }: TextBoxOptions,
): void {
  const latest = useRef(listeners)
  useLayoutEffect(() => {
    latest.current = listeners
  })
  useLayoutEffect(() => {
    const box = document.createElement('textarea')
    box.className = classes.text ?? ''
    box.dir = 'auto'
    box.spellcheck = true
    box.value = initial
    box.dataset.segment = id
    box.setAttribute('aria-describedby', `state-${id}`)
    for (const name of Object.keys(latest.current) as (keyof TextBoxOptions['listeners'])[]) {
      box.addEventListener(name, (event) => latest.current[name](event as never))
    }
    host.current?.append(box)
    ref.current = box
    return () => box.remove()
  }, [host, ref, id, initial])
  useLayoutEffect(() => {
    const box = ref.current
    if (box !== null) {
      box.setAttribute('aria-label', label)
      box.readOnly = readOnly
      box.rows = lines
      setAttribute(box, 'lang', language)
      setAttribute(box, 'aria-invalid', invalid ? 'true' : '')
      setAttribute(box, 'aria-keyshortcuts', shortcut)
    }
  }, [ref, label, language, readOnly, lines, invalid, shortcut])
}

function setAttribute(box: HTMLElement, name: string, value: string): void {
  if (value === '') {
    box.removeAttribute(name)
  } else {
    box.setAttribute(name, value)
  }
}
