const NAME = 'holdfast-media'
const STORES = ['files', 'peaks'] as const

/** `files` has the handle of the local film of each document, `peaks` the loudness of each film that was read. */
export type MediaStore = (typeof STORES)[number]

/** Value that this browser keeps; undefined if it has none, or keeps nothing. */
export async function kept<T>(store: MediaStore, key: string): Promise<T | undefined> {
  try {
    return await within(store, 'readonly', (values) => values.get(key) as IDBRequest<T | undefined>)
  } catch {
    return undefined
  }
}

/** Keeps a value in this browser. Where that is forbidden, or full, it lasts as long as the page. */
export async function keep(store: MediaStore, key: string, value: unknown): Promise<void> {
  try {
    await within(store, 'readwrite', (values) => values.put(value, key))
  } catch {
    // It is chosen, or read, again.
  }
}

async function within<T>(
  store: MediaStore,
  mode: IDBTransactionMode,
  run: (values: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await resultOf(opening())
  try {
    return await resultOf(run(database.transaction(store, mode).objectStore(store)))
  } finally {
    database.close()
  }
}

function opening(): IDBOpenDBRequest {
  const request = indexedDB.open(NAME, 1)
  request.onupgradeneeded = () => {
    for (const store of STORES) {
      request.result.createObjectStore(store)
    }
  }
  return request
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
