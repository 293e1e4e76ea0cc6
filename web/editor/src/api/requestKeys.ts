import { newKey } from '@holdfast/client'

const PREFIX = 'holdfast.request:'

/**
 * Sends a request that creates something, so that a repetition by the person creates nothing again: while its outcome is
 * unknown, or it was refused, the same content has the same Idempotency-Key, also after a reload.
 *
 * @param content everything that the request says, as a text
 */
export async function sendOnce<T>(content: string, send: (idempotencyKey: string) => Promise<T>): Promise<T> {
  const name = `${PREFIX}${fingerprint(content)}`
  const key = storedKey(name) ?? newKey()
  store(name, key)
  const result = await send(key)
  forget(name)
  return result
}

const keys = new Map<string, string>()

function storedKey(name: string): string | null {
  try {
    return sessionStorage.getItem(name) ?? keys.get(name) ?? null
  } catch {
    return keys.get(name) ?? null
  }
}

function store(name: string, key: string): void {
  keys.set(name, key)
  try {
    sessionStorage.setItem(name, key)
  } catch {
    // The key is known as long as the page is open.
  }
}

function forget(name: string): void {
  keys.delete(name)
  try {
    sessionStorage.removeItem(name)
  } catch {
    // As above.
  }
}

/**
 * Two numbers of 32 bits and the length, which tell one content from another. A digest by `crypto.subtle` is not
 * available to a page without TLS.
 */
function fingerprint(content: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57]
  for (let index = 0; index < content.length; index++) {
    const code = content.charCodeAt(index)
    one = Math.imul(one ^ code, 0x9e3779b1)
    other = Math.imul(other ^ code, 0x5f356495)
    one ^= one >>> 15
    other ^= other >>> 13
  }
  return [one >>> 0, other >>> 0, content.length].map((number) => number.toString(36)).join('-')
}
