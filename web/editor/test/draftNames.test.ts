import { hashKey } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import {
  type DraftKey,
  descriptionKey,
  documentOfDraft,
  formatDraftName,
  isDraftOf,
  parseDraftName,
  segmentKey,
  segmentOfDraft,
} from '../src/api/draftNames.ts'

test.each<DraftKey>([segmentKey('film.s1'), descriptionKey('film'), segmentKey('a "quoted" \\ id')])(
  'a name is read back as the key that it was made of: %s',
  (...key) => {
    const name = formatDraftName(key)

    expect(parseDraftName(name)).toEqual(key)
    expect(name).toBe(hashKey(key)) // the name that useDraft gives it
  },
)

test.each(['', 'plain', '{}', '["segment"]', '["segment",1]', '["entry","7"]', '["segment","film.s1","more"]'])(
  'a name of something else has no key: %s',
  (name) => {
    expect(parseDraftName(name)).toBeNull()
    expect(segmentOfDraft(name)).toBeNull()
    expect(isDraftOf('film', name)).toBe(false)
    expect(documentOfDraft(name)).toBeNull()
  },
)

test('a draft belongs to the document of its segment, not to one whose id starts alike', () => {
  expect(isDraftOf('film', formatDraftName(segmentKey('film.s1')))).toBe(true)
  expect(isDraftOf('film', formatDraftName(segmentKey('film2.s1')))).toBe(false)
  expect(isDraftOf('film', formatDraftName(descriptionKey('film')))).toBe(true)
  expect(isDraftOf('film', formatDraftName(descriptionKey('film2')))).toBe(false)
})

test.each([
  [segmentKey('film.s1'), 'film'],
  [descriptionKey('film'), 'film'],
] as const)('a draft names its document, though the server may have forgotten it: %j', (key, document) => {
  expect(documentOfDraft(formatDraftName(key))).toBe(document)
})
