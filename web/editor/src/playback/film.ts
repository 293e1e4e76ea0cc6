/** Film of a document: at its address, or a file that its person chose. */
export interface Film {
  /** Address for the player: of the document, or of the local file; null without either. */
  readonly source: string | null
  /** The local file, if one was chosen. */
  readonly file: File | null
  /** Name of the file that was chosen here on another visit; null if it is open, or if there is none. */
  readonly remembered: string | null
  /** Lets the person choose a file with the browser's dialog. Undefined where that cannot remember it. */
  readonly pick: (() => void) | undefined
  /** Opens the remembered file again. */
  readonly reopen: () => void
  readonly choose: (file: File | null) => void
}

/** File that a browser lets a page open again on a later visit, once its person has agreed. */
interface RememberedFile extends FileSystemFileHandle {
  queryPermission?(options: { mode: 'read' }): Promise<PermissionState>
  requestPermission?(options: { mode: 'read' }): Promise<PermissionState>
}

type Picker = (options: object) => Promise<readonly FileSystemFileHandle[]>

const TYPES = [{ description: 'Video or sound', accept: { 'video/*': [], 'audio/*': [] } }]

/** The browser's dialog that gives files to remember; undefined where it has none. */
export function filePicker(): (() => Promise<FileSystemFileHandle | null>) | undefined {
  const picker = Reflect.get(globalThis, 'showOpenFilePicker') as Picker | undefined
  if (typeof picker !== 'function') {
    return undefined
  }
  return async () => {
    try {
      const [handle] = await picker.call(globalThis, { id: 'film', types: TYPES })
      return handle ?? null
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') {
        return null
      }
      throw error
    }
  }
}

/** The remembered file if the page may read it without asking; null else. */
export async function allowedFile(handle: RememberedFile): Promise<File | null> {
  return (await handle.queryPermission?.({ mode: 'read' })) === 'granted' ? fileOf(handle) : null
}

/** The remembered file, after the browser has asked for the permission where it must; null if that was refused. */
export async function askedFile(handle: RememberedFile): Promise<File | null> {
  const permission = (await handle.requestPermission?.({ mode: 'read' })) ?? 'granted'
  return permission === 'granted' ? fileOf(handle) : null
}

/** The file; null if it is not there any more. */
async function fileOf(handle: FileSystemFileHandle): Promise<File | null> {
  return handle.getFile().catch(() => null)
}
