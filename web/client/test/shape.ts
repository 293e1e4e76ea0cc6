import { type DraftState, failureOf } from '../src/draft/state.ts'

/**
 * Checks the invariants of a draft's state that its types cannot express.
 *
 * @throws Error naming the first one that does not hold
 */
export function assertShape<T>(state: DraftState<T>): void {
  function must(holds: boolean, invariant: string): void {
    if (!holds) {
      throw new Error(`The state breaks the invariant "${invariant}": ${JSON.stringify(state)}`)
    }
  }

  const { base, draft, write, remote, sent, undo, recovered, superseded } = state
  if (base === null) {
    must(write.type === 'idle' && write.outcome === 'none', 'without a base there is no write')
    must(
      remote.type === 'same' || (remote.type === 'gone' && remote.version === null),
      'without a base, none is theirs',
    )
    must(sent === null && undo === null && !recovered, 'without a base nothing was sent, replaced or recovered')
  } else {
    must(draft !== null, 'with a base there is a draft')
  }

  if (write.type !== 'idle') {
    must(write.write.base.etag === base?.etag, 'a write has the tag of the base')
  }
  if (write.type === 'inFlight' && write.received !== null) {
    must(write.received.etag !== base?.etag, 'a version received during a write is not the base')
  }

  if (remote.type === 'conflict') {
    must(write.type === 'idle', 'in a conflict there is no write')
    must(failureOf(state) === null, 'a conflict is no failure')
  }
  if ((remote.type === 'theirs' || remote.type === 'conflict') && base?.version && remote.version.version) {
    must(remote.version.version > base.version, 'their version is newer than the base')
  }

  must(!undo?.own || undo.by === undefined, 'a text that the person replaced themselves was replaced by no one else')
  must(superseded.length <= 32, 'the list of superseded tags is limited')
}
