import type { Draft, Drafts } from '@holdfast/client'
import { useDrafts } from '@holdfast/client/react'
import { Menu } from '@mantine/core'
import type { MouseEvent } from 'react'
import { ask } from './ask.tsx'
import { notify, reportError, reportRefusal } from './notices.tsx'

export interface ExportItemsProps {
  readonly exports: readonly { readonly extension: string; readonly href: string }[]
  /** True if a draft of this name belongs to the document. */
  readonly isOwn: (draftName: string) => boolean
  /** Reads which parts of the document an export cannot hold. */
  readonly lossesOf: (href: string) => Promise<readonly string[]>
}

/**
 * Menu items that download a document, one for each of its exports. They ask first if something is unsaved, and say which parts
 * are not in the file.
 */
export function ExportItems({ exports, isOwn, lossesOf }: ExportItemsProps) {
  const drafts = useDrafts()

  function download(event: MouseEvent, href: string, extension: string) {
    event.preventDefault()
    void mayExport(drafts, isOwn).then((may) => (may ? exportTo(href, extension) : undefined))
  }

  /** Downloads a file, and says which parts of the document are not in it. */
  async function exportTo(href: string, extension: string): Promise<void> {
    try {
      const losses = await lossesOf(href)
      follow(href)
      if (losses.length > 0) {
        notify(`A .${extension} file cannot hold all of this document. Not in it: ${losses.join(', ')}.`)
      }
    } catch (error) {
      reportError(error)
    }
  }

  return exports.map(({ extension, href }) => (
    <Menu.Item key={extension} component="a" href={href} download onClick={(event) => download(event, href, extension)}>
      Export .{extension}
    </Menu.Item>
  ))
}

const MAX_WAIT = 10_000
const SETTLING = 2_000
const POLL = 50

/** True if nothing of the document is unsaved, or the person wants its saved version. */
async function mayExport(drafts: Drafts, isOwn: (name: string) => boolean): Promise<boolean> {
  const unsaved = await unsavedNames(drafts, isOwn)
  if (unsaved.length === 0) {
    return true
  }
  const open = drafts.all().filter((draft) => unsaved.includes(draft.name) && draft.snapshot().dirty)
  const answer = await ask({
    title: 'Some of it is not saved',
    words: `${unsaved.length === 1 ? 'One text' : `${unsaved.length} texts`} of this document ${
      unsaved.length === 1 ? 'is' : 'are'
    } not saved, and so not in the file.`,
    answers: {
      ...(open.length === unsaved.length && { save: 'Save first' }),
      export: 'Export the saved version',
    } as Record<'save' | 'export', string>,
  })
  if (answer !== 'save') {
    return answer === 'export'
  }
  await saveAll(open)
  const left = await leftUnsaved(drafts, isOwn)
  if (left > 0) {
    reportRefusal(
      `${left === 1 ? 'One text' : `${left} texts`} could not be saved, so nothing was exported. Look at what is not saved, then export again.`,
    )
  }
  return left === 0
}

/** Number of texts that stay unsaved. A save may begin a moment later, and a kept text goes a moment after it was saved. */
async function leftUnsaved(drafts: Drafts, isOwn: (name: string) => boolean): Promise<number> {
  for (const until = Date.now() + SETTLING; ; ) {
    const { length } = await unsavedNames(drafts, isOwn)
    if (length === 0 || Date.now() > until) {
      return length
    }
    await new Promise((resolve) => setTimeout(resolve, POLL))
  }
}

/** Names of the document's unsaved drafts: on this page, in other tabs, and from earlier visits. */
async function unsavedNames(drafts: Drafts, isOwn: (name: string) => boolean): Promise<readonly string[]> {
  const open = drafts.all().filter((draft) => draft.snapshot().dirty)
  return [...new Set([...open.map(({ name }) => name), ...(await drafts.keeper.names())])].filter(isOwn)
}

async function saveAll(open: readonly Draft<unknown>[]): Promise<void> {
  for (const draft of open) {
    draft.save()
  }
  for (const until = Date.now() + MAX_WAIT; open.some(isSaving) && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, POLL))
  }
}

function isSaving(draft: Draft<unknown>): boolean {
  return draft.snapshot().status === 'saving'
}

/** Follows a link that was not followed when it was clicked. */
function follow(href: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = ''
  link.click()
}
