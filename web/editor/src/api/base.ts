/** Path of the interface, below that of the page: a reverse proxy can show the server below a path of its own. */
export const API = new URL('api', document.baseURI).pathname
