import { useDrafts } from '@holdfast/client/react'
import type { ReactNode } from 'react'
import { ErrorBoundary } from '../components/ErrorBoundary.tsx'
import { shownOf } from '../cue/block.ts'
import { useRoute } from './route.ts'

/** Boundary around a page, which shows all unsaved texts in place of a page that failed. Another page is tried anew. */
export function PageBoundary({ children }: { children: ReactNode }) {
  const drafts = useDrafts()
  const route = useRoute()
  const unsaved = () =>
    drafts
      .all()
      .map((draft) => draft.snapshot())
      .filter(({ dirty }) => dirty)
      .map(({ draft }) => textOf(draft))
  return (
    <ErrorBoundary what="This page" texts={unsaved} resetKey={route.page === 'document' ? route.id : route.page}>
      {children}
    </ErrorBoundary>
  )
}

/** Text of a segment or title of a document. */
function textOf(draft: unknown): string {
  if (typeof draft === 'string') {
    return shownOf(draft)
  }
  const title = typeof draft === 'object' && draft !== null ? Reflect.get(draft, 'title') : undefined
  return typeof title === 'string' ? title : JSON.stringify(draft)
}
