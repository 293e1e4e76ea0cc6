import { equal } from '../equal.ts'
import type { Conflict, Disputed, Tombstone, Versioned } from '../versioned.ts'

/** Who wants a save: the person, or the clock. Only a person's save may put merged words under the cursor. */
export type Asked = 'user' | 'timer'

/** One write, with the key that all its repetitions share. */
export interface Write<T> {
  readonly key: string
  readonly value: T
  readonly base: Versioned<T>
  readonly asked: Asked
  /** Set if this brings a deleted resource back. */
  readonly restores?: Tombstone
  /** It holds words of somebody else beside the person's own. */
  readonly merged: boolean
  /** How many merges in a row led here. */
  readonly round: number
}

/** The person's words from before something else took their place, and what they had grown from. */
export interface Replaced<T> {
  readonly draft: T
  readonly base: Versioned<T>
  /** Whose words took their place or joined them. */
  readonly by?: string
  /** The person put another text there; nobody else's words are in it. */
  readonly own?: boolean
}

/** Why the last write did not go through. */
export interface Failure {
  readonly offline: boolean
  readonly error: unknown
}

/** A draft as it is kept between two visits. */
export interface KeptDraft<T> {
  readonly base: Versioned<T>
  readonly draft: T
  readonly unsettled: Write<T> | null
}

/** Everything that is known about one text that someone may be editing. Plain data. */
export interface DraftState<T> {
  /** What the draft grew from. The tag of the next write is its tag and no other. Null before the first read. */
  readonly base: Versioned<T> | null
  readonly draft: T | null
  /** The draft as it was sent when the server answered with `base`, which it may have tidied up. */
  readonly sent: { readonly value: T } | null
  readonly inFlight: Write<T> | null
  /** A write of which nobody knows whether it was applied. Its next repetition has the same key. */
  readonly unsettled: Write<T> | null
  /** A save that was asked for while another was under way. */
  readonly again: Asked | null
  /** What was reported during our own write: perhaps the write itself. */
  readonly meanwhile: Versioned<T> | null
  /** A version that the draft has not seen. */
  readonly theirs: Versioned<T> | null
  /** Set while only a person can decide; empty if the server did not say where the texts disagree. */
  readonly conflicts: readonly Disputed[] | null
  readonly gone: Tombstone | null
  readonly replaced: Replaced<T> | null
  readonly failure: Failure | null
  readonly outcome: 'none' | 'saved' | 'merged'
  /** The draft was kept from an earlier visit. */
  readonly recovered: boolean
  /** The text is being edited right now, so that nothing may be put in its place. */
  readonly held: boolean
  /** Tags that the person's own saves have left behind. A late read may still bring them. */
  readonly superseded: readonly string[]
}

export type DraftEvent<T> =
  /** A read, a refetch or the stream brought a version. `settled`: it was read after the last write ended. */
  | { readonly type: 'arrived'; readonly version: Versioned<T>; readonly settled?: boolean }
  | { readonly type: 'disappeared'; readonly tombstone: Tombstone }
  /** The server began anew, as from a backup: what arrives next may have a lower number, or a tag from before. */
  | { readonly type: 'restarted' }
  | { readonly type: 'recovered'; readonly kept: KeptDraft<T> }
  | { readonly type: 'edited'; readonly draft: T }
  /** The person had another text put in the place of the draft. */
  | { readonly type: 'put'; readonly draft: T }
  | { readonly type: 'held'; readonly held: boolean }
  | { readonly type: 'saveRequested'; readonly asked: Asked }
  | { readonly type: 'writeSucceeded'; readonly key: string; readonly saved: Versioned<T> }
  | { readonly type: 'writeConflicted'; readonly key: string; readonly conflict: Conflict<T> }
  | { readonly type: 'writeGone'; readonly key: string; readonly tombstone: Tombstone }
  | {
      readonly type: 'writeFailed'
      readonly key: string
      readonly error: unknown
      readonly offline: boolean
      /** Whether it may have been applied all the same. */
      readonly outcomeUnknown: boolean
    }
  | { readonly type: 'aborted' }
  /** `seen` is the tag of the other version as it was on the screen when the person chose. */
  | { readonly type: 'resolved'; readonly choice: Choice<T>; readonly seen: string }
  | { readonly type: 'mergeUndone' }
  | { readonly type: 'discarded' }

export type Choice<T> = 'mine' | 'theirs' | { readonly value: T }

export type DraftEffect<T> =
  | { readonly type: 'write'; readonly write: Write<T> }
  | { readonly type: 'abort'; readonly key: string }
  | { readonly type: 'read' }
  | { readonly type: 'keep'; readonly kept: KeptDraft<T> }
  | { readonly type: 'forget' }
  /** Something that lists or caches the resource should know. `own`: it is our write, and not the same words by whomever. */
  | { readonly type: 'saved'; readonly version: Versioned<T>; readonly own: boolean }

export interface Step<T> {
  readonly state: DraftState<T>
  readonly effects: readonly DraftEffect<T>[]
}

export type Status =
  | 'clean'
  | 'editing'
  | 'saving'
  | 'saved'
  | 'merged'
  | 'stale'
  | 'conflict'
  | 'gone'
  | 'offline'
  | 'error'

/** Merging again and again must come to an end where someone else writes faster than we can. */
const MAX_ROUNDS = 5
const REMEMBERED_TAGS = 32

export function initialState<T>(base: Versioned<T> | null = null): DraftState<T> {
  return {
    base,
    draft: base === null ? null : base.value,
    sent: null,
    inFlight: null,
    unsettled: null,
    again: null,
    meanwhile: null,
    theirs: null,
    conflicts: null,
    gone: null,
    replaced: null,
    failure: null,
    outcome: 'none',
    recovered: false,
    held: false,
    superseded: [],
  }
}

/** Whether the draft holds words that the server may not have. */
export function isDirty<T>(state: DraftState<T>): boolean {
  if (state.base === null || equal(state.draft, state.base.value)) {
    return false
  }
  return state.sent === null || !equal(state.draft, state.sent.value)
}

/** Whether the server may hold another text: words are missing there, or it may have got some that were taken back here. */
export function isUnsaved<T>(state: DraftState<T>): boolean {
  return isDirty(state) || state.unsettled !== null
}

/** Whether nothing of it is unsaved or under way. */
export function isAtRest<T>(state: DraftState<T>): boolean {
  return !isUnsaved(state) && state.inFlight === null
}

export function statusOf<T>(state: DraftState<T>): Status {
  if (state.inFlight !== null) {
    return 'saving'
  }
  if (state.gone !== null) {
    return 'gone'
  }
  if (state.conflicts !== null) {
    return 'conflict'
  }
  if (state.failure !== null) {
    return state.failure.offline ? 'offline' : 'error'
  }
  if (state.theirs !== null) {
    return 'stale'
  }
  if (isUnsaved(state)) {
    return 'editing'
  }
  return state.outcome === 'none' ? 'clean' : state.outcome
}

/**
 * What an event makes of a draft. Pure: the same arguments always give the same step.
 *
 * @param newKey an Idempotency-Key that was never used, for the write that the event may start
 */
export function reduce<T>(state: DraftState<T>, event: DraftEvent<T>, newKey: string): Step<T> {
  switch (event.type) {
    case 'arrived':
      return arrived(state, event.version, event.settled === true)
    case 'disappeared':
      return disappeared(state, event.tombstone)
    case 'restarted':
      return only(restarted(state))
    case 'recovered':
      return recovered(state, event.kept)
    case 'edited':
      return edited(state, event.draft)
    case 'put':
      return put(state, event.draft)
    case 'held':
      return held(state, event.held)
    case 'saveRequested':
      return saveRequested(state, event.asked, newKey)
    case 'writeSucceeded':
      return ofWrite(state, event.key, (write, at) => succeeded(at, write, event.saved, newKey))
    case 'writeConflicted':
      return ofWrite(state, event.key, (write, at) => conflicted(at, write, event.conflict, newKey))
    case 'writeGone':
      return ofWrite(state, event.key, (_, at) => disappeared({ ...at, again: null, meanwhile: null }, event.tombstone))
    case 'writeFailed':
      return ofWrite(state, event.key, (write, at) => failed(at, write, event))
    case 'aborted':
      return aborted(state)
    case 'resolved':
      return resolved(state, event.choice, event.seen, newKey)
    case 'mergeUndone':
      return mergeUndone(state)
    case 'discarded':
      return discarded(state)
  }
}

/** Makes the outcome of the write that is under way a step; of any other write nobody waits for it any more. */
function ofWrite<T>(state: DraftState<T>, key: string, step: (write: Write<T>, at: DraftState<T>) => Step<T>): Step<T> {
  return state.inFlight?.key === key ? step(state.inFlight, { ...state, inFlight: null }) : only(state)
}

function arrived<T>(state: DraftState<T>, version: Versioned<T>, settled: boolean): Step<T> {
  const { base } = state
  if (base === null) {
    return only({ ...state, base: version, draft: version.value })
  }
  if (isOlder(version, base) || (state.gone !== null && isOlder(version, state.gone))) {
    return only(state)
  }
  if (version.etag === base.etag) {
    return only(state.gone === null ? state : { ...state, gone: null })
  }
  if (state.inFlight !== null) {
    return only({ ...state, meanwhile: newer(version, state.meanwhile) })
  }
  if (version.version === undefined && !settled && state.superseded.includes(version.etag)) {
    return { state, effects: [{ type: 'read' }] }
  }
  return settle({ ...state, gone: null }, version)
}

/** Puts a version that is not the base where it belongs: in place of what nobody has touched, else beside the draft. */
function settle<T>(state: DraftState<T>, version: Versioned<T>): Step<T> {
  if (state.unsettled !== null && equal(version.value, state.unsettled.value)) {
    // The person's own words, whoever brought them there: the draft grew through them.
    const grown: DraftState<T> = {
      ...onto(state, version),
      draft: state.draft,
      sent: { value: state.unsettled.value },
      replaced: rebased(state, version),
    }
    return then(kept(grown), (at) => reported(at, state.theirs, version))
  }
  if (isDirty(state) ? equal(state.draft, version.value) : !state.held && state.unsettled === null) {
    const followed = kept({ ...onto(state, version), replaced: state.replaced, recovered: false })
    return then(followed, (at) => reported(at, state.theirs, version))
  }
  return only({ ...state, theirs: newer(version, state.theirs) })
}

/** The state with another version as the base and its value as the draft. */
function onto<T>(state: DraftState<T>, base: Versioned<T>): DraftState<T> {
  return {
    ...initialState(base),
    held: state.held,
    superseded: state.superseded,
    recovered: state.recovered,
  }
}

function disappeared<T>(state: DraftState<T>, tombstone: Tombstone): Step<T> {
  const known = state.gone !== null && tombstone.etag !== '' && state.gone.etag === tombstone.etag
  if (known || (state.base !== null && isOlder(tombstone, state.base))) {
    return only(state)
  }
  const unsettled = state.unsettled?.restores?.etag === tombstone.etag ? state.unsettled : null
  return kept({ ...state, gone: tombstone, meanwhile: null, theirs: null, conflicts: null, failure: null, unsettled })
}

/** The state without all that says what is older: no number and no tag from before counts any more. */
function restarted<T>(state: DraftState<T>): DraftState<T> {
  const { base, theirs, meanwhile, gone } = state
  return {
    ...state,
    base: unnumbered(base),
    theirs: unnumbered(theirs),
    meanwhile: unnumbered(meanwhile),
    gone: unnumbered(gone),
    superseded: [],
  }
}

function unnumbered<V extends { readonly version?: number }>(one: V | null): V | null {
  return one && { ...one, version: undefined }
}

function recovered<T>(state: DraftState<T>, draft: KeptDraft<T>): Step<T> {
  if (!isAtRest(state)) {
    return only(state)
  }
  const current = state.base
  const back: DraftState<T> = {
    ...onto(state, draft.base),
    draft: draft.draft,
    unsettled: draft.unsettled,
    gone: state.gone,
    recovered: true,
  }
  if (current === null || current.etag === draft.base.etag || state.gone !== null) {
    return kept(back)
  }
  return andKeep(isOlder(current, draft.base) ? only(back) : settle(back, current))
}

function edited<T>(state: DraftState<T>, draft: T): Step<T> {
  const failure = state.failure?.offline === true ? state.failure : null
  return kept({ ...state, draft, failure, outcome: 'none', replaced: null, recovered: false })
}

/** Keeps words that nobody has saved: the history of the resource does not know them. */
function put<T>(state: DraftState<T>, draft: T): Step<T> {
  const words =
    isDirty(state) && state.base !== null && state.draft !== null ? { draft: state.draft, base: state.base } : null
  return kept({ ...edited(state, draft).state, replaced: putAside(state) ?? (words && { ...words, own: true }) })
}

/** The words in whose place the person put another text. */
function putAside<T>({ replaced }: DraftState<T>): Replaced<T> | null {
  return replaced?.own ? replaced : null
}

/** The same once the person's own save is there: nobody else wrote between, so they are to be had back onto it. */
function rebased<T>(state: DraftState<T>, saved: Versioned<T>): Replaced<T> | null {
  const words = putAside(state)
  return words && { ...words, base: saved }
}

function held<T>(state: DraftState<T>, isHeld: boolean): Step<T> {
  const next = { ...state, held: isHeld }
  const waits = next.theirs !== null && next.inFlight === null && next.conflicts === null && next.gone === null
  return !isHeld && waits && next.theirs !== null ? settle(next, next.theirs) : only(next)
}

function saveRequested<T>(state: DraftState<T>, asked: Asked, newKey: string): Step<T> {
  if (state.base === null || state.draft === null || state.conflicts !== null) {
    return only(state)
  }
  if (state.gone !== null && state.unsettled?.restores === undefined) {
    return only(state)
  }
  if (state.inFlight !== null) {
    return only({ ...state, again: state.again === 'user' ? 'user' : asked })
  }
  if (state.unsettled !== null) {
    const again = equal(state.unsettled.value, state.draft) ? null : asked
    return begin({ ...state, unsettled: null, again }, { ...state.unsettled, asked })
  }
  if (!isDirty(state)) {
    return asked === 'user' && state.theirs !== null ? shown(state, state.theirs) : only(state)
  }
  if (state.theirs !== null && asked === 'timer') {
    return only(state)
  }
  return begin(state, draftWrite(state, state.base, state.draft, asked, newKey))
}

/** Puts their version in the place of what nobody has touched, where the person is in the text and wants to see it. */
function shown<T>(state: DraftState<T>, theirs: Versioned<T>): Step<T> {
  const step = settle({ ...state, held: false }, theirs)
  return { ...step, state: { ...step.state, held: state.held } }
}

function draftWrite<T>(state: DraftState<T>, base: Versioned<T>, value: T, asked: Asked, key: string): Write<T> {
  return { key, value, base, asked, merged: state.replaced !== null && !state.replaced.own, round: 0 }
}

function begin<T>(state: DraftState<T>, write: Write<T>): Step<T> {
  const next = { ...state, inFlight: write, failure: null, meanwhile: null }
  return { state: next, effects: [keep(next), { type: 'write', write }] }
}

function succeeded<T>(
  state: DraftState<T>,
  write: Write<T>,
  saved: Versioned<T>,
  newKey: string,
  own: boolean = true,
): Step<T> {
  const untouched = equal(state.draft, write.value)
  const next: DraftState<T> = {
    ...state,
    base: saved,
    draft: untouched && (write.asked === 'user' || !state.held) ? saved.value : state.draft,
    sent: { value: write.value },
    unsettled: null,
    again: null,
    meanwhile: null,
    theirs: null,
    conflicts: null,
    gone: state.gone !== null && isOlder(saved, state.gone) ? state.gone : null,
    failure: null,
    recovered: false,
    replaced: rebased(state, saved) ?? (write.merged ? state.replaced : null),
    outcome: write.merged ? 'merged' : 'saved',
    superseded: [write.base.etag, ...state.superseded].slice(0, REMEMBERED_TAGS),
  }
  const told: Step<T> = { state: next, effects: [{ type: 'saved', version: saved, own }] }
  const heard = state.meanwhile === null ? state.theirs : newer(state.meanwhile, state.theirs)
  const after = then(told, (at) => reported(at, heard, saved))
  const more = state.again === null ? after : then(after, (at) => goOn(at, state.again ?? 'timer', newKey))
  return more.state.inFlight === null ? andKeep(more) : more
}

/**
 * What was heard before this version became the base: the same, older, newer, or nobody can tell without reading. It is
 * newer than our own save when it came during the save, or when the save was a repetition and got its first answer.
 */
function reported<T>(state: DraftState<T>, heard: Versioned<T> | null, base: Versioned<T>): Step<T> {
  if (heard === null || heard.etag === base.etag) {
    return only(state)
  }
  if (heard.version === undefined || base.version === undefined) {
    return { state, effects: [{ type: 'read' }] }
  }
  return heard.version > base.version ? settle(state, heard) : only(state)
}

function goOn<T>(state: DraftState<T>, asked: Asked, newKey: string): Step<T> {
  return isDirty(state) ? saveRequested(state, asked, newKey) : only(state)
}

function conflicted<T>(state: DraftState<T>, write: Write<T>, conflict: Conflict<T>, newKey: string): Step<T> {
  const { current, merge, appliedAs } = conflict
  if (appliedAs !== null) {
    return then(succeeded(state, write, appliedAs, newKey), (at) =>
      at.inFlight === null && current.etag !== appliedAs.etag ? settle(at, current) : only(at),
    )
  }
  if (equal(current.value, write.value)) {
    return succeeded(state, write, current, newKey, false)
  }
  const next: DraftState<T> = { ...state, again: null, meanwhile: null, gone: null, unsettled: null }
  if (!equal(next.draft, write.value)) {
    const stale = { ...next, theirs: current }
    const repeat = state.again === 'user' && write.round < MAX_ROUNDS && next.draft !== null && next.base !== null
    return repeat && next.draft !== null && next.base !== null
      ? begin(stale, { ...draftWrite(stale, next.base, next.draft, 'user', newKey), round: write.round + 1 })
      : andKeep(only(stale))
  }
  if (merge === null || !merge.clean) {
    return andKeep(only({ ...next, theirs: current, conflicts: merge === null ? [] : merge.conflicts }))
  }
  if ((write.asked === 'timer' && next.held) || write.round >= MAX_ROUNDS) {
    return andKeep(only({ ...next, theirs: current }))
  }
  return merged(next, write, current, merge.value, newKey)
}

/** The server merged without a doubt: both people's words become the draft, and are saved onto what they grew from. */
function merged<T>(state: DraftState<T>, write: Write<T>, current: Versioned<T>, value: T, newKey: string): Step<T> {
  const { draft, base, by = current.by } = state.replaced ?? { draft: write.value, base: write.base }
  const next: DraftState<T> = {
    ...state,
    base: current,
    draft: value,
    sent: null,
    theirs: null,
    conflicts: null,
    replaced: { draft, base, by },
  }
  if (equal(value, current.value)) {
    return kept({ ...next, failure: null, recovered: false, outcome: 'merged' })
  }
  return begin(next, {
    key: newKey,
    value,
    base: current,
    asked: write.asked,
    merged: true,
    round: write.round + 1,
  })
}

function failed<T>(
  state: DraftState<T>,
  write: Write<T>,
  event: { readonly error: unknown; readonly offline: boolean; readonly outcomeUnknown: boolean },
): Step<T> {
  const next: DraftState<T> = {
    ...state,
    again: null,
    meanwhile: null,
    unsettled: event.outcomeUnknown ? write : null,
    failure: { offline: event.offline, error: event.error },
  }
  return andKeep(withMeanwhile(next, state.meanwhile))
}

/** What was reported during a write that came to nothing; if the resource was deleted, it was reported since. */
function withMeanwhile<T>(state: DraftState<T>, meanwhile: Versioned<T> | null): Step<T> {
  return meanwhile === null ? only(state) : settle({ ...state, gone: null }, meanwhile)
}

function aborted<T>(state: DraftState<T>): Step<T> {
  const write = state.inFlight
  if (write === null) {
    return only(state)
  }
  const next: DraftState<T> = {
    ...state,
    inFlight: null,
    again: null,
    meanwhile: null,
    unsettled: write,
  }
  const settled = andKeep(withMeanwhile(next, state.meanwhile))
  return { state: settled.state, effects: [{ type: 'abort', key: write.key }, ...settled.effects] }
}

function resolved<T>(state: DraftState<T>, choice: Choice<T>, seen: string, newKey: string): Step<T> {
  if (state.inFlight !== null || state.base === null || state.draft === null) {
    return only(state)
  }
  if (state.gone !== null) {
    return choice === 'theirs' ? discarded(state) : restore(state, state.base, state.draft, state.gone, choice, newKey)
  }
  const { theirs } = state
  if (theirs === null || theirs.etag !== seen) {
    return only(state)
  }
  const before: Replaced<T> = { draft: putAside(state)?.draft ?? state.draft, base: state.base, by: theirs.by }
  const decided: DraftState<T> = { ...onto(state, theirs), draft: state.draft, recovered: false }
  if (choice === 'theirs') {
    return kept({ ...decided, draft: theirs.value, replaced: before })
  }
  const draft = choice === 'mine' ? state.draft : choice.value
  const replaced = choice === 'mine' ? putAside(state) : before
  const next = { ...decided, draft, replaced }
  return isDirty(next) ? begin(next, draftWrite(next, theirs, draft, 'user', newKey)) : kept(next)
}

/** Brings back what was deleted. If a try may have been applied already, it is repeated before anything else is said. */
function restore<T>(
  state: DraftState<T>,
  base: Versioned<T>,
  draft: T,
  gone: Tombstone,
  choice: 'mine' | { readonly value: T },
  newKey: string,
): Step<T> {
  const decided: DraftState<T> =
    choice === 'mine'
      ? { ...state, replaced: putAside(state) }
      : { ...state, draft: choice.value, replaced: { draft: putAside(state)?.draft ?? draft, base, by: gone.by } }
  return state.unsettled?.restores === undefined
    ? begin(decided, { ...draftWrite(decided, base, decided.draft ?? draft, 'user', newKey), restores: gone })
    : saveRequested(decided, 'user', newKey)
}

function mergeUndone<T>(state: DraftState<T>): Step<T> {
  const { replaced, base } = state
  if (replaced === null || base === null || state.inFlight !== null) {
    return only(state)
  }
  const same = replaced.base.etag === base.etag
  return kept({
    ...onto(state, replaced.base),
    draft: replaced.draft,
    theirs: same ? state.theirs : (state.theirs ?? base),
    conflicts: same || state.gone !== null ? null : [],
    gone: state.gone,
  })
}

function discarded<T>(state: DraftState<T>): Step<T> {
  const { base, draft, inFlight, unsettled } = state
  if (base === null || draft === null) {
    return only(state)
  }
  const replaced = putAside(state) ?? (isDirty(state) ? { draft, base } : state.replaced)
  const next = { ...onto(state, state.theirs ?? base), gone: state.gone, replaced, recovered: false }
  const effects: DraftEffect<T>[] = [{ type: 'forget' }]
  if (inFlight !== null) {
    effects.unshift({ type: 'abort', key: inFlight.key })
  }
  if (inFlight !== null || unsettled !== null) {
    effects.push({ type: 'read' })
  }
  return { state: next, effects }
}

function isOlder(one: { readonly version?: number }, other: { readonly version?: number }): boolean {
  return one.version !== undefined && other.version !== undefined && one.version < other.version
}

function newer<T>(arrival: Versioned<T>, known: Versioned<T> | null): Versioned<T> {
  return known !== null && isOlder(arrival, known) ? known : arrival
}

function keep<T>(state: DraftState<T>): DraftEffect<T> {
  const unsettled = state.inFlight ?? state.unsettled
  if (state.base === null || state.draft === null || (!isDirty(state) && unsettled === null)) {
    return { type: 'forget' }
  }
  return { type: 'keep', kept: { base: state.base, draft: state.draft, unsettled } }
}

function only<T>(state: DraftState<T>): Step<T> {
  return { state, effects: [] }
}

function kept<T>(state: DraftState<T>): Step<T> {
  return { state, effects: [keep(state)] }
}

function andKeep<T>(step: Step<T>): Step<T> {
  return step.effects.some((effect) => effect.type === 'keep' || effect.type === 'forget')
    ? step
    : { state: step.state, effects: [...step.effects, keep(step.state)] }
}

function then<T>(step: Step<T>, next: (state: DraftState<T>) => Step<T>): Step<T> {
  const after = next(step.state)
  return { state: after.state, effects: [...step.effects, ...after.effects] }
}
