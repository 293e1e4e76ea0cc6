import { ConflictError, OfflineError, RequestError } from '@holdfast/client'
import { expect, test, vi } from 'vitest'
import { commitEdits } from '../src/api/edits.ts'
import { explain, explanation, whyNotSaved } from '../src/components/problem.ts'

const conflict = { current: { value: null, etag: '"2"', by: 'Ana' }, base: null, merge: null, appliedAs: null }

test.each([
  [new RequestError(401, {}), 'You are signed out, so this was not done. Sign in, then try again.'],
  [new OfflineError(0, {}), 'The server could not be reached. Check the connection, then try again.'],
  [new OfflineError(503, { detail: 'The database is away.' }), 'The database is away. Try again in a moment.'],
  [
    new ConflictError(conflict, { detail: 'Not the current version.' }),
    'Ana changed it meanwhile, so this was not done. Look at it as it is now, then try again.',
  ],
  [new RequestError(422, { detail: 'There is no arrow.', line: 7 }), 'Line 7: There is no arrow.'],
])('the reason of a failure is shown with the next step: %s', (error, words) => {
  expect(explain(error)).toBe(words)
})

test.each([true, false])('a name in the reason of a failure keeps its mark: %s', (verified) => {
  const [name] = explanation(new ConflictError(conflict, { changedByVerified: verified }))
  expect(name).toEqual({ name: 'Ana', verified })
})

test('a refused batch names all who changed its texts, each with the mark', async () => {
  const conflicts = [
    { id: 's1', current: { updatedBy: 'Ana', updatedByVerified: true } },
    { id: 's2', current: { updatedBy: 'Ana', updatedByVerified: false } },
    { id: 's3', current: { updatedBy: 'Ana', updatedByVerified: true } },
  ]
  const body = JSON.stringify({ type: '/problems/stale', conflicts })
  vi.stubGlobal(
    'fetch',
    async () => new Response(body, { status: 412, headers: { 'Content-Type': 'application/problem+json' } }),
  )

  const error = await commitEdits('film', []).catch((reason: unknown) => reason)

  expect(explanation(error)).toEqual([
    { name: 'Ana', verified: true },
    ', ',
    { name: 'Ana', verified: false },
    ' changed 3 texts meanwhile, so nothing was done. Look at it and try again.',
  ])
  expect(explain(error)).toBe('Ana, Ana changed 3 texts meanwhile, so nothing was done. Look at it and try again.')
  vi.unstubAllGlobals()
})

test('a text with autosave needs only a sign-in', () => {
  expect(whyNotSaved(new RequestError(401, {}))).toBe('You are signed out. It is saved once you sign in.')
})

const refused = (detail: string, members: object = {}) =>
  new RequestError(422, { type: '/problems/invalid-content', detail, line: 3, column: 1, ...members })

test.each([
  ['Line 3, column 1: a blank line ends the block; remove it.', 'A caption cannot hold an empty line. Remove it.'],
  [
    'Line 1, column 18: expected an end time after the start time 01:02:03.200, found "00:12.200".',
    'The end (00:12.200) is before the start (01:02:03.200).',
  ],
  [
    'Line 3, column 1: "-->" begins another cue here; write it as "--&gt;".',
    'A caption cannot hold “-->”. Write “→” instead.',
  ],
  ['Line 1, column 1: expected "WEBVTT" alone or before a space, found nothing.', 'The file is empty.'],
  ['Line 3, column 1: something else is wrong.', 'Something else is wrong.'],
])('a text that the server refuses with %j needs no counting of lines', (detail, words) => {
  expect(whyNotSaved(refused(detail))).toBe(words)
})

test('the reason is taken from its member, and the line of a file stays', () => {
  expect(explain(refused('Line 3, column 1: x.', { reason: 'there is no arrow' }))).toBe('Line 3: There is no arrow.')
})

test.each([
  ['/problems/access-denied', {}, 'You can read here. Ask an administrator for edit access.'],
  [
    '/problems/content-too-large',
    { maxBytes: 10_000_000 },
    'This is longer than the server accepts (10 MB). Shorten it, or divide it.',
  ],
  [
    '/problems/internal-error',
    { requestId: 'r1' },
    'The server has failed. Try again; if it fails again, tell its administrator (request r1).',
  ],
])('a problem of type %s has words for people', (type, members, words) => {
  expect(whyNotSaved(new RequestError(400, { type, detail: 'Server words.', ...members }))).toBe(words)
})
