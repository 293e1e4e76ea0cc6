import { ConflictError, OfflineError, type ProblemDetails, RequestError } from '@holdfast/client'
import type { PersonNameProps } from './PersonName.tsx'
import { type Phrase, textOf } from './Phrase.tsx'

/** Reasons of the server against a text, and the same for people who write captions. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^a blank line ends the (?:block|cue)/i, 'A caption cannot hold an empty line. Remove it.'],
  [/^the line break after the block/i, 'The last line is empty. Remove it.'],
  [/^the block is empty/i, 'Nothing is left of it. Delete it instead.'],
  [/^"-->" begins another cue/i, 'A caption cannot hold “-->”. Write “→” instead.'],
  [/^"-->" cannot stand in this block/i, 'It cannot hold “-->”. Write “→” instead.'],
  [/^expected an end time after the start time (\S+), found "(\S+)"/i, 'The end ($2) is before the start ($1).'],
  [/^expected the times of the cue/i, 'The line with the times cannot be read. It looks like 00:01.000 --> 00:02.000.'],
  [/^expected a block that begins with (\w+)/i, 'Its first line has to begin with $1.'],
  [/^expected "WEBVTT".* found nothing/i, 'The file is empty.'],
  [/^the document has its header already/i, 'The first line of this document exists already.'],
]

/** Words for problems, by their type, where the server's are not for this person. */
const PROBLEMS: Readonly<Record<string, (problem: ProblemDetails) => string>> = {
  '/problems/access-denied': () => 'You can read here. Ask an administrator for edit access.',
  '/problems/content-too-large': ({ maxBytes }) =>
    `This is longer than the server accepts${typeof maxBytes === 'number' ? ` (${size(maxBytes)})` : ''}. Shorten it, or divide it.`,
  '/problems/not-found': () => 'This is no longer on the server. Go back to all documents.',
  '/problems/gone': () => 'This was deleted meanwhile.',
  '/problems/key-reused': () => 'The server took this for another change. Try again.',
  '/problems/internal-error': ({ requestId }) =>
    `The server has failed. Try again; if it fails again, tell its administrator${typeof requestId === 'string' ? ` (request ${requestId})` : ''}.`,
}

const CHANGED_MEANWHILE = ' changed it meanwhile, so this was not done. Look at it as it is now, then try again.'

/** Text of an error for the person: the reason, the line of a file, and a way out. The name of a colleague keeps its mark. */
export function explanation(error: unknown): Phrase {
  if (!(error instanceof ConflictError)) {
    return refusedBatch(error) ?? [explain(error)]
  }
  const { changedBy, problem } = error
  const verified = typeof problem.changedByVerified === 'boolean' ? problem.changedByVerified : undefined
  return [changedBy ? { name: changedBy, verified } : 'Someone else', CHANGED_MEANWHILE]
}

/** Explanation of a batch of edits that was refused, with all who changed its texts; null for any other error. */
function refusedBatch(error: unknown): Phrase | null {
  const { people, outcome } = error instanceof RequestError ? error.problem : {}
  if (!Array.isArray(people) || typeof outcome !== 'string') {
    return null
  }
  return [...people.flatMap((person: PersonNameProps, index) => (index === 0 ? [person] : [', ', person])), outcome]
}

/** The same without the mark. */
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
    return textOf(explanation(error))
  }
  const { line } = error.problem
  const known = knownWords(error)
  return known ?? (typeof line === 'number' ? `Line ${line}: ${sentence(error)}` : sentence(error))
}

/**
 * The same for a save, which is repeated by itself after signing in. Without the line: the person sees a caption, and not the
 * block that the lines are counted in.
 */
export function whyNotSaved(error: unknown): string {
  if (!(error instanceof RequestError) || error instanceof OfflineError || error instanceof ConflictError) {
    return explain(error)
  }
  return error.status === 401
    ? 'You are signed out. It is saved once you sign in.'
    : (knownWords(error) ?? sentence(error))
}

function knownWords(error: RequestError): string | null {
  const words = PROBLEMS[error.problem.type ?? '']?.(error.problem)
  if (words !== undefined) {
    return words
  }
  const reason = reasonOf(error)
  for (const [pattern, known] of REASONS) {
    const found = pattern.exec(reason)
    if (found !== null) {
      return known.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '')
    }
  }
  return null
}

function reasonOf({ problem, message }: RequestError): string {
  return typeof problem.reason === 'string' ? problem.reason : message.replace(/^Line \d+(?:, column \d+)?: /, '')
}

function sentence(error: RequestError): string {
  const reason = reasonOf(error)
  const words = reason.charAt(0).toUpperCase() + reason.slice(1)
  return /[.!?]$/.test(words) ? words : `${words}.`
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.floor(bytes / 1_000)} kB` : `${Math.floor(bytes / 1_000_000)} MB`
}
