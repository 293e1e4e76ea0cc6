import { Drafts, noKeeper, storageKeeper } from '@holdfast/client'
import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { arrive, fake, open } from './page.tsx'

describe('a time that is typed and not confirmed', () => {
  async function typeTime(drafts: Drafts) {
    const user = await open(drafts)
    const end = screen.getByLabelText('End of cue 1')
    await user.clear(end)
    await user.type(end, '2,5')
  }

  test.each([
    ['beforeunload', []],
    ['pagehide', ['PATCH /api/segments/film.s1 200']],
  ])('is kept at %s, and sent when the page is left', async (type, writes) => {
    const keeper = () => storageKeeper({ isAlive: async () => false })
    await typeTime(new Drafts({ keeper: keeper() }))

    const leaving = new Event(type, { cancelable: true })
    act(() => void globalThis.dispatchEvent(leaving))
    const kept = await keeper().find('["segment","film.s1"]')

    expect(kept?.draft).toMatchObject({ draft: '00:01.000 --> 00:02.500\nOne\nfirst', base: { etag: '"film.s1-1"' } })
    expect(leaving.defaultPrevented).toBe(type === 'beforeunload')
    expect(fake.server.writes()).toEqual(writes)
  })

  test('is saved when the document is left', async () => {
    await typeTime(new Drafts({ keeper: noKeeper }))

    cleanup()

    await waitFor(() => expect(fake.server.segment('film.s1').content).toBe('00:01.000 --> 00:02.500\nOne\nfirst'))
  })

  test('is not saved over a newer one when the document is left', async () => {
    const drafts = new Drafts({ keeper: noKeeper })
    await typeTime(drafts)
    fake.server.change('film.s1', 'replace', 'Ana', '00:01.000 --> 00:02.900\nOne\nfirst')
    await arrive()

    cleanup()

    await waitFor(() => expect(drafts.summary()).toMatchObject({ notSaved: 1, needsAttention: 1 }))
    expect(fake.server.writes()).toEqual(['PATCH /api/segments/film.s1 412'])
  })
})
