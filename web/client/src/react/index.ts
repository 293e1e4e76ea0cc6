export { DraftsProvider, useDraftSummary, useDrafts } from './DraftsProvider.tsx'
export { type UseDraft, type UseDraftOptions, useDraft } from './useDraft.ts'
