export { type DraftArchive, indexedDbArchive } from './draft/archive.ts'
export { partsOf } from './draft/decision.ts'
export { Draft, type DraftConfig, type DraftEnvironment, type DraftSnapshot } from './draft/draft.ts'
export { type DraftSummary, Drafts, type DraftsOptions } from './draft/drafts.ts'
export {
  type DraftKeeper,
  type FoundDraft,
  type ListedDraft,
  noKeeper,
  type StorageKeeperOptions,
} from './draft/keeper.ts'
export { reduce } from './draft/machine.ts'
export {
  type DraftState,
  type DraftStatus,
  type DraftWrite,
  failureOf,
  initialState,
  isDirty,
  type KeptDraft,
  type KnownParts,
  type RemoteState,
  type SaveTrigger,
  statusOf,
  theirsOf,
  type UndoPoint,
  type WriteFailure,
  type WriteState,
} from './draft/state.ts'
export { storageKeeper } from './draft/storageKeeper.ts'
export type { DraftEffect, DraftEvent, Transition } from './draft/transition.ts'
export { equal } from './equal.ts'
export {
  ConflictError,
  GoneError,
  OfflineError,
  PreconditionRequiredError,
  type ProblemDetails,
  RequestError,
} from './http/errors.ts'
export {
  type ConflictParser,
  conflictOf,
  conflictOfProblem,
  type HttpResourceOptions,
  httpResource,
  requireSuccess,
  versionOf,
} from './http/resource.ts'
export { segmentResource } from './http/segment.ts'
export { strongTag } from './http/tag.ts'
export {
  createTransport,
  type HttpRequest,
  type HttpResponse,
  problemOf,
  type Transport,
  type TransportOptions,
} from './http/transport.ts'
export { newKey } from './key.ts'
export { jsonMerger } from './merge/json.ts'
export {
  type Choice,
  canKeepBoth,
  cleanMerge,
  contentOf,
  type FacetChoice,
  type MergePart,
  type Merger,
  type Piece,
  partOf,
  rebase,
  type Side,
} from './merge/parts.ts'
export { segmentMerger, segmentMergerBy } from './merge/segment.ts'
export { lineMerger, textMerger, wordMerger } from './merge/text.ts'
export type {
  Conflict,
  Merge,
  MergeConflict,
  Resource,
  Tombstone,
  Versioned,
  WriteOptions,
} from './versioned.ts'
