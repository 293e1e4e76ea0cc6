import { Drafts, type ListedDraft, noKeeper } from '@holdfast/client'
import { waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { segmentDraftName } from '../src/api/draftNames.ts'
import { cue, fake, open, summary } from './page.tsx'

/** Drafts of a computer on which a page that was closed left a text of cue 2. */
function leftBehind(text: string) {
  const base = { value: cue(3, 'Before'), etag: '"old"' }
  const drop = vi.fn(() => {
    list = []
    return () => {}
  })
  const one = { name: segmentDraftName('film.s2'), at: 1, page: 'closed', drop } as const
  let list: readonly ListedDraft[] = [{ ...one, draft: { draft: text, base, unsettled: null, merged: null } as never }]
  return { drafts: new Drafts({ keeper: { ...noKeeper, list: async () => list } }), drop }
}

test('a text of a closed page that the server has by now counts as saved', async () => {
  const { drafts, drop } = leftBehind(cue(3, 'Two\nsecond'))

  await open(drafts)

  await waitFor(() => expect(drop).toHaveBeenCalled())
  await waitFor(() => expect(summary()).toBe('All saved'))
})

test('one that the server does not have stays, and is counted', async () => {
  const { drafts, drop } = leftBehind(cue(3, 'Two, not saved'))

  await open(drafts)

  await waitFor(() => expect(summary()).toContain('1 not saved'))
  expect(drop).not.toHaveBeenCalled()
  expect(fake.server.writes()).toEqual([])
})
