import { OfflineError, RequestError } from '@holdfast/client'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Edit } from '../src/api/edits.ts'
import type { SegmentJson } from '../src/api/types.ts'
import { currentOf } from '../src/app/commands/undo/CurrentVersions.ts'
import { planOf } from '../src/app/commands/undo/plan.ts'
import { type Attempt, type CarriedOut, Reversal } from '../src/app/commands/undo/reversal.ts'
import type { Change } from '../src/app/commands/undo/steps.ts'
import { cue, EARLY, LATE, Segments } from './segments.ts'

let segments: Segments
beforeEach(() => {
  segments = new Segments()
})

/** Ana changes a segment. */
function change(id: string, content: string, deleted?: boolean): Change {
  const before = segments.find(id)
  const after = segments.write(id, content, 'Ana', deleted)
  return { id, before: before ?? null, after: currentOf(after) }
}

function reverse(changes: readonly Change[], together = false, attempt?: Attempt | null): Promise<CarriedOut> {
  const stale = new Map(changes.map(({ id, after }) => [id, { ...after, version: 0, updatedBy: 'Ana' }]))
  // As with a blocked stream: the page knows no version after its own.
  const find = (id: string) => stale.get(id)
  return new Reversal({ changes, find, commit: segments.commit, together, attempt }).run()
}

describe('undo of a shift of 600', () => {
  let changes: Change[]
  beforeEach(() => {
    const ids = Array.from({ length: 600 }, (_, index) => `s${index}`)
    for (const id of ids) {
      segments.write(id, cue(EARLY, `Caption ${id}`), 'Author')
    }
    changes = ids.map((id) => change(id, cue(LATE, `Caption ${id}`)))
  })

  test('takes all back in one commit', async () => {
    const { made, rest, left } = await reverse(changes)

    expect([made.length, rest.length, left.length]).toEqual([600, 0, 0])
    expect(segments.batches.length).toBe(1)
    expect(segments.text('s599')).toBe(cue(EARLY, 'Caption s599'))
  })

  test('does the other 599 if someone retimed one, and names it', async () => {
    segments.write('s20', cue('00:15.000 --> 00:16.000', 'Caption s20'), 'Ben')

    const { made, rest, left } = await reverse(changes)

    expect(made.length).toBe(599)
    expect(rest.map(({ id }) => id)).toEqual(['s20'])
    expect(left).toEqual([{ id: 's20', why: 'changed', by: 'Ben' }])
    expect(segments.text('s20')).toBe(cue('00:15.000 --> 00:16.000', 'Caption s20'))
    expect(segments.text('s21')).toBe(cue(EARLY, 'Caption s21'))
  })

  test('puts the times back where someone changed words', async () => {
    segments.write('s20', cue(LATE, 'Words by Ben'), 'Ben')

    const { made } = await reverse(changes)

    expect(made.length).toBe(600)
    expect(segments.text('s20')).toBe(cue(EARLY, 'Words by Ben'))
  })

  test('does the others if someone deleted one', async () => {
    segments.write('s20', cue(LATE, 'Caption s20'), 'Ben', true)

    const { made, left } = await reverse(changes)

    expect(made.length).toBe(599)
    expect(left).toEqual([{ id: 's20', why: 'deleted', by: 'Ben' }])
    expect(segments.get('s20').deleted).toBe(true)
  })

  test('is made in several commits where a batch may have fewer edits', async () => {
    segments.maxEdits = 250

    const { made } = await reverse(changes)

    expect(made.length).toBe(600)
    expect(segments.batches.map(({ length }) => length)).toEqual([600, 250, 250, 100])
  })

  test('keeps what is not done when the connection breaks between two commits', async () => {
    segments.maxEdits = 250
    segments.before = () => {
      if (segments.batches.length === 2) {
        throw new OfflineError(0, {})
      }
    }

    const { made, rest, error, attempt } = await reverse(changes)

    expect([made.length, rest.length]).toEqual([250, 350])
    expect(error).toBeInstanceOf(OfflineError)
    expect(attempt?.edits.length).toBe(250)
  })

  test('is redone, but for what someone changed since', async () => {
    const { made } = await reverse(changes)
    segments.write('s20', cue('00:05.000 --> 00:06.000', 'Caption s20'), 'Ben')

    const redone = await reverse(made)

    expect(redone.made.length).toBe(599)
    expect(redone.left).toEqual([{ id: 's20', why: 'changed', by: 'Ben' }])
    expect(segments.text('s21')).toBe(cue(LATE, 'Caption s21'))
  })

  test('gives up after some tries where someone is always faster', async () => {
    segments.before = (edits) => {
      for (const { id } of edits as readonly { id: string }[]) {
        segments.write(id, `${segments.text(id)}!`, 'Ben')
      }
    }

    const { made, rest, left } = await reverse(changes.slice(0, 2))

    expect(made).toEqual([])
    expect(rest.length).toBe(2)
    expect(left.map(({ by }) => by)).toEqual(['Ben', 'Ben'])
  })
})

describe('undo of words', () => {
  test('leaves the words that someone changed elsewhere in the text, and the times', async () => {
    segments.write('s', cue(EARLY, 'one two three'), 'Author')
    const mine = change('s', cue(EARLY, 'ONE two three'))
    segments.write('s', cue(LATE, 'ONE two THREE'), 'Ben')

    const { made } = await reverse([mine])

    expect(made.length).toBe(1)
    expect(segments.text('s')).toBe(cue(LATE, 'one two THREE'))
  })

  test('of the same words as someone else does nothing', async () => {
    segments.write('s', cue(EARLY, 'one'), 'Author')
    const mine = change('s', cue(EARLY, 'ONE'))
    segments.write('s', cue(EARLY, 'Uno'), 'Ben')

    const { made, left } = await reverse([mine])

    expect(made).toEqual([])
    expect(left).toEqual([{ id: 's', why: 'changed', by: 'Ben' }])
    expect(segments.text('s')).toBe(cue(EARLY, 'Uno'))
  })

  test('that someone put back already is done, and writes nothing', async () => {
    segments.write('s', cue(EARLY, 'one'), 'Author')
    const mine = change('s', cue(EARLY, 'ONE'))
    segments.write('s', cue(EARLY, 'one'), 'Ben')

    const { made, rest, left } = await reverse([mine])

    expect([made, rest, left]).toEqual([[], [], []])
    expect(segments.get('s')).toMatchObject({ version: 3, updatedBy: 'Ben' })
  })
})

describe('undo of structure', () => {
  test('of an insertion deletes it, unless someone changed it', async () => {
    const inserted = [change('new', cue(EARLY, 'New caption')), change('other', cue(EARLY, 'New caption'))]
    segments.write('other', cue(EARLY, 'Words by Ben'), 'Ben')

    const { made, left } = await reverse(inserted)

    expect(made.map(({ id }) => id)).toEqual(['new'])
    expect(left).toEqual([{ id: 'other', why: 'changed', by: 'Ben' }])
    expect(segments.get('new').deleted).toBe(true)
    expect(segments.text('other')).toBe(cue(EARLY, 'Words by Ben'))
  })

  test('of a deletion restores it, and redo deletes it again', async () => {
    segments.write('s', cue(EARLY, 'one'), 'Author')
    const deletion = change('s', cue(EARLY, 'one'), true)

    const { made } = await reverse([deletion])
    expect(segments.get('s')).toMatchObject({ content: cue(EARLY, 'one') })
    expect(segments.get('s').deleted).toBeUndefined()
    await reverse(made)

    expect(segments.get('s').deleted).toBe(true)
  })

  const whole = '00:01.000 --> 00:05.000\none two three four'

  function split(): readonly Change[] {
    segments.write('s', whole, 'Author')
    return [change('s', '00:01.000 --> 00:03.000\none two'), change('t', '00:03.000 --> 00:05.000\nthree four')]
  }

  test('of a split joins the halves, with what someone changed in them', async () => {
    const changes = split()
    segments.write('t', '00:03.000 --> 00:05.000\nthree FOUR', 'Ben')

    const { made } = await reverse(changes, true)

    expect(made.length).toBe(2)
    expect(segments.text('s')).toBe(whole.replace('four', 'FOUR'))
    expect(segments.get('t').deleted).toBe(true)
  })

  test('of a split, then redo, gives both halves again', async () => {
    const { made } = await reverse(split(), true)

    await reverse(made, true)

    expect(segments.text('s')).toBe('00:01.000 --> 00:03.000\none two')
    expect(segments.text('t')).toBe('00:03.000 --> 00:05.000\nthree four')
    expect(segments.get('t').deleted).toBeFalsy()
  })

  test('of a join is all or nothing: words that went there stay there once', async () => {
    segments.write('s', cue('00:01.000 --> 00:03.000', 'one two'), 'Author')
    segments.write('t', cue('00:03.000 --> 00:05.000', 'three four'), 'Author')
    const join = [change('s', '00:01.000 --> 00:05.000\none two\nthree four'), change('t', segments.text('t'), true)]
    segments.write('s', '00:01.000 --> 00:05.000\none two\nthree FOUR', 'Ben')

    const { made, rest, left } = await reverse(join, true)

    expect(made).toEqual([])
    expect(rest.length).toBe(2)
    expect(left).toEqual([{ id: 's', why: 'changed', by: 'Ben' }])
    expect(segments.get('t').deleted).toBe(true)
  })

  test('of a join takes the second caption out of a first one that someone changed before it', async () => {
    segments.write('s', cue('00:01.000 --> 00:03.000', 'one two'), 'Author')
    segments.write('t', cue('00:03.000 --> 00:05.000', 'three four'), 'Author')
    const join = [change('s', '00:01.000 --> 00:05.000\none two\nthree four'), change('t', segments.text('t'), true)]
    segments.write('s', '00:01.000 --> 00:05.000\nONE two\nthree four', 'Ben')

    await reverse(join, true)

    expect(segments.text('s')).toBe('00:01.000 --> 00:03.000\nONE two')
    expect(segments.get('t').deleted).toBeFalsy()
    expect(segments.text('t')).toBe('00:03.000 --> 00:05.000\nthree four')
  })
})

describe('an undo whose response was lost', () => {
  test('is sent again as it was, and can be redone', async () => {
    segments.write('s', cue(EARLY, 'one'), 'Author')
    const mine = change('s', cue(EARLY, 'ONE'))
    const keys: string[] = []
    let answer: readonly SegmentJson[] = []
    const commit = async (edits: readonly Edit[], key: string) => {
      keys.push(key)
      if (keys.length === 1) {
        answer = await segments.commit(edits)
        throw new OfflineError(0, {})
      }
      return answer
    }
    const options = { changes: [mine], find: segments.find, commit, together: false }
    const first = await new Reversal(options).run()
    expect(first.made).toEqual([])

    const second = await new Reversal({ ...options, attempt: first.attempt }).run()

    expect(keys[1]).toBe(keys[0])
    expect(second.made).toMatchObject([
      { before: { content: cue(EARLY, 'ONE') }, after: { content: cue(EARLY, 'one') } },
    ])
    expect(second.rest).toEqual([])
  })

  test('with status 401 stays to be done', async () => {
    segments.write('s', cue(EARLY, 'one'), 'Author')
    const mine = change('s', cue(EARLY, 'ONE'))
    segments.before = () => {
      throw new RequestError(401, {})
    }

    const { rest, error } = await reverse([mine])

    expect(rest).toEqual([mine])
    expect(error).toMatchObject({ status: 401 })
  })
})

test('an edit that the server refuses is listed, and the others are done', async () => {
  segments.write('s', cue(EARLY, 'one'), 'Author')
  segments.write('t', cue(EARLY, 'two'), 'Author')
  const changes = [change('s', cue(EARLY, 'ONE')), change('t', cue(EARLY, 'TWO'))]
  segments.before = (edits) => {
    if (edits.length === 2) {
      throw new RequestError(422, { index: 0, detail: 'No.' })
    }
  }

  const { made, left } = await reverse(changes)

  expect(made.map(({ id }) => id)).toEqual(['t'])
  expect(left).toEqual([{ id: 's', why: 'refused', by: 'No.' }])
})

test('a segment that is no longer in the document is listed', () => {
  const version = { etag: '"1"', content: '' }
  const plan = planOf([{ id: 's', before: version, after: { etag: '"2"', content: 'a' } }], () => undefined, false)

  expect(plan.left).toMatchObject([{ id: 's', why: 'missing' }])
})
