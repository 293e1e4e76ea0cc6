import { ConflictError, OfflineError, RequestError } from '@holdfast/client'
import { expect, test } from 'vitest'
import { explain, whyNotSaved } from '../src/components/problem.ts'

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

test('a text with autosave needs only a sign-in', () => {
  expect(whyNotSaved(new RequestError(401, {}))).toBe('You are signed out. It is saved once you sign in.')
})
