import { RequestError } from '@holdfast/client'

/** What went wrong, in words for the person: what happened, where, and what can be done. */
export function explain(error: unknown): string {
  if (!(error instanceof RequestError)) {
    return error instanceof Error ? error.message : 'Something went wrong.'
  }
  if (error.status === 401) {
    return 'You are signed out. Sign in, and it is done.'
  }
  const { line, column } = error.problem
  const place =
    typeof line === 'number' ? `Line ${line}${typeof column === 'number' ? `, column ${column}` : ''}: ` : ''
  return error.message.toLowerCase().includes(`line ${String(line)}`) ? error.message : `${place}${error.message}`
}
