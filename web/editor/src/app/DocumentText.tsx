import { Button, Loader, Text } from '@mantine/core'
import { useShortcuts } from '../components/shortcuts.tsx'
import { SegmentList, type SegmentListProps } from '../features/editing/SegmentList.tsx'
import { OtherPerson } from '../features/tour/OtherPerson.tsx'
import classes from './DocumentPage.module.css'

export interface DocumentTextProps {
  readonly list: SegmentListProps
  readonly loading: boolean
  readonly offersTour: boolean
  readonly onShow: (id: string) => void
  readonly onInsert: () => void
}

/** Text of a document, below the bar of the tour where the document is the sample. */
export function DocumentText({ list, loading, offersTour, onShow, onInsert }: DocumentTextProps) {
  const shortcut = useShortcuts()('insert').aria
  return (
    <section className={classes.list} aria-label="Text">
      {offersTour && !loading && <OtherPerson rows={list.rows} onShow={onShow} />}
      {loading ? <Loader m="xl" aria-label="Loading" /> : <SegmentList {...list} />}
      {!loading && list.rows.length === 0 && (
        <div className={classes.failure}>
          <Text c="dimmed">There is nothing in this document yet.</Text>
          {!list.readOnly && (
            <Button variant="light" aria-keyshortcuts={shortcut} onClick={onInsert}>
              Insert
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
