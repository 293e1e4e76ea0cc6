import { useEffect, useMemo, useState } from 'react'
import { reportError, reportRefusal } from '../../components/notices.tsx'
import { allowedFile, askedFile, type Film, filePicker } from '../../playback/film.ts'
import { keep, kept } from '../../playback/mediaStore.ts'

/**
 * Film of a document. A local file is remembered where the browser can do that, and opened again on the next visit: at once if
 * its person allowed that for good, else with one click.
 *
 * @param address of the document's own film; null if it has none that can be opened
 */
export function useFilm(document: string, address: string | null): Film {
  const [file, setFile] = useState<File | null>(null)
  const [local, setLocal] = useState<string | null>(null)
  const [handle, setHandle] = useState<FileSystemFileHandle | null>(null)
  const picker = useMemo(filePicker, [])

  useEffect(() => {
    let isLeft = false
    void kept<FileSystemFileHandle>('files', document).then(async (known) => {
      const open = known === undefined ? null : await allowedFile(known).catch(() => null)
      if (!isLeft && known !== undefined) {
        setHandle(known)
        setFile((chosen) => chosen ?? open)
      }
    })
    return () => {
      isLeft = true
    }
  }, [document])

  useEffect(() => {
    if (file === null) {
      return
    }
    const url = URL.createObjectURL(file)
    setLocal(url)
    return () => URL.revokeObjectURL(url)
  }, [file])

  async function pick(choose: () => Promise<FileSystemFileHandle | null>) {
    const chosen = await choose()
    if (chosen !== null) {
      setFile(await chosen.getFile())
      setHandle(chosen)
      await keep('files', document, chosen)
    }
  }

  async function reopen() {
    const known = handle === null ? null : await askedFile(handle)
    if (known === null) {
      reportRefusal(
        `${handle?.name ?? 'The file'} could not be opened. It was moved or deleted, or this page may not read it. Choose it again.`,
      )
    } else {
      setFile(known)
    }
  }

  return {
    source: local ?? address,
    file,
    remembered: file === null ? (handle?.name ?? null) : null,
    pick: picker && (() => void pick(picker).catch(reportError)),
    reopen: () => void reopen().catch(reportError),
    choose: setFile,
  }
}
