import { ConflictError, OfflineError, RequestError } from '@holdfast/client'

/** Text of an error for the person: the reason, the place, and a way out. */
export function explain(error: unknown): string {
  if (!(error instanceof RequestError)) {
    return error instanceof Error ? error.message : 'Something went wrong.'
  }
  if (error.status === 401) {
    return 'You are signed out, so this was not done. Sign in, then try again.'
  }
  if (error instanceof OfflineError) {
    return error.status === 0
      ? 'The server could not be reached. Check the connection, then try again.'
      : `${error.message} Try again in a moment.`
  }
  if (error instanceof ConflictError) {
    return `${error.changedBy ?? 'Someone else'} changed it meanwhile, so this was not done. Look at it as it is now, then try again.`
  }
  const { line, column } = error.problem
  const place =
    typeof line === 'number' ? `Line ${line}${typeof column === 'number' ? `, column ${column}` : ''}: ` : ''
  return error.message.toLowerCase().includes(`line ${String(line)}`) ? error.message : `${place}${error.message}`
}

/** The same for a save, which is repeated by itself after signing in. */
export function whyNotSaved(error: unknown): string {
  return error instanceof RequestError && error.status === 401
    ? 'You are signed out. It is saved once you sign in.'
    : explain(error)
}
