import { onSession, sessionState } from './session.ts'

/** Tells when it is worth to ask again at once: the network or the person is back, or somebody signed in. */
export function onWake(listener: () => void): () => void {
  const seen = () => globalThis.document.visibilityState === 'visible' && listener()
  let signedOut = sessionState().signedOut
  const stop = onSession(() => {
    const before = signedOut
    signedOut = sessionState().signedOut
    if (before && !signedOut) {
      listener()
    }
  })
  globalThis.addEventListener('online', listener)
  globalThis.addEventListener('focus', listener)
  globalThis.document.addEventListener('visibilitychange', seen)
  return () => {
    stop()
    globalThis.removeEventListener('online', listener)
    globalThis.removeEventListener('focus', listener)
    globalThis.document.removeEventListener('visibilitychange', seen)
  }
}
