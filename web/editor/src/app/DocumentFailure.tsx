import { Button, Text } from '@mantine/core'
import { explain } from '../components/problem.ts'
import { UnsavedWork, type UnsavedWorkProps } from '../features/unsaved/UnsavedWork.tsx'
import classes from './DocumentPage.module.css'
import { goTo } from './route.ts'

export interface DocumentFailureProps extends Pick<UnsavedWorkProps, 'unsaved' | 'mayManage'> {
  readonly error: Error
  readonly onRetry: () => void
}

/** Reason why a document cannot be shown, with the unsaved texts of it that are kept here. */
export function DocumentFailure({ error, unsaved, mayManage, onRetry }: DocumentFailureProps) {
  return (
    <div className={classes.failure}>
      <Text>{explain(error)}</Text>
      <Button variant="light" onClick={onRetry}>
        Try again
      </Button>
      <a href="#/">All documents</a>
      <UnsavedWork unsaved={unsaved} mayManage={mayManage} onOpen={(id) => goTo({ page: 'document', id })} />
    </div>
  )
}
