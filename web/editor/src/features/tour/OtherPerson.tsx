import type { Drafts } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { Button, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { segmentDraftName } from '../../api/draftNames.ts'
import { saveAs } from '../../api/segments.ts'
import type { SegmentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { explain } from '../../components/problem.ts'
import { withText } from '../../cue/block.ts'
import classes from './OtherPerson.module.css'

const NAME = 'Kim'
/** Used in turn, so that each is a change. They keep no word of the person's, so that a conflict arises. */
const TEXTS = ['Kim was here\nwhile you were typing.', 'Kim came back\nand wrote this instead.']

export interface OtherPersonProps {
  readonly rows: readonly SegmentJson[]
  readonly onShow: (id: string) => void
}

type Part = 'asleep' | 'waiting' | 'acting' | 'done'

/** Bar that shows one person alone a conflict. The other person's edit is a real one, through the server. */
export function OtherPerson({ rows, onShow }: OtherPersonProps) {
  const drafts = useDrafts()
  const [part, setPart] = useState<Part>('asleep')
  const [message, setMessage] = useState('')

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
          (saved) =>
            showPart(
              saved ? 'done' : 'waiting',
              saved ? `${NAME} saved this caption first. Save yours with Ctrl+Enter.` : '',
            ),
          (error) => showPart('asleep', explain(error)),
        )
      }
    }

    function showPart(next: Part, words: string) {
      setPart(next)
      setMessage(words)
      announce(words)
    }
  }, [part, drafts, rows])

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
  readonly content: string
  readonly etag: string
}

/** The caption that the person is typing in, with the version that the draft is based on. */
function typedOf(drafts: Drafts, rows: readonly SegmentJson[]): Typed | null {
  for (const { id, kind } of rows) {
    const draft = kind === 'cue' ? drafts.peek<string>(segmentDraftName(id))?.snapshot() : undefined
    if (draft?.base && draft.status === 'editing') {
      return { id, content: draft.base.value, etag: draft.base.etag }
    }
  }
  return null
}

function saveOther({ id, content, etag }: Typed): Promise<boolean> {
  const text = TEXTS.find((one) => !content.endsWith(one)) ?? ''
  return saveAs(NAME, id, withText(content, text), etag)
}
