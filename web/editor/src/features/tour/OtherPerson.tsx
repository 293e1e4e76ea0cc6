import type { Draft, Drafts } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { Button, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { segmentDraftName } from '../../api/draftNames.ts'
import { saveAs } from '../../api/segments.ts'
import type { SegmentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { explain } from '../../components/problem.ts'
import { useShortcuts } from '../../components/shortcuts.tsx'
import { asKimWrites, NAME } from './kim.ts'
import classes from './OtherPerson.module.css'

/** Milliseconds without typing after which the person's text is saved, so that those who wait see the conflict, too. */
const SAVED_AFTER = 4_000

export interface OtherPersonProps {
  readonly rows: readonly SegmentJson[]
  readonly onShow: (id: string) => void
}

type Part = 'asleep' | 'waiting' | 'acting' | 'done'

function savedFirst(keys: string | undefined): string {
  return `${NAME} saved this caption first. Save yours${keys === undefined ? '' : ` with ${keys}`}, or wait.`
}

/** Bar that shows one person alone a conflict. The other person's edit is a real one, through the server. */
export function OtherPerson({ rows, onShow }: OtherPersonProps) {
  const drafts = useDrafts()
  const [part, setPart] = useState<Part>('asleep')
  const [message, setMessage] = useState('')
  const [contested, setContested] = useState<Draft<string> | null>(null)
  const { spelled: saveKeys } = useShortcuts()('save')

  useEffect(() => (contested === null ? undefined : saveWhenIdle(contested)), [contested])

  useEffect(() => {
    if (part !== 'waiting') {
      return
    }
    const stop = drafts.subscribe(check)
    check()
    return stop

    function check() {
      const typed = typedOf(drafts, rows)
      if (typed !== null) {
        stop()
        setPart('acting')
        void saveOther(typed).then(
          (saved) => {
            setContested(saved ? typed.draft : null)
            showPart(saved ? 'done' : 'waiting', saved ? savedFirst(saveKeys) : `${NAME} was too late. Type once more.`)
          },
          (error) => showPart('asleep', explain(error)),
        )
      }
    }

    function showPart(next: Part, words: string) {
      setPart(next)
      setMessage(words)
      announce(words)
    }
  }, [part, drafts, rows, saveKeys])

  function play() {
    const words = `${NAME} is watching. Type in any caption.`
    setMessage(words)
    announce(words)
    setPart('waiting')
    const third = rows.filter(({ kind }) => kind === 'cue')[2]
    if (typedOf(drafts, rows) === null && third !== undefined) {
      onShow(third.id)
    }
  }

  return (
    <div className={classes.bar}>
      <Button size="compact-sm" variant="light" disabled={part === 'waiting' || part === 'acting'} onClick={play}>
        Play the other person
      </Button>
      <Text size="sm" c="dimmed">
        {message === '' ? `${NAME} will change the caption that you are changing.` : message}
      </Text>
    </div>
  )
}

interface Typed {
  readonly id: string
  readonly draft: Draft<string>
  /** The version that the person's text grew from. */
  readonly base: string
  readonly etag: string
}

/** The caption that the person is typing in: the one with the cursor, else the first that is being edited. */
function typedOf(drafts: Drafts, rows: readonly SegmentJson[]): Typed | null {
  const focused = document.activeElement?.closest('article')?.querySelector('textarea')?.dataset.segment
  const typed = rows.flatMap(({ id, kind }) => {
    const draft = kind === 'cue' ? drafts.peek<string>(segmentDraftName(id)) : undefined
    const { base, status, recovered } = draft?.snapshot() ?? {}
    return draft && base && status === 'editing' && !recovered ? [{ id, draft, base: base.value, etag: base.etag }] : []
  })
  return typed.find(({ id }) => id === focused) ?? typed[0] ?? null
}

function saveOther({ id, draft, base, etag }: Typed): Promise<boolean> {
  return saveAs(NAME, id, asKimWrites(base, draft.snapshot().draft ?? base), etag)
}

/** Saves a draft once it is no longer typed in, unless the person does. The autosave leaves a stale draft to the person. */
function saveWhenIdle(draft: Draft<string>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const wait = () => {
    clearTimeout(timer)
    const { status } = draft.snapshot()
    timer = status === 'stale' || status === 'editing' ? setTimeout(() => draft.save(), SAVED_AFTER) : undefined
  }
  const stop = draft.subscribe(wait)
  wait()
  return () => {
    clearTimeout(timer)
    stop()
  }
}
