/** Second storage of drafts, whose writes survive a browser that is killed. */
export interface DraftArchive {
  /** Stores a text under a key, in place of an earlier one. The result is false if it could not be stored. */
  put(key: string, text: string): Promise<boolean>
  delete(key: string): void
  /** All texts by their keys; empty if they cannot be read. */
  all(): Promise<ReadonlyMap<string, string>>
}

const DATABASE = 'holdfast.drafts'
const STORE = 'drafts'
/** Least milliseconds between the beginnings of two transactions: each waits for the disk. */
const INTERVAL = 250
/** Milliseconds after which a database that does not respond counts as absent. */
const PATIENCE = 2_000

interface Waiting {
  /** Null for a deletion. */
  readonly text: string | null
  readonly done: (stored: boolean) => void
}

/**
 * Archive in IndexedDB. A browser writes localStorage to the disk seconds later; a transaction with strict durability is
 * complete when it is there. Texts that come faster than the disk are written together, the newest of each key.
 */
export function indexedDbArchive(factory: IDBFactory): DraftArchive {
  const waiting = new Map<string, Waiting>()
  let opened: Promise<IDBDatabase | null> | null = null
  let writing = false
  let reading: Promise<ReadonlyMap<string, string>> | null = null

  function database(): Promise<IDBDatabase | null> {
    opened ??= inTime(
      open(factory, () => (opened = null)),
      null,
    )
    return opened
  }

  function enqueue(key: string, text: string | null): Promise<boolean> {
    return new Promise((done) => {
      const before = waiting.get(key)
      waiting.set(key, {
        text,
        done(stored) {
          before?.done(stored) // the newer text takes its place
          done(stored)
        },
      })
      void writeAll()
    })
  }

  async function writeAll(): Promise<void> {
    if (writing) {
      return
    }
    writing = true
    while (waiting.size > 0) {
      const batch = new Map(waiting)
      waiting.clear()
      const pause = new Promise((resolve) => setTimeout(resolve, INTERVAL))
      const stored = await database().then((db) => db !== null && write(db, batch))
      for (const { done } of batch.values()) {
        done(stored)
      }
      await pause
    }
    writing = false
  }

  return {
    put: (key, text) => enqueue(key, text),
    delete: (key) => void enqueue(key, null),
    all() {
      reading ??= inTime(
        database().then((db) => (db === null ? new Map<string, string>() : read(db))),
        new Map<string, string>(),
      ).finally(() => {
        reading = null
      })
      return reading
    },
  }
}

/** Opens the database; null where the browser forbids it, for example in a private window. */
function open(factory: IDBFactory, onClose: () => void): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = factory.open(DATABASE, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE)
      request.onerror = () => resolve(null)
      request.onsuccess = () => {
        const db = request.result
        db.onversionchange = () => db.close() // another page, of a later version, needs it
        db.onclose = onClose
        resolve(db)
      }
    } catch {
      resolve(null)
    }
  })
}

function write(db: IDBDatabase, batch: ReadonlyMap<string, Waiting>): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const transaction = db.transaction(STORE, 'readwrite', { durability: 'strict' })
      const store = transaction.objectStore(STORE)
      for (const [key, { text }] of batch) {
        text === null ? store.delete(key) : store.put(text, key)
      }
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false) // for example because the disk is full
    } catch {
      resolve(false) // the database was closed
    }
  })
}

function read(db: IDBDatabase): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve) => {
    try {
      const transaction = db.transaction(STORE)
      const [keys, texts] = [transaction.objectStore(STORE).getAllKeys(), transaction.objectStore(STORE).getAll()]
      transaction.oncomplete = () =>
        resolve(new Map(keys.result.map((key, index) => [String(key), String(texts.result[index])])))
      transaction.onabort = () => resolve(new Map())
    } catch {
      resolve(new Map())
    }
  })
}

function inTime<T>(work: Promise<T>, otherwise: T): Promise<T> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(otherwise), PATIENCE)
    void work.then((result) => {
      clearTimeout(timer)
      resolve(result)
    })
  })
}
