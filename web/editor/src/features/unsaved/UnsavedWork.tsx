import { GoneError } from '@holdfast/client'
import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { createDocument, readDocument } from '../../api/documents.ts'
import { Action } from '../../components/Action.tsx'
import { ago } from '../../components/ago.ts'
import { announce } from '../../components/announce.tsx'
import { notify, offerUndo, reportError } from '../../components/notices.tsx'
import { download, fileOf, recoveredDocument } from './files.ts'
import classes from './UnsavedWork.module.css'
import type { Unsaved } from './useUnsaved.ts'

export interface UnsavedWorkProps {
  readonly unsaved: readonly Unsaved[]
  readonly mayManage: boolean
  readonly onOpen: (document: string) => void
}

/** List of the person's unsaved texts, also of those whose document the server does not have any more. */
export function UnsavedWork({ unsaved, mayManage, onOpen }: UnsavedWorkProps) {
  if (unsaved.length === 0) {
    return null
  }
  const documents = [...new Set(unsaved.map(({ document }) => document))]
  return (
    <section className={classes.panel} aria-label="Unsaved work">
      <Text component="h2" fw={600}>
        Unsaved work
      </Text>
      <Text size="sm" c="dimmed">
        These texts are on this computer, and not on the server. Open a document to save them there.
      </Text>
      {documents.map((document) => (
        <UnsavedDocument
          key={document}
          document={document}
          unsaved={unsaved.filter((one) => one.document === document)}
          mayManage={mayManage}
          onOpen={onOpen}
        />
      ))}
    </section>
  )
}

interface UnsavedDocumentProps extends UnsavedWorkProps {
  readonly document: string
}

/** Unsaved texts of one document. */
function UnsavedDocument({ document, unsaved, mayManage, onOpen }: UnsavedDocumentProps) {
  const { name, gone } = useDocumentName(document)

  async function putIntoNew() {
    try {
      const { id } = await createDocument(recoveredDocument(unsaved))
      const putBack = unsaved.map(({ drop }) => drop())
      offerUndo({
        id: `recovered-${document}`,
        words: 'The unsaved texts are in a new document now.',
        onUndo() {
          for (const put of putBack) {
            put()
          }
        },
      })
      onOpen(id)
    } catch (error) {
      reportError(error)
    }
  }

  return (
    <div className={classes.document}>
      <div className={classes.head}>
        <h3 className={classes.name}>
          {gone ? name : <a href={`#/documents/${encodeURIComponent(document)}`}>{name}</a>}
        </h3>
        <Action onClick={() => download(fileOf(unsaved), `Unsaved ${document}`)}>Download all</Action>
        {gone && mayManage && unsaved.some(({ kind }) => kind !== 'title') && (
          <Action onClick={() => void putIntoNew()}>Put into a new document</Action>
        )}
      </div>
      <ul className={classes.list}>
        {unsaved.map((one) => (
          <UnsavedText key={one.key} unsaved={one} />
        ))}
      </ul>
    </div>
  )
}

/** One unsaved text, with its actions. */
function UnsavedText({ unsaved }: { unsaved: Unsaved }) {
  const { place, text, content, at, kept, page, document, drop } = unsaved

  function dropIt() {
    const putBack = drop()
    offerUndo({ id: `dropped-${unsaved.key}`, words: 'The unsaved text was dropped.', onUndo: putBack })
  }

  return (
    <li className={classes.text}>
      <span className={classes.facts}>
        {[
          place,
          at === null ? '' : `typed ${ago(new Date(at).toISOString())}`,
          kept ? '' : 'only on this page: keep it open',
          page === 'open' ? 'open in another tab' : '',
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <p className={classes.words}>{text}</p>
      <div className={classes.actions}>
        <Button size="compact-xs" variant="light" onClick={() => void copy(text)}>
          Copy
        </Button>
        <Button
          size="compact-xs"
          variant="light"
          onClick={() => download({ content: `${content}\n`, extension: 'txt' }, `${place} of ${document}`)}
        >
          Download
        </Button>
        {page !== 'open' && (
          <Button size="compact-xs" variant="subtle" color="red" onClick={dropIt}>
            Drop
          </Button>
        )}
      </div>
    </li>
  )
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    announce('Copied')
  } catch {
    notify('The browser does not allow this page to copy. Select the text, or download it.')
  }
}

/** Name of a document that may be gone. */
function useDocumentName(document: string): { readonly name: string; readonly gone: boolean } {
  const { data, error } = useQuery({
    queryKey: ['document', document],
    queryFn: ({ signal }) => readDocument(document, signal),
  })
  if (error instanceof GoneError) {
    return {
      name: error.status === 404 ? 'A document that no longer exists' : 'A document that was deleted',
      gone: true,
    }
  }
  return { name: data === undefined ? 'A document' : data.title || 'Untitled', gone: false }
}

/** Links to other documents that have unsaved texts. */
export function UnsavedElsewhere({ document, unsaved }: { document: string; unsaved: readonly Unsaved[] }) {
  const others = [...new Set(unsaved.filter((one) => one.page !== 'open').map((one) => one.document))].filter(
    (other) => other !== document,
  )
  return others.length === 0 ? null : (
    <span className={classes.elsewhere} data-testid="unsaved-elsewhere">
      Also unsaved in{' '}
      {others.map((other, index) => (
        <span key={other}>
          {index > 0 && ', '}
          <DocumentLink document={other} />
        </span>
      ))}
    </span>
  )
}

/** Link to a document, or to the list of unsaved texts if it is gone. */
function DocumentLink({ document }: { document: string }) {
  const { name, gone } = useDocumentName(document)
  return gone ? (
    <a href="#/">{name.replace(/^A/, 'a')}</a>
  ) : (
    <a href={`#/documents/${encodeURIComponent(document)}`}>{name.replace(/^A document$/, 'a document')}</a>
  )
}
