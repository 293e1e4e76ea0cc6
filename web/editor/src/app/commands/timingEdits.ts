import type { Edit } from '../../api/edits.ts'
import type { SegmentJson } from '../../api/types.ts'
import { cueOf, withTimes } from '../../cue/block.ts'
import { type Closing, type ClosingOptions, closingOf, type Timed } from '../../cue/closing.ts'
import { counted } from '../../cue/noun.ts'
import { timesOf } from '../../cue/retime.ts'
import type { SegmentDrafts } from '../../features/editing/segmentDraft.ts'
import type { manyEdits } from './manyEdits.ts'
import { type SavedText, targetOf } from './savedTexts.ts'

export interface TimingEditsOptions {
  readonly drafts: SegmentDrafts
  readonly rows: readonly SegmentJson[]
  /** The captions that may change; none for all. */
  readonly selected: readonly SegmentJson[]
  readonly many: ReturnType<typeof manyEdits>
}

/** Edits of the times of many captions, each of which depends on its neighbour. */
export function timingEdits({ drafts, rows, selected, many }: TimingEditsOptions) {
  const cues = rows.filter(({ kind, deleted }) => kind === 'cue' && !deleted)
  const ids = new Set(selected.map(({ id }) => id))
  const isChosen = (id: string) => ids.size === 0 || ids.has(id)

  /** Closing of the captions as the person sees them. */
  function closingNow(options: ClosingOptions): Closing {
    return closingOf(timedOf(cues, drafts.textOf), isChosen, options)
  }

  /** @param chosen true for the captions that may change; those of the selection, or all, without it */
  async function closeGaps(options: ClosingOptions, chosen = isChosen): Promise<void> {
    const { ends } = closingOf(timedOf(cues, drafts.textOf), chosen, options)
    await many.changeMany({
      segments: cues.filter(({ id }) => ends.has(id)),
      edits: (texts) => closed(texts, options, chosen),
      replaces: timesOf,
      action: 'closing',
      words: (count) => `Gaps and overlaps closed after ${counted(count, 'caption')}`,
    })
  }

  /** Edits for the versions that are saved by then: a colleague may have moved a neighbour. */
  function closed(texts: readonly SavedText[], options: ClosingOptions, chosen: typeof isChosen): readonly Edit[] {
    const contents = new Map(texts.map(({ id, content }) => [id, content]))
    const timed = timedOf(cues, (row) => contents.get(row.id) ?? drafts.find(row.id)?.content ?? row.content)
    const { ends } = closingOf(timed, (id) => contents.has(id) && chosen(id), options)
    return texts.flatMap((text): Edit[] => {
      const end = ends.get(text.id)
      return end === undefined ? [] : [{ op: 'replace', ...targetOf(text), content: withTimes(text.content, { end }) }]
    })
  }

  return { closingNow, closeGaps }
}

function timedOf(cues: readonly SegmentJson[], textOf: (row: SegmentJson) => string): readonly Timed[] {
  return cues.flatMap((row) => {
    const cue = cueOf(textOf(row))
    return cue === null ? [] : [{ id: row.id, start: cue.start, end: cue.end }]
  })
}
