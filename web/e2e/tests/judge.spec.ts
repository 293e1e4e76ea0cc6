import { expect, test } from '@playwright/test'
import type { Action, Choice, Setting, Typing } from '../ledger/actions.ts'
import type { Ending } from '../ledger/fates.ts'
import type { ChangeJson, CommitJson } from '../ledger/log.ts'
import { verdictOf } from '../ledger/verdict.ts'

const START = Date.parse('2026-11-26T12:00:00.000Z')

/** A log and actions, each a second after the one before. */
class Story {
  private readonly log: CommitJson[] = []
  private readonly actions: Action[] = []
  private seconds = 0

  constructor(...contents: readonly string[]) {
    const changes = contents.map((content, index) => cue(`film.${index + 1}`, content, { operation: 'insert' }))
    this.commit('Author', { operation: 'create', version: 1, document: { title: 'Film' } }, ...changes)
  }

  commit(author: string, ...changes: readonly ChangeJson[]): this {
    const revision = this.log.length + 1
    this.log.push({ revision, author, at: new Date(this.now()).toISOString(), changes })
    return this
  }

  types(person: string, typing: Partial<Typing>): this {
    const none = { before: ['one', 'two', 'three'], added: [], removed: [], fresh: true, segment: 'film.1' }
    return this.act({ kind: 'type', person, at: this.now(), ...none, ...typing })
  }

  sets(person: string, facet: Setting['facet'], from: number, to: number, segment = 'film.1'): this {
    return this.act({ kind: 'retime', person, at: this.now(), segment, facet, from, to })
  }

  chooses(person: string, effect: Choice['effect'], mine: string): this {
    const choice = { button: effect, effect, segment: 'film.1', mine: mine.split(' ') }
    return this.act({ kind: 'choose', person, at: this.now(), ...choice })
  }

  shifts(person: string, by: number): this {
    return this.act({ kind: 'shift', person, at: this.now(), by })
  }

  splits(person: string): this {
    return this.act({ kind: 'split', person, at: this.now(), segment: 'film.1' })
  }

  undoes(person: string): this {
    return this.act({ kind: 'undo', person, at: this.now(), added: [], removed: [], values: [] })
  }

  verdict(document: string, offered: Ending['offered'] = []): readonly string[] {
    const { violations } = verdictOf(this.actions, this.log, { document: document.split(' '), offered })
    return violations.flatMap((violation) => violation.split('\n').filter((line) => !line.startsWith(' ')))
  }

  private act(action: Action): this {
    this.actions.push(action)
    return this
  }

  private now(): number {
    return START + 1_000 * this.seconds++
  }
}

function cue(segment: string, content: string, change: Partial<ChangeJson> = {}): ChangeJson {
  return { operation: 'replace', version: 1, segment, kind: 'cue', content, ...change }
}

const ONE = '00:01.000 --> 00:05.000\none two three'

test('typing, and nothing else, is a change that its author chose', () => {
  const story = new Story(ONE)
    .types('Ana', { added: ['a1x'], removed: ['two'] })
    .commit('Ana', cue('film.1', '00:01.000 --> 00:05.000\none a1x three'))

  expect(story.verdict('one a1x three')).toEqual([])
})

test('the beginning of a word may be saved before the rest is typed, and the rest must come', () => {
  const text = (words: string) => cue('film.1', `00:01.000 --> 00:05.000\n${words}`)
  const slow = () => new Story(ONE).types('Ana', { added: ['a12x'] }).commit('Ana', text('one two three a1'))

  expect(slow().commit('Ana', text('one two three a12x')).verdict('one two three a12x')).toEqual([])
  expect(slow().verdict('one two three a1')).toEqual(['Ana typed a12x, and it is nowhere'])
  expect(slow().commit('Ben', text('one two three')).verdict('one two three a12x')).toEqual([
    'Ben removed the word a1 without choosing it',
  ])
})

test('"Keep mine" that sends old times puts a shift back, which nobody chose', () => {
  const story = new Story(ONE)
    .types('Ben', { added: ['b1x'], removed: ['two'] })
    .shifts('Ana', 60_000)
    .types('Ana', { added: ['a1x'], removed: ['two'] })
    .commit('Ana', cue('film.1', '01:01.000 --> 01:05.000\none two three'))
    .commit('Ana', cue('film.1', '01:01.000 --> 01:05.000\none a1x three'))
    .chooses('Ben', 'mine', 'one b1x three')
    .commit('Ben', cue('film.1', '00:01.000 --> 00:05.000\none b1x three'))

  expect(story.verdict('one b1x three')).toEqual([
    'Ben changed the start from 61000 to 1000 without choosing it',
    'Ben changed the end from 65000 to 5000 without choosing it',
  ])
})

test('"Keep mine" replaces the words in conflict and no others', () => {
  const before = new Story('00:01.000 --> 00:05.000\none two three four five')
    .types('Ben', { before: 'one two three four five'.split(' '), added: ['b1x'], removed: ['two'] })
    .types('Ana', { added: ['a1x', 'a2x'], removed: ['two', 'five'] })
    .commit('Ana', cue('film.1', '00:01.000 --> 00:05.000\none a1x three four a2x'))
    .chooses('Ben', 'mine', 'one b1x three four five')
  const good = cue('film.1', '00:01.000 --> 00:05.000\none b1x three four a2x')
  const bad = cue('film.1', '00:01.000 --> 00:05.000\none b1x three four five')

  expect(before.commit('Ben', good).verdict('one b1x three four a2x')).toEqual([])
  expect(before.commit('Ben', bad).verdict('one b1x three four five')).toEqual([
    'Ben added the word five without typing it',
    'Ben removed the word a2x without choosing it',
  ])
})

test('"Keep mine" replaces all of a text that somebody wrote anew, where something of it is in conflict', () => {
  const story = (mine: string, theirs: string) =>
    new Story('00:01.000 --> 00:05.000\none two three four')
      .types('Ben', { before: 'one two three four'.split(' '), added: ['b1x'], removed: ['two'] })
      .types('Ana', {
        added: theirs.split(' ').filter((word) => word.startsWith('a')),
        removed: ['one', 'two', 'three', 'four'],
      })
      .commit('Ana', cue('film.1', `00:01.000 --> 00:05.000\n${theirs}`))
      .chooses('Ben', 'mine', mine)
      .commit('Ben', cue('film.1', `00:01.000 --> 00:05.000\n${mine}`))
      .verdict(mine)

  expect(story('one b1x three four', 'a1x a2x a3x a4x')).toEqual([])
  expect(story('one b1x three four', 'a1x a2x three a4x')).toEqual([
    'Ben added the word four without typing it',
    'Ben removed the word a4x without choosing it',
  ])
})

test('"Keep both" that repeats a word which both had is a change that nobody chose', () => {
  const story = new Story(ONE)
    .types('Ben', { added: ['b1x'], removed: ['two'] })
    .types('Ana', { added: ['a1x'], removed: ['two'] })
    .commit('Ana', cue('film.1', '00:01.000 --> 00:05.000\none a1x three'))
    .chooses('Ben', 'both', 'one b1x three')
    .commit('Ben', cue('film.1', '00:01.000 --> 00:05.000\none a1x three\none b1x three'))

  expect(story.verdict('one a1x three one b1x three')).toEqual([
    'Ben added the word one without typing it',
    'Ben added the word three without typing it',
  ])
})

test('a time that was saved once is not chosen again', () => {
  const story = new Story(ONE)
    .sets('Ben', 'start', 1_000, 2_000)
    .commit('Ben', cue('film.1', '00:02.000 --> 00:05.000\none two three'))
    .sets('Ana', 'start', 2_000, 3_000)
    .commit('Ana', cue('film.1', '00:03.000 --> 00:05.000\none two three'))
    .commit('Ben', cue('film.1', '00:02.000 --> 00:05.000\none two three'))

  expect(story.verdict('one two three')).toEqual(['Ben changed the start from 3000 to 2000 without choosing it'])
})

test('undo takes back what its author did, and nothing of anybody else', () => {
  const story = new Story(ONE)
    .shifts('Ana', 60_000)
    .commit('Ana', cue('film.1', '01:01.000 --> 01:05.000\none two three'))
    .types('Ben', { added: ['b1x'] })
    .commit('Ben', cue('film.1', '01:01.000 --> 01:05.000\none two three b1x'))
    .undoes('Ana')
  const good = cue('film.1', '00:01.000 --> 00:05.000\none two three b1x')
  const bad = cue('film.1', '00:01.000 --> 00:05.000\none two three')

  expect(story.commit('Ana', good).verdict('one two three b1x')).toEqual([])
  expect(story.commit('Ana', bad).verdict('one two three')).toEqual(['Ana removed the word b1x without choosing it'])
})

test('a split moves words and times, and changes neither', () => {
  const halves = (second: string) => [
    cue('film.1', '00:01.000 --> 00:02.000\none'),
    cue('film.2', second, { operation: 'insert' }),
  ]
  const good = new Story(ONE).splits('Ana').commit('Ana', ...halves('00:02.000 --> 00:05.000\ntwo three'))
  const bad = new Story(ONE).splits('Ana').commit('Ana', ...halves('00:02.000 --> 00:06.000\ntwo'))

  expect(good.verdict('one two three')).toEqual([])
  expect(bad.verdict('one two')).toEqual([
    'Ana changed the end from 5000 to 2000 without choosing it',
    'Ana removed the word three without choosing it',
    'Ana changed the existence from absent to there without choosing it',
  ])
})

test('a typed word is in the document, in a draft, or dropped where it was in conflict', () => {
  const story = () => new Story(ONE).types('Ben', { added: ['b1x'], removed: ['three'] })
  const conflict = new Story(ONE)
    .types('Ben', { added: ['b1x'], removed: ['three'] })
    .types('Ana', { added: ['a1x'], removed: ['three'] })
    .commit('Ana', cue('film.1', '00:01.000 --> 00:05.000\none two a1x'))
    .chooses('Ben', 'theirs', 'one two b1x')
  const typed = [{ person: 'Ana', words: new Set<string>(), values: new Set<string>() }]
  const lost = ['Ben typed b1x, and it is nowhere']

  expect(story().verdict('one two b1x')).toEqual([])
  expect(story().verdict('one two three', [{ person: 'Ben', words: new Set(['b1x']), values: new Set() }])).toEqual([])
  expect(story().verdict('one two three', typed)).toEqual(lost)
  expect(story().chooses('Ben', 'theirs', 'one two b1x').verdict('one two three')).toEqual(lost)
  expect(conflict.verdict('one two a1x')).toEqual([])
})

test('a chosen time is in the document, in a draft, or dropped where it was in conflict', () => {
  const story = () => new Story(ONE).sets('Ben', 'start', 1_000, 2_000)
  const offered = [{ person: 'Ben', words: new Set<string>(), values: new Set(['film.1 start 2000']) }]
  const lost = ['Ben set the start to 2000, and it is nowhere']

  expect(story().verdict('one two three')).toEqual(lost)
  expect(story().verdict('one two three', offered)).toEqual([])
  expect(story().chooses('Ben', 'theirs', 'one two three').verdict('one two three')).toEqual(lost)
  expect(story().chooses('Ben', 'drop', 'one two three').verdict('one two three')).toEqual([])
})

test('undo of a split keeps what others changed in the halves', () => {
  const story = new Story(ONE)
    .splits('Ana')
    .commit('Ana', cue('film.1', '00:01.000 --> 00:02.000\none'), cue('film.2', '00:02.000 --> 00:05.000\ntwo three'))
    .types('Ben', { segment: 'film.2', added: ['b1x'] })
    .sets('Ben', 'end', 5_000, 6_000, 'film.2')
    .commit('Ben', cue('film.2', '00:02.000 --> 00:06.000\ntwo three b1x'))
    .undoes('Ana')
  const removed = cue('film.2', '', { operation: 'delete', deleted: true })

  const good = story.commit('Ana', cue('film.1', '00:01.000 --> 00:06.000\none two three b1x'), removed)

  expect(good.verdict('one two three b1x')).toEqual([])
})

test('undo of a split that drops what others typed into a half is a change that nobody chose', () => {
  const story = new Story(ONE)
    .splits('Ana')
    .commit('Ana', cue('film.1', '00:01.000 --> 00:02.000\none'), cue('film.2', '00:02.000 --> 00:05.000\ntwo three'))
    .types('Ben', { segment: 'film.2', added: ['b1x'] })
    .commit('Ben', cue('film.2', '00:02.000 --> 00:05.000\ntwo three b1x'))
    .undoes('Ana')
    .commit('Ana', cue('film.1', '00:01.000 --> 00:05.000\none two three'), cue('film.2', '', { deleted: true }))

  expect(story.verdict('one two three')).toEqual(['Ana removed the word b1x without choosing it'])
})
