import { expect, test } from 'vitest'
import { partsOf } from '../src/draft/decision.ts'
import { reduce } from '../src/draft/machine.ts'
import {
  type DraftState,
  type DraftWrite,
  initialState,
  isDirty,
  type KeptDraft,
  statusOf,
  theirsOf,
} from '../src/draft/state.ts'
import type { DraftEffect, DraftEvent } from '../src/draft/transition.ts'
import { equal } from '../src/equal.ts'
import { canKeepBoth, type MergePart, type Merger, partOf, rebase, type Side } from '../src/merge/parts.ts'
import type { Conflict, Merge, Tombstone, Versioned } from '../src/versioned.ts'
import { randomOf } from './random.ts'
import { assertShape } from './shape.ts'

/** A caption: two times, and three words, which are ranges of its text. */
type Facet = 'start' | 'end' | 'word1' | 'word2' | 'word3'
type Caption = Readonly<Record<Facet, string>>
type Random = ReturnType<typeof randomOf>

const FACETS: readonly Facet[] = ['start', 'end', 'word1', 'word2', 'word3']
const RUNS = Number(process.env.HOLDFAST_RUNS ?? 1_000)
const SEED = Number(process.env.HOLDFAST_SEED ?? Date.now() % 1_000_000_000)

const nameOf = (facet: Facet) => (facet.startsWith('word') ? 'text' : facet)

const merger: Required<Merger<Caption>> = {
  merge: (base, mine, theirs) => FACETS.map((facet) => partOf(nameOf(facet), base[facet], mine[facet], theirs[facet])),
  compose: (pieces) =>
    Object.fromEntries(FACETS.map((facet, index) => [facet, pieces[index]?.content])) as unknown as Caption,
}

/** Server that keeps one caption. It merges with parts, or leaves that to the client. */
class Server {
  readonly history: Versioned<Caption>[] = []
  tombstone: Tombstone<Caption> | null = null
  private readonly kind: Kind
  private readonly log = new Map<string, Versioned<Caption>>()
  private count = 0

  constructor(kind: Kind) {
    this.kind = kind
    this.put({ start: 'start', end: 'end', word1: 'one', word2: 'two', word3: 'three' }, 'Author')
  }

  get current(): Versioned<Caption> {
    return this.history.at(-1) as Versioned<Caption>
  }

  put(value: Caption, by: string): Versioned<Caption> {
    const saved = { value, by, ...this.next() }
    this.history.push(saved)
    this.tombstone = null
    return saved
  }

  delete(by: string): void {
    this.tombstone ??= { ...this.next(), by, last: this.current.value }
  }

  write(write: DraftWrite<Caption>, by: string) {
    const before = this.log.get(write.key)
    if (before !== undefined) {
      return { saved: before }
    }
    if (this.tombstone !== null && write.restores?.etag !== this.tombstone.etag) {
      return { gone: this.tombstone }
    }
    if (this.tombstone === null && write.base.etag !== this.current.etag) {
      return { conflict: this.conflict(write) }
    }
    const saved = this.put(write.value, by)
    this.log.set(write.key, saved)
    return { saved }
  }

  private conflict({ base, value }: DraftWrite<Caption>): Conflict<Caption> {
    const { current } = this
    const merge = this.kind.merges ? mergeOf(base.value, value, current.value) : null
    return { current, base, merge, appliedAs: null }
  }

  private next(): { etag: string; version?: number } {
    const version = ++this.count
    return { etag: `"${version}"`, ...(this.kind.numbered ? { version } : {}) }
  }
}

function mergeOf(base: Caption, mine: Caption, theirs: Caption): Merge<Caption> {
  const parts = merger.merge(base, mine, theirs)
  return parts.some(({ conflict }) => conflict)
    ? { clean: false, conflicts: [], parts }
    : { clean: true, value: merger.compose(rebase(parts, 'mine') ?? [], theirs) }
}

/** One of three people, with a network of their own, and a ledger of what they typed over and chose over what. */
class Person {
  state: DraftState<Caption>
  choices = 0
  private readonly name: string
  private readonly server: Server
  private readonly random: Random
  private readonly ledger = new Set<string>()
  private readonly typed = new Set<string>()
  private readonly wire: DraftWrite<Caption>[] = []
  private kept: KeptDraft<Caption> | null = null
  private reads = 0
  private count = 0

  constructor(name: string, server: Server, random: Random) {
    this.name = name
    this.server = server
    this.random = random
    this.state = initialState(server.current)
  }

  step(): void {
    const { random } = this
    const action = random.of([
      ...(['type', 'type', 'type', 'save', 'save', 'autosave', 'respond', 'respond', 'respond', 'refetch'] as const),
      ...(['late', 'lose', 'hold', 'choose', 'choose', 'undo', 'discard', 'crash', 'read', 'delete'] as const),
      ...(['restore', 'replace'] as const),
    ])
    const actions: Readonly<Record<typeof action, () => void>> = {
      type: () => this.type(),
      save: () => this.send({ type: 'saveRequested', trigger: 'user' }),
      autosave: () => this.send({ type: 'saveRequested', trigger: 'timer' }),
      respond: () => this.respond(),
      refetch: () => this.refetch(),
      late: () => this.send({ type: 'versionReceived', version: random.of(this.server.history.slice(-3)) }),
      lose: () => this.lose(),
      hold: () => this.send({ type: 'held', held: random.chance(0.5) }),
      choose: () => this.choose(),
      undo: () => this.undo(),
      discard: () => random.chance(0.3) && this.send({ type: 'discarded' }),
      crash: () => random.chance(0.2) && this.crash(),
      read: () => this.reads > 0 && this.reads-- > 0 && this.refetch(),
      delete: () => random.chance(0.1) && this.server.delete(this.name),
      restore: () => this.server.tombstone !== null && this.server.put(this.server.current.value, this.name),
      replace: () => random.chance(0.2) && this.replace(),
    }
    actions[action]()
  }

  /** Comes to rest: the network works, and every conflict is decided. */
  finish(): void {
    this.send({ type: 'held', held: false })
    for (let round = 0; round < 40; round++) {
      if (this.wire.length > 0) {
        this.respond()
      } else if (this.state.remote.type === 'conflict' || this.state.remote.type === 'gone') {
        this.choose()
        this.refetch()
      } else {
        this.refetch()
        this.send({ type: 'saveRequested', trigger: 'user' })
      }
    }
    must(['clean', 'saved', 'merged'].includes(statusOf(this.state)), `${this.name} rests as ${statusOf(this.state)}`)
  }

  refetch(): void {
    const { current, tombstone } = this.server
    this.send(
      tombstone === null
        ? { type: 'versionReceived', version: current, readAfterWrite: this.state.write.type !== 'inFlight' }
        : { type: 'deletionReceived', tombstone },
    )
  }

  private type(): void {
    const { draft, base } = this.state
    if (draft !== null && base !== null) {
      const facet = this.random.of(FACETS)
      const next = `${this.name}${++this.count}`
      this.typed.add(next)
      this.note(facet, base.value[facet], next)
      this.note(facet, draft[facet], next)
      for (const change of this.typed.has(draft[facet]) ? this.ledger : []) {
        if (change.startsWith(`${facet}: `) && change.endsWith(`-> ${draft[facet]}`)) {
          this.ledger.add(change.replace(/-> .*$/, `-> ${next}`))
        }
      }
      this.send({ type: 'edited', draft: { ...draft, [facet]: next } })
    }
  }

  private replace(): void {
    const { value } = this.random.of(this.server.history)
    const { base, draft, write } = this.state
    const own = [base?.value, draft, write.type === 'idle' ? null : write.write.value]
    for (const facet of FACETS) {
      for (const before of own) {
        this.note(facet, before?.[facet], value[facet])
      }
    }
    this.send({ type: 'replaced', draft: value })
  }

  private choose(): void {
    const { remote } = this.state
    const parts = partsOf(this.state, merger)
    const seen = remote.type === 'gone' ? remote.tombstone.etag : theirsOf(this.state)?.etag
    if (parts === null || seen === undefined || (remote.type !== 'conflict' && remote.type !== 'gone')) {
      return
    }
    this.choices++
    const side = () => this.random.of<Side>(['mine', 'theirs', 'both'])
    const facets = { start: side(), end: side(), text: side() }
    const choice = this.random.chance(0.3) ? { facets } : side()
    for (const [index, facet] of FACETS.entries()) {
      const part = parts[index]
      if (part?.conflict) {
        this.noteChoice(facet, part, typeof choice === 'string' ? choice : choice.facets[nameOf(facet) as 'text'])
      }
    }
    this.send({ type: 'resolved', choice, seen: this.random.chance(0.9) ? seen : '"0"' })
    if (choice === 'both' && canKeepBoth(parts)) {
      must(
        seen === '' || this.state.remote.type !== 'conflict' || theirsOf(this.state)?.etag === seen,
        'both is refused',
      )
    }
  }

  private noteChoice(facet: Facet, { mine, theirs }: MergePart, side: Side): void {
    if (side === 'mine') {
      this.note(facet, String(theirs), String(mine))
    } else if (side === 'both') {
      this.note(facet, String(theirs), `${theirs} ${mine}`)
    }
  }

  /** An undo takes back a step of the person's own: the facets that they changed in it, and no others. */
  private undo(): void {
    const { undo } = this.state
    this.send({ type: 'mergeUndone' })
    const { base, draft, remote } = this.state
    for (const facet of undo !== null && remote.type === 'same' ? FACETS : []) {
      if (undo?.draft[facet] !== undo?.base.value[facet] && base !== null && draft !== null) {
        this.note(facet, base.value[facet], draft[facet])
      }
    }
  }

  /** Decided over the version before a person's own save is decided over that save, too. */
  private noteOwnSave({ base }: DraftWrite<Caption>, { value }: Versioned<Caption>): void {
    for (const facet of FACETS) {
      for (const text of [this.state.draft, this.state.undo?.draft]) {
        if (text && this.ledger.has(`${facet}: ${base.value[facet]} -> ${text[facet]}`)) {
          this.note(facet, value[facet], text[facet])
        }
      }
    }
  }

  private note(facet: Facet, before: string | undefined, after: string): void {
    this.ledger.add(`${facet}: ${before} -> ${after}`)
  }

  private respond(): void {
    const write = this.wire.shift()
    if (write === undefined) {
      return
    }
    const { saved, gone, conflict } = this.deliver(write)
    if (saved !== undefined) {
      this.send({ type: 'writeSucceeded', key: write.key, saved })
    } else if (gone !== undefined) {
      this.send({ type: 'writeGone', key: write.key, tombstone: gone })
    } else if (conflict !== undefined) {
      this.send({ type: 'writeConflicted', key: write.key, conflict })
    }
  }

  private lose(): void {
    const write = this.wire.shift()
    if (write !== undefined) {
      this.random.chance(0.5) && this.deliver(write)
      this.send({ type: 'writeFailed', key: write.key, error: 'lost', offline: true, outcomeUnknown: true })
    }
  }

  /** Applies a write. It may change a facet only from what its author saw there, to what they typed or chose. */
  private deliver(write: DraftWrite<Caption>) {
    const before = this.server.current
    const outcome: { saved?: Versioned<Caption>; gone?: Tombstone<Caption>; conflict?: Conflict<Caption> } =
      this.server.write(write, this.name)
    if (this.server.current !== before) {
      for (const facet of FACETS.filter((facet) => before.value[facet] !== write.value[facet])) {
        const change = `${facet}: ${before.value[facet]} -> ${write.value[facet]}`
        const isOwn = this.typed.has(before.value[facet]) && this.typed.has(write.value[facet])
        must(
          isOwn || this.ledger.has(change),
          `${this.name} never chose ${change}, but ${JSON.stringify(write)} made it`,
        )
      }
    }
    return outcome
  }

  private crash(): void {
    this.wire.length = 0
    this.state = initialState(this.server.current)
    if (this.kept !== null) {
      this.send({ type: 'recovered', kept: this.kept })
    }
    this.refetch()
  }

  private send(event: DraftEvent<Caption>): void {
    const before = this.state
    const { state, effects } = reduce(before, event, `${this.name}-key${++this.count}`, merger)
    this.state = state
    if (event.type === 'writeSucceeded' && before.write.type === 'inFlight') {
      this.noteOwnSave(before.write.write, event.saved)
    }
    for (const effect of effects) {
      this.run(effect)
    }
    assertShape(state)
    this.checkTyped(before, event)
  }

  private run(effect: DraftEffect<Caption>): void {
    if (effect.type === 'write') {
      this.wire.push(effect.write)
    } else if (effect.type === 'abort') {
      this.wire.splice(0).forEach((write) => void (this.random.chance(0.5) && this.deliver(write)))
    } else if (effect.type === 'read') {
      this.reads++
    } else if (effect.type === 'keep') {
      this.kept = effect.kept
    } else if (effect.type === 'forget') {
      this.kept = null
    }
  }

  /** Nothing that was typed leaves the draft but by its writer's own decision, or into a version. */
  private checkTyped({ base, draft }: DraftState<Caption>, event: DraftEvent<Caption>): void {
    const decisions = ['edited', 'replaced', 'resolved', 'mergeUndone', 'discarded']
    if (base === null || draft === null || decisions.includes(event.type)) {
      return
    }
    const known = new Set(this.server.history.flatMap(({ value }) => FACETS.map((facet) => value[facet])))
    for (const facet of FACETS.filter((facet) => draft[facet] !== base.value[facet])) {
      const isThere = this.state.draft?.[facet] === draft[facet] || known.has(draft[facet])
      must(isThere, `${event.type} lost ${draft[facet]}`)
    }
    must(!isDirty(this.state) || equal(this.kept?.draft, this.state.draft), `${event.type}: the draft is not kept`)
  }
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) {
    throw new Error(otherwise)
  }
}

interface Kind {
  readonly numbered: boolean
  readonly merges: boolean
}

const KINDS: readonly Kind[] = [
  { numbered: true, merges: true },
  { numbered: true, merges: false },
  { numbered: false, merges: true },
  { numbered: false, merges: false },
]

test.each(KINDS)(
  'no choice of three people changes what its chooser did not change or choose: $numbered $merges',
  (kind) => {
    let choices = 0
    for (let run = 0; run < RUNS; run++) {
      const seed = SEED + run
      const random = randomOf(seed)
      const server = new Server(kind)
      const people = ['Ana', 'Ben', 'Cem'].map((name) => new Person(name, server, random))
      try {
        for (let step = 0; step < 150; step++) {
          random.of(people).step()
        }
        for (const person of people) {
          server.tombstone !== null && server.put(server.current.value, 'Author')
          person.finish()
        }
      } catch (error) {
        throw new Error(`HOLDFAST_SEED=${seed} HOLDFAST_RUNS=1 shows it again: ${String(error)}`, { cause: error })
      }
      choices += people.reduce((sum, person) => sum + person.choices, 0)
    }
    expect(choices).toBeGreaterThan(RUNS)
  },
  120_000,
)
