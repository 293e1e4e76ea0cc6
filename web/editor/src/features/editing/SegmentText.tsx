import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { Action } from '../../components/Action.tsx'
import { useShortcuts } from '../../components/shortcuts.tsx'
import { shownOf, withTyped } from '../../cue/block.ts'
import { counted, type Noun } from '../../cue/noun.ts'
import { sharedEnd, sharedStart } from '../../cue/overlap.ts'
import { voiceTagOf } from '../../cue/voice.ts'
import { cursorAfter } from '../../cue/words.ts'
import { Marks } from './Marks.tsx'
import classes from './SegmentRow.module.css'
import { useTextBox } from './useTextBox.ts'

export interface SegmentTextProps {
  readonly id: string
  readonly label: string
  /** The block as its draft has it. */
  readonly content: string
  readonly language?: string
  readonly readOnly?: boolean
  readonly invalid: boolean
  readonly onEdit: (content: string) => void
  /** Called when the text loses the focus; `left` is false if only the window has lost it. */
  readonly onLeave: (left: boolean) => void
  readonly onHold: (held: boolean) => void
  readonly onComposing: (isComposing: boolean) => void
  /** Words that are found in it. */
  readonly marks?: { readonly pattern: RegExp; readonly current: number | null } | null
  readonly noun: Noun
  /** The blocks that a pasted text would make; none if it is part of this one. */
  readonly blocksIn: (text: string) => readonly string[]
  /** Inserts pasted blocks after this one. Absent where there can be none. */
  readonly onBlocks?: (blocks: readonly string[]) => void
}

/**
 * Text box of one segment. The browser owns its text, so that its undo works: the box is written to only where another text
 * than the typed one has come.
 */
export function SegmentText(props: SegmentTextProps) {
  const { id, label, content, language, readOnly, invalid, noun, blocksIn, marks } = props
  const { onEdit, onLeave, onHold, onComposing, onBlocks } = props
  const [pasted, setPasted] = useState<Pasted | null>(null)
  const host = useRef<HTMLDivElement>(null)
  const { ref, initial, type, settle } = useTyping(content, onEdit)
  const isComposing = useRef(false)
  const shortcut = useShortcuts()('save').aria

  function compose(next: boolean) {
    isComposing.current = next
    onComposing(next)
    if (next) {
      onHold(true)
    } else {
      type()
      if (!isFocused(ref.current)) {
        leave()
      }
    }
  }

  function leave() {
    if (!isComposing.current) {
      settle()
      onLeave(!isFocused(ref.current))
      onHold(false)
    }
  }

  function paste(event: ClipboardEvent) {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    const blocks = onBlocks === undefined || readOnly ? [] : blocksIn(text)
    if (blocks.length > 0) {
      event.preventDefault()
      setPasted({ text, blocks })
    }
  }

  useTextBox(host, ref, {
    id,
    label,
    language: language ?? '',
    readOnly: readOnly === true,
    invalid,
    shortcut: readOnly ? '' : (shortcut ?? ''),
    initial,
    lines: shownOf(content).split('\n').length,
    listeners: {
      input: () => type(isComposing.current),
      paste,
      focus: () => onHold(true),
      blur: leave,
      compositionstart: () => compose(true),
      compositionend: () => compose(false),
    },
  })

  return (
    <>
      <div className={classes.words}>
        {marks && <Marks content={content} language={language} {...marks} />}
        <div ref={host} />
      </div>
      {pasted !== null && (
        <PasteOffer
          count={pasted.blocks.length}
          noun={noun}
          onBlocks={() => {
            setPasted(null)
            onBlocks?.(pasted.blocks)
          }}
          onText={() => {
            setPasted(null)
            insert(ref.current, pasted.text)
            type()
          }}
        />
      )}
    </>
  )
}

interface Pasted {
  readonly text: string
  readonly blocks: readonly string[]
}

interface PasteOfferProps {
  readonly count: number
  readonly noun: Noun
  readonly onBlocks: () => void
  readonly onText: () => void
}

function PasteOffer({ count, noun, onBlocks, onText }: PasteOfferProps) {
  return (
    <p className={classes.hint} role="status">
      You pasted {counted(count, noun)}.
      <Action onClick={onBlocks}>{count === 1 ? 'Insert it below' : 'Insert them below'}</Action>
      <Action onClick={onText}>Paste as text</Action>
    </p>
  )
}

/** Inserts a text as if it was typed, so that the browser can undo it. */
function insert(box: HTMLTextAreaElement | null, text: string): void {
  box?.focus()
  const isInserted = box?.ownerDocument.execCommand?.('insertText', false, text)
  if (box !== null && !isInserted) {
    box.setRangeText(text, box.selectionStart, box.selectionEnd, 'end')
  }
}

/** Typing in a text box, which shows every text that comes from elsewhere, with the cursor at its words. */
function useTyping(content: string, onEdit: (content: string) => void) {
  const ref = useRef<HTMLTextAreaElement>(null)
  const [initial] = useState(() => shownOf(content))
  /** The block as the box has it, and as it was when the box was last written to. */
  const known = useRef({ content, origin: content, isWaiting: false })

  useLayoutEffect(() => {
    if (known.current.content !== content) {
      known.current = { content, origin: content, isWaiting: false }
      show(ref, shownOf(content))
    }
  }, [content])

  /** @param isWaiting a word is being composed, after which the text is passed on again: now it can be saved */
  function type(isWaiting = false) {
    const { origin, content: before, isWaiting: wasWaiting } = known.current
    const next = withTyped(content, origin, ref.current?.value ?? '')
    if (next !== before || (wasWaiting && !isWaiting)) {
      known.current = { content: next, origin, isWaiting }
      onEdit(next)
    }
  }

  /** Hides the tag of a voice that was typed: it is shown as a speaker. */
  function settle() {
    const { content: typed, origin } = known.current
    if (voiceTagOf(typed) !== voiceTagOf(origin)) {
      known.current = { content: typed, origin: typed, isWaiting: false }
      show(ref, shownOf(typed))
    }
  }

  return { ref, initial, type, settle }
}

function show({ current: box }: RefObject<HTMLTextAreaElement | null>, text: string): void {
  if (box === null || box.value === text) {
    return
  }
  const before = box.value
  const cursor = cursorAfter(before, text, box.selectionStart)
  const start = sharedStart(before, text)
  const end = sharedEnd(before, text, start)
  box.setRangeText(text.slice(start, text.length - end), start, before.length - end, 'preserve')
  if (isFocused(box)) {
    box.setSelectionRange(cursor, cursor)
  }
}

/** True if the box has the focus of its page, which stays when the window loses its own. */
function isFocused(box: HTMLTextAreaElement | null): boolean {
  return box !== null && box.ownerDocument.activeElement === box
}
