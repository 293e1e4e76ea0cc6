import type { NewDocument } from '../../api/documents.ts'
import { cueOf } from '../../cue/block.ts'
import type { Unsaved } from './useUnsaved.ts'

interface File {
  readonly content: string
  readonly extension: string
}

/** File of several texts: captions as WebVTT, everything else as text. */
export function fileOf(unsaved: readonly Unsaved[]): File {
  const { mediaType, segments = [] } = recoveredDocument(unsaved)
  const blocks = segments.map(({ content }) => content)
  const titles = unsaved.filter(({ kind }) => kind === 'title').map(({ text }) => text)
  return mediaType === 'text/vtt'
    ? {
        content: `${['WEBVTT', ...titles.map((title) => `NOTE title\n${title}`), ...blocks].join('\n\n')}\n`,
        extension: 'vtt',
      }
    : { content: `${[...titles, ...blocks].join('\n\n')}\n`, extension: 'txt' }
}

/** File of the texts of several documents, each below the id of its document. */
export function fileOfAll(unsaved: readonly Unsaved[]): File {
  const documents = [...new Set(unsaved.map(({ document }) => document))]
  const partOf = (document: string) => fileOf(unsaved.filter((one) => one.document === document))
  return documents.length === 1
    ? partOf(documents[0] ?? '')
    : {
        content: documents.map((document) => `${document}\n\n${partOf(document).content}`).join('\n\n'),
        extension: 'txt',
      }
}

/** Document with the texts of a document that is gone, in the order of their times. */
export function recoveredDocument(unsaved: readonly Unsaved[]): NewDocument {
  const texts = unsaved.filter(({ kind }) => kind !== 'title')
  const title = unsaved.find(({ kind }) => kind === 'title')?.text ?? 'Recovered'
  const isCaptions = texts.some(({ kind }) => kind === 'caption')
  const start = (content: string) => cueOf(content)?.start ?? 0
  const segments = texts
    .map(({ content }) => ({ content }))
    .sort((one, other) => start(one.content) - start(other.content))
  return { title, mediaType: isCaptions ? 'text/vtt' : 'text/plain', language: '', segments }
}

/** Lets the browser download a file. */
export function download({ content, extension }: File, name: string): void {
  const address = URL.createObjectURL(new Blob([content], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${name.replace(/[\\/:*?"<>|]/g, '.')}.${extension}`
  link.click()
  URL.revokeObjectURL(address)
}
