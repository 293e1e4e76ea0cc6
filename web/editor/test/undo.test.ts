import { OfflineError, RequestError } from '@holdfast/client'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Edit } from '../src/api/edits.ts'
import type { SegmentJson } from '../src/api/types.ts'
import { currentOf } from '../src/app/commands/undo/CurrentVersions.ts'
import { planOf } from '../src/app/commands/undo/plan.ts'
import { rebase } from '../src/app/commands/undo/rebase.ts'
import { type Attempt, type CarriedOut, Reversal } from '../src/app/commands/undo/reversal.ts'
import { StepStore } from '../src/app/commands/undo/StepStore.ts'
import {
  type Change,
  dismissed,
  MAX_STEPS,
  moved,
  NO_STEPS,
  recorded,
  recordedSave,
  type Save,
  type Step,
  type Steps,
} from '../src/app/commands/undo/steps.ts'
import { outcomeInWords, wordsOf } from '../src/app/commands/undo/words.ts'
import { rejoined } from '../src/cue/facets.ts'

const cue = (times: string, text: string) => `${times}\n${text}`
const EARLY = '00:01.000 --> 00:02.000'
const LATE = '00:11.000 --> 00:12.000'

/** Segments in memory, with versions and preconditions as the server has them. */
class Segments {
  readonly batches: (readonly Edit[])[] = []
  maxEdits = Number.POSITIVE_INFINITY
  /** Called before a batch is done. */
  before: (edits: readonly Edit[]) => void = () => {}
  private readonly all = new Map<string, SegmentJson>()

  write(id: string, content: string, by: string, deleted?: boolean): SegmentJson {
    const version = (this.all.get(id)?.version ?? 0) + 1
    const segment: SegmentJson = {
      id,
      document: 'film',
      kind: 'cue',
      content,
      version,
      etag: `"${id}-${version}"`,
      position: '',
      updatedAt: '',
      updatedBy: by,
      ...(deleted ? { deleted } : {}),
    }
    this.all.set(id, segment)
    return segment
  }

  get(id: string): SegmentJson {
    const found = this.all.get(id)
    if (found === undefined) {
      throw new Error(`There is no ${id}.`)
    }
    return found
  }

  text = (id: string) => this.get(id).content
  find = (id: string) => (this.all.has(id) ? currentOf(this.get(id)) : undefined)

  commit = async (edits: readonly Edit[]): Promise<readonly SegmentJson[]> => {
    this.before(edits)
    this.batches.push(edits)
    if (edits.length > this.maxEdits) {
      throw new RequestError(413, { maxEdits: this.maxEdits })
    }
    const single = edits as readonly { op: string; id: string; ifMatch: string; content?: string }[]
    const conflicts = single
      .filter(({ id, ifMatch }) => this.get(id).etag !== ifMatch)
      .map(({ id }, index) => ({ index, id, current: this.get(id) }))
    if (conflicts.length > 0) {
      throw new RequestError(412, { conflicts })
    }
    return single.map(({ op, id, content }) => this.write(id, content ?? this.text(id), 'Ana', op === 'delete'))
  }
}

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

describe('words', () => {
  test.each([
    ['two words apart', 'one two three', 'ONE two three', 'one two THREE', 'ONE two THREE'],
    ['neighbours', 'one two three', 'ONE two three', 'one TWO three', 'ONE TWO three'],
    ['the same word to the same', 'one two', 'ONE two', 'ONE two', 'ONE two'],
    ['the same word', 'one two', 'ONE two', 'Uno two', null],
    ['a word that grew by the other side', 'the snow', 'the rain', 'the snows', null],
    ['words that were added after a removal', 'One, two', 'One', 'One, two three', 'One three'],
    ['insertions at the same place', 'one', 'one two', 'one three', null],
    ['one side only', 'one', 'two', 'one', 'two'],
    ['Chinese words', '我喜欢雨', '我喜欢雪', '你喜欢雨', '你喜欢雪'],
    ['tags', '<b>one</b> two', '<i>one</i> two', '<b>one</b> 2', '<i>one</i> 2'],
    ['a removal of all', 'one two', '', 'one TWO', null],
  ])('%s', (_, base, mine, theirs, merged) => {
    expect(rebase(base, mine, theirs)).toBe(merged)
  })
})

describe('facets of a cue', () => {
  const base = `7\n${EARLY} align:start\nthe rain`

  test.each([
    ['words against times', base.replace('rain', 'snow'), base.replace('00:01', '00:00'), [0, 'snow', 'align:start']],
    ['times against words', base.replace('00:01', '00:00'), base.replace('the', 'a'), [0, 'a rain', 'align:start']],
    ['start against end', base.replace('00:01', '00:00'), base.replace('00:02', '00:03'), [0, '00:03', 'rain']],
    ['identifier against settings', base.replace('7', '8'), base.replace('start', 'end'), ['8', 'align:end', 'rain']],
    ['settings against identifier', base.replace('start', 'end'), base.replace('7', '8'), ['8', 'align:end', 'rain']],
    ['a new identifier', `x${base}`, base.replace('rain', 'snow'), ['x7', 'snow']],
  ])('%s', (_, mine, theirs, parts) => {
    const merged = rebase(base, mine, theirs)

    for (const part of parts) {
      expect(merged).toContain(String(part))
    }
  })

  test.each([
    ['the start', base.replace('00:01', '00:00'), base.replace('00:01', '00:01.5')],
    ['the settings', base.replace('start', 'end'), base.replace('align:start', '')],
    ['the identifier', base.replace('7', '8'), base.replace('7\n', '')],
    ['a word', base.replace('rain', 'snow'), base.replace('rain', 'hail')],
  ])('%s, changed by both', (_, mine, theirs) => {
    expect(rebase(base, mine, theirs)).toBeNull()
  })

  test('keep the spelling of times and the line ends', () => {
    const long = base.replace('00:01.000', '00:00:01.000').replaceAll('\n', '\r\n')

    expect(rebase(long, long.replace('rain', 'snow'), long.replace('00:02', '00:03'))).toBe(
      long.replace('rain', 'snow').replace('00:02', '00:03'),
    )
  })

  test('are words where a side is no cue', () => {
    expect(rebase('NOTE one two', 'NOTE one TWO', 'NOTE ONE two')).toBe('NOTE ONE TWO')
  })
})

describe('halves of a split', () => {
  const whole = `7\n00:01.000 --> 00:05.000\none two three four`
  const halves = [`7\n00:01.000 --> 00:03.000\none two`, '00:03.000 --> 00:05.000\nthree four'] as const

  test('give the whole again', () => {
    expect(rejoined(whole, halves, halves)).toBe(whole)
  })

  test('give the whole with what was changed in either', () => {
    const changed = [halves[0].replace('one', 'ONE'), halves[1].replace('four', 'FOUR')] as const

    expect(rejoined(whole, halves, changed)).toBe(whole.replace('one', 'ONE').replace('four', 'FOUR'))
  })

  test('keep the start of the first and the end of the second as they are now', () => {
    const changed = [halves[0].replace('00:01', '00:00'), halves[1].replace('00:05', '00:06')] as const

    expect(rejoined(whole, halves, changed)).toBe('7\n00:00.000 --> 00:06.000\none two three four')
  })

  test('are not joined where settings of the second would be lost', () => {
    const changed = [halves[0], halves[1].replace('00:05.000', '00:05.000 align:start')] as const

    expect(rejoined(whole, halves, changed)).toBeNull()
  })

  test('are not joined where tags were added at the split', () => {
    const tags = ['00:01.000 --> 00:03.000\n<i>one</i>', '00:03.000 --> 00:05.000\n<i>two</i>'] as const

    expect(rejoined('00:01.000 --> 00:05.000\n<i>one two</i>', tags, tags)).toBeNull()
  })
})

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

describe('typing is one step', () => {
  const v = (content: string) => ({ etag: `"${content}"`, content: cue(EARLY, content) })
  const save = (before: string, after: string, from: number, more: Partial<Save> = {}): Save => ({
    change: { id: 's', before: v(before), after: v(after) },
    from,
    until: from + 500,
    byBrowser: false,
    ...more,
  })
  const all = (...saves: readonly Save[]) =>
    saves.reduce<Steps>((steps, one, index) => recordedSave(steps, one, `step${index}`), NO_STEPS)
  const texts = ({ done }: Steps) =>
    done.map(({ changes }) => changes.map(({ before, after }) => [before?.content, after.content]))

  test('while it does not pause', () => {
    const { done } = all(save('One', 'One, two', 0), save('One, two', 'One, two, three', 2_500))

    expect(done.length).toBe(1)
    expect(done[0]?.changes).toEqual([{ id: 's', before: v('One'), after: v('One, two, three') }])
  })

  test('until a pause', () => {
    expect(all(save('One', 'One, two', 0), save('One, two', 'One, two, three', 6_000)).done.length).toBe(2)
  })

  test('until the person saves it', () => {
    const closed = { ...save('One', 'One, two', 0), isClosed: true }

    expect(all(closed, save('One, two', 'One, two, three', 600)).done.length).toBe(2)
  })

  test('over a pause within a word', () => {
    expect(all(save('One', 'One, tw', 0), save('One, tw', 'One, two', 9_000)).done.length).toBe(1)
  })

  test('not over a pause in another place of a word', () => {
    expect(all(save('One', 'One two', 0), save('One two', 'Ones two', 9_000)).done.length).toBe(2)
  })

  test('no longer than half a minute', () => {
    const saves = Array.from({ length: 20 }, (_, at) => save(`w${at}`, `w${at + 1}`, at * 3_000))

    expect(all(...saves).done.length).toBeGreaterThan(1)
  })

  test('not with words of someone else in between', () => {
    expect(all(save('One', 'One, two', 0), save('ONE, two', 'ONE, two, three', 1_000)).done.length).toBe(2)
  })

  test('not in another caption', () => {
    const other = save('One, two', 'x', 1_000)
    expect(all(save('One', 'One, two', 0), { ...other, change: { ...other.change, id: 't' } }).done.length).toBe(2)
  })

  test('and times are another', () => {
    const times = { id: 's', before: v('One, two'), after: { etag: '"t"', content: cue(LATE, 'One, two') } }
    const { done } = all(save('One', 'One, two', 0), { ...save('', '', 1_000), change: times })

    expect(done.map(({ action }) => action)).toEqual(['typing', 'retiming'])
  })

  test('and is gone when it was typed away again', () => {
    expect(all(save('One', 'One, two', 0), save('One, two', 'One', 1_000))).toEqual(NO_STEPS)
  })

  test('and can be redone when the browser undid it', () => {
    const steps = all(save('One', 'One, two', 0), save('One, two', 'One', 90_000, { byBrowser: true }))

    expect(steps.done).toEqual([])
    expect(texts({ done: steps.undone, undone: [] })).toEqual([[[v('One, two').content, v('One').content]]])
  })

  test('and smaller when the browser undid some of it', () => {
    const steps = all(
      save('One', 'One, two, three', 0),
      save('One, two, three', 'One, two', 90_000, { byBrowser: true }),
    )

    expect(texts(steps)).toEqual([[[v('One').content, v('One, two').content]]])
  })
})

describe('the stack', () => {
  const version = (content: string) => ({ etag: `"${content}"`, content })
  const stepOf = (id: string, ...ids: readonly string[]): Step => ({
    id,
    action: 'shift',
    by: 1_000,
    at: 0,
    until: 0,
    changes: ids.map((segment) => ({ id: segment, before: version('a'), after: version('b') })),
  })

  test('keeps a step on top until nothing of it is left', () => {
    const step = stepOf('one', 's', 't')
    const [first, second] = step.changes as [Change, Change]
    const left = [{ id: 't', why: 'changed', by: 'Ben' }] as const

    const steps = moved(recorded(NO_STEPS, step), step, 'undo', { made: [first], rest: [second], left })

    expect(steps.done).toEqual([{ ...step, changes: [second], left }])
    expect(steps.undone.map(({ changes }) => changes)).toEqual([[first]])
    expect(dismissed(steps, 'one').done).toEqual([])
    expect(dismissed(steps, 'one').undone.length).toBe(1)
  })

  test('makes a step whole again that was undone in parts', () => {
    const step = stepOf('one', 's', 't')
    const [first, second] = step.changes as [Change, Change]
    const left = [{ id: 't', why: 'changed', by: 'Ben' }] as const
    const partly = moved(recorded(NO_STEPS, step), step, 'undo', { made: [first], rest: [second], left })

    const rest = partly.done[0] as Step
    const { done, undone } = moved(partly, rest, 'undo', { made: [second], rest: [], left: [] })

    expect(done).toEqual([])
    expect(undone).toEqual([{ ...step, changes: [first, second] }])
  })

  test('forgets what was undone when something else is done', () => {
    const step = stepOf('one', 's')
    const undone = moved(recorded(NO_STEPS, step), step, 'undo', { made: step.changes, rest: [], left: [] })

    expect(recorded(undone, stepOf('two', 's')).undone).toEqual([])
  })

  test('has a limit', () => {
    let steps = NO_STEPS
    for (let count = 0; count < MAX_STEPS + 5; count++) {
      steps = recorded(steps, stepOf(`step${count}`, 's'))
    }

    expect(steps.done.length).toBe(MAX_STEPS)
    expect(steps.done.at(-1)?.id).toBe(`step${MAX_STEPS + 4}`)
  })

  describe('over a reload', () => {
    beforeEach(() => sessionStorage.clear())

    test('is there again, for this person and this document', () => {
      const store = new StepStore('film', 'Ana')
      store.update((steps) => recorded(steps, stepOf('one', 's')))
      store.update((steps) => recorded(steps, stepOf('two', 't')))

      expect(new StepStore('film', 'Ana').steps()).toEqual(store.steps())
      expect(new StepStore('film', 'Ben').steps()).toEqual(NO_STEPS)
      expect(new StepStore('other', 'Ana').steps()).toEqual(NO_STEPS)
    })

    test('is as it was left', () => {
      const store = new StepStore('film', 'Ana')
      const step = stepOf('one', 's')
      store.update((steps) => recorded(steps, step))
      store.update((steps) => moved(steps, step, 'undo', { made: step.changes, rest: [], left: [] }))

      expect(new StepStore('film', 'Ana').steps()).toEqual({ done: [], undone: [step] })
      store.update(() => NO_STEPS)
      expect(sessionStorage.length).toBe(1)
    })

    test('has the newest steps where not all find room', () => {
      const large = 'x'.repeat(600_000)
      const store = new StepStore('film', 'Ana')
      for (const id of ['one', 'two', 'three', 'four']) {
        const step = stepOf(id, 's')
        const change = { id: 's', before: { etag: '"1"', content: large }, after: version('b') }
        store.update((steps) => recorded(steps, { ...step, changes: [change] }))
      }

      expect(store.steps().done.length).toBe(4)
      expect(new StepStore('film', 'Ana').steps().done.map(({ id }) => id)).toEqual(['three', 'four'])
    })

    test('is empty where the storage has something else', () => {
      sessionStorage.setItem('holdfast.steps:Ana:film', '{"done":7')

      expect(new StepStore('film', 'Ana').steps()).toEqual(NO_STEPS)
    })
  })

  describe('in words', () => {
    const naming = { noun: 'caption', numberOf: (id: string) => Number(id.slice(1)) || undefined } as const

    test.each([
      [stepOf('a', 's1', 's2'), 'shift of 2 captions by +1.0 s'],
      [{ ...stepOf('a', 's1'), by: -250 }, 'shift of 1 caption by -0.25 s'],
      [{ ...stepOf('a', 's7'), action: 'typing' }, 'typing in caption 7'],
      [{ ...stepOf('a', 'gone'), action: 'typing' }, 'typing in caption'],
      [{ ...stepOf('a', 's7', 's8'), action: 'split' }, 'split of caption 7'],
    ] as const)('%#', (step, words) => {
      expect(wordsOf(step, naming)).toBe(words)
    })

    test.each([
      ['Undone: shift of 2 captions by +1.0 s.', []],
      ['Undone but for caption 20: Ben changed it after you.', [['s20', 'changed', 'Ben']]],
      ['Undone but for caption 20: Ben deleted it after you.', [['s20', 'deleted', 'Ben']]],
      [
        'Undone but for captions 20 and 21: Ben and Cleo changed them after you.',
        [
          ['s20', 'changed', 'Ben'],
          ['s21', 'deleted', 'Cleo'],
        ],
      ],
      ['Undone but for a caption: it is no longer in the document.', [['gone', 'missing', '']]],
    ] as const)('%s', (words, left) => {
      const step = stepOf('a', 's1', 's2')
      const outcome = { made: step.changes, rest: [], left: left.map(([id, why, by]) => ({ id, why, by })) }

      expect(outcomeInWords('undo', step, outcome, naming)).toBe(words)
    })

    test('where nothing was done', () => {
      const outcome = { made: [], rest: [], left: [{ id: 's20', why: 'changed', by: 'Ben' }] } as const

      expect(outcomeInWords('redo', stepOf('a', 's20'), outcome, naming)).toBe(
        'Not redone: Ben changed caption 20 after you.',
      )
    })
  })
})
