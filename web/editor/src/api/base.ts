/** Path below which the server is seen, without a slash at its end: a reverse proxy can show it below a path of its own. */
export const BASE = new URL('.', document.baseURI).pathname.replace(/\/$/, '')

/** Path of the interface. */
export const API = `${BASE}/api`
