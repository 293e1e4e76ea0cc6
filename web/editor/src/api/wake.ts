import { session } from './session.ts'

/** Calls the listener when a request that failed may succeed: the network is back, the person is, or they signed in. */
export function onWake(listener: () => void): () => void {
  const onVisible = () => globalThis.document.visibilityState === 'visible' && listener()
  let signedOut = session.state().signedOut
  const stop = session.subscribe(() => {
    const before = signedOut
    signedOut = session.state().signedOut
    if (before && !signedOut) {
      listener()
    }
  })
  globalThis.addEventListener('online', listener)
  globalThis.addEventListener('focus', listener)
  globalThis.document.addEventListener('visibilitychange', onVisible)
  return () => {
    stop()
    globalThis.removeEventListener('online', listener)
    globalThis.removeEventListener('focus', listener)
    globalThis.document.removeEventListener('visibilitychange', onVisible)
  }
}
