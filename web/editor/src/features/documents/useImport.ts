import { useState } from 'react'
import { importFile } from '../../api/documents.ts'
import type { DocumentJson } from '../../api/types.ts'
import { announce } from '../../components/announce.tsx'
import { explain } from '../../components/problem.ts'

export interface FailedImport {
  readonly name: string
  readonly reason: string
}

export interface ImportOptions {
  readonly onChanged: () => Promise<unknown>
  readonly onOpen: (id: string) => void
}

/** Import of files one after the other. A single file that was imported is opened. */
export function useImport({ onChanged, onOpen }: ImportOptions) {
  const [failures, setFailures] = useState<readonly FailedImport[]>([])
  const [progress, setProgress] = useState('')

  async function importFiles(files: readonly File[]) {
    const failed: FailedImport[] = []
    const imported: DocumentJson[] = []
    for (const [index, file] of files.entries()) {
      setProgress(`Importing ${index + 1} of ${files.length}: ${file.name}`)
      try {
        imported.push(await importFile(file))
      } catch (error) {
        failed.push({ name: file.name, reason: explain(error) })
      }
    }
    setProgress('')
    setFailures(failed)
    await onChanged()
    announce(`${imported.length} imported${failed.length > 0 ? `, ${failed.length} failed` : ''}`)
    const [only] = imported
    if (only !== undefined && imported.length === 1 && failed.length === 0) {
      onOpen(only.id)
    }
  }

  return { importFiles, failures, progress, dismiss: () => setFailures([]) }
}
