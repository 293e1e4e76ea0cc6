export { Draft, type DraftConfig, type DraftEnvironment, type Snapshot } from './draft/draft.ts'
export { Drafts, type DraftsOptions, type Summary } from './draft/drafts.ts'
export {
  type DraftKeeper,
  type FoundDraft,
  noKeeper,
  type StorageKeeperOptions,
  storageKeeper,
} from './draft/keeper.ts'
export {
  type Asked,
  type Choice,
  type DraftEffect,
  type DraftEvent,
  type DraftState,
  type Failure,
  initialState,
  isDirty,
  type KeptDraft,
  type Replaced,
  reduce,
  type Status,
  type Step,
  statusOf,
  type Write,
} from './draft/machine.ts'
export { equal } from './equal.ts'
export {
  ConflictError,
  GoneError,
  OfflineError,
  PreconditionRequiredError,
  type Problem,
  RequestError,
} from './http/errors.ts'
export {
  type ConflictReading,
  conflictIn,
  conflictOf,
  type HttpResourceOptions,
  httpResource,
  throwUnlessDone,
  versionOf,
} from './http/resource.ts'
export { segmentResource } from './http/segment.ts'
export { strongTag } from './http/tag.ts'
export {
  type Answer,
  createTransport,
  problemOf,
  type Request,
  refusal,
  type Transport,
  type TransportOptions,
} from './http/transport.ts'
export { newKey } from './key.ts'
export type {
  Conflict,
  Disputed,
  Merge,
  Resource,
  Tombstone,
  Versioned,
  WriteOptions,
} from './versioned.ts'
