/** A name that nothing else has. `crypto.randomUUID` is missing on pages that came without TLS from another computer. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
