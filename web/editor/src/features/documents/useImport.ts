import { useState } from 'react'
import { importFile } from '../../api/documents.ts'
import type { DocumentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { explain } from '../../components/problem.ts'

export interface FailedImport {
  readonly name: string
  readonly reason: string
}

/** A file of which the document lacks a part. */
export interface LossyImport {
  readonly id: string
  readonly name: string
  readonly dropped: string
}

export interface ImportOptions {
  readonly onChanged: () => Promise<unknown>
  readonly onOpen: (id: string) => void
}

/** Import of files one after the other. A single file is opened, unless a part of it was lost: then that is said first. */
export function useImport({ onChanged, onOpen }: ImportOptions) {
  const [failures, setFailures] = useState<readonly FailedImport[]>([])
  const [losses, setLosses] = useState<readonly LossyImport[]>([])
  const [progress, setProgress] = useState('')

  async function importFiles(files: readonly File[]) {
    const failed: FailedImport[] = []
    const imported: DocumentJson[] = []
    const lossy: LossyImport[] = []
    for (const [index, file] of files.entries()) {
      setProgress(`Importing ${index + 1} of ${files.length}: ${file.name}`)
      try {
        const document = await importFile(file)
        imported.push(document)
        if (document.dropped !== undefined && document.dropped.length > 0) {
          lossy.push({ id: document.id, name: file.name, dropped: document.dropped.join(', ') })
        }
      } catch (error) {
        failed.push({ name: file.name, reason: explain(error) })
      }
    }
    setProgress('')
    setFailures(failed)
    setLosses(lossy)
    await onChanged()
    announce(`${imported.length} imported${failed.length > 0 ? `, ${failed.length} failed` : ''}`)
    const [only] = imported
    if (only !== undefined && imported.length === 1 && failed.length === 0 && lossy.length === 0) {
      onOpen(only.id)
    }
  }

  return {
    importFiles,
    failures,
    losses,
    progress,
    dismiss: () => setFailures([]),
    dismissLosses: () => setLosses([]),
  }
}
