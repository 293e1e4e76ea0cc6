import type { Tombstone } from '@holdfast/client'
import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { restoreDocument } from '../api/documents.ts'
import { alert } from '../components/announce.tsx'
import { reportError } from '../components/notices.tsx'
import { type Phrase, PhraseText, textOf } from '../components/Phrase.tsx'
import classes from './DocumentPage.module.css'

export interface DeletedNoticeProps {
  readonly id: string
  readonly tombstone: Tombstone
  readonly mayManage: boolean
  readonly onRestored: () => void
}

/** Notice that the document was deleted while it was open. */
export function DeletedNotice({ id, tombstone, mayManage, onRestored }: DeletedNoticeProps) {
  const { by, verified } = tombstone
  const phrase: Phrase = [
    'This document was deleted',
    ...(by === undefined ? [] : [' by ', { name: by, verified }]),
    '.',
  ]
  const words = textOf(phrase)
  useEffect(() => alert(words), [words])
  return (
    <section className={classes.notice} aria-label="This document was deleted">
      <span>
        <PhraseText phrase={phrase} /> It can still be read and copied here.
      </span>
      {mayManage && (
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => void restoreDocument(id, tombstone.etag).then(onRestored, reportError)}
        >
          Restore it
        </Button>
      )}
    </section>
  )
}
