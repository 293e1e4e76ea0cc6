import type { Tombstone } from '@holdfast/client'
import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { restoreDocument } from '../api/documents.ts'
import { alert } from '../components/announce.tsx'
import { reportError } from '../components/notices.tsx'
import classes from './DocumentPage.module.css'

export interface DeletedNoticeProps {
  readonly id: string
  readonly tombstone: Tombstone
  readonly mayManage: boolean
  readonly onRestored: () => void
}

/** Notice that the document was deleted while it was open. */
export function DeletedNotice({ id, tombstone, mayManage, onRestored }: DeletedNoticeProps) {
  const words = `This document was deleted${tombstone.by === undefined ? '' : ` by ${tombstone.by}`}.`
  useEffect(() => alert(words), [words])
  return (
    <section className={classes.notice} aria-label="This document was deleted">
      {words} It can still be read and copied here.
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
