import { rebase, segmentMerger } from '@holdfast/client'
import type { UseDraft } from '@holdfast/client/react'
import { useDrafts } from '@holdfast/client/react'
import { livingSuccessor } from '../../api/segmentList.ts'
import type { SegmentJson } from '../../api/types.ts'
import { Action } from '../../components/Action.tsx'
import { offerUndo, reportError, reportRefusal } from '../../components/notices.tsx'
import { cueOf, withText } from '../../cue/block.ts'
import { type Noun, nounOf } from '../../cue/noun.ts'
import { acrossSplit, withMovedWords } from './movedWords.ts'
import { rowsOf, waitingDrafts } from './rows.ts'
import type { SegmentDrafts } from './segmentDraft.ts'

export interface MovedTextProps {
  readonly draft: UseDraft<string>
  readonly drafts: SegmentDrafts
  readonly id: string
  readonly noun: Noun
}

/** The segment to which the text of a deleted one was joined; null if it is deleted as a whole. */
export function successorOf(drafts: SegmentDrafts, id: string, successor: string | undefined): SegmentJson | null {
  const known = drafts.list.find((segment) => segment.id === id)?.successor
  return livingSuccessor(drafts.list, successor ?? known)
}

/** Numbers of the segments as the list shows them. */
export function useNumbers(drafts: SegmentDrafts): ReadonlyMap<string, number> {
  const all = useDrafts()
  const rows = rowsOf(drafts.list, new Set(waitingDrafts(all).split('\n'))).filter(
    ({ kind }) => nounOf(kind) !== 'block',
  )
  return new Map(rows.map(({ id }, index) => [id, index + 1]))
}

/** Action that puts the words of a caption that was joined to another into that one's draft, and drops this draft. */
export function AddWordsThere({ draft, drafts, id, noun, to }: MovedTextProps & { readonly to: SegmentJson }) {
  const number = useNumbers(drafts).get(to.id)

  async function add() {
    const target = await refreshed(drafts, to, `${noun} ${number}`)
    if (target === null) {
      return
    }
    const { draft: mine, base } = draft
    const after = withText(target, withMovedWords(textOf(target), textOf(base?.value ?? ''), textOf(mine ?? '')))
    const there = drafts.open(to.id, to)
    there.edit(after)
    draft.discard()
    offerUndo({
      id: `moved-${id}`,
      words: `Your words are in ${noun} ${number} now.`,
      onUndo() {
        if (there.snapshot().draft !== after) {
          reportRefusal(`${capital(noun)} ${number} was changed since, so your words stay there.`)
          return
        }
        there.edit(target)
        draft.undoMerge()
      },
    })
  }

  return <Action onClick={() => void add().catch(reportError)}>Add my words there</Action>
}

/** Notice that a caption was split elsewhere, with the way to its other part and for the words that belong there. */
export function SplitNotice({ draft, drafts, noun }: MovedTextProps) {
  const numbers = useNumbers(drafts)
  const { theirs, base, draft: mine, parts, movedTo, resolve } = draft
  const moved = movedTo.flatMap((id) => drafts.list.filter((segment) => segment.id === id && !segment.deleted))
  const [second] = moved
  if (second === undefined || theirs === null || base === null || mine === null) {
    return null
  }
  const texts = [theirs.value, ...moved.map((segment) => drafts.textOf(segment))].map(textOf)
  const changed = acrossSplit(texts, textOf(base.value), textOf(mine))
  const name = `${noun} ${numbers.get(second.id) ?? ''}`.trim()

  async function put(first: string, others: readonly string[]) {
    for (const [index, segment] of moved.entries()) {
      const words = others[index] ?? ''
      if (words === texts[index + 1]) {
        continue
      }
      const target = await refreshed(drafts, segment, name)
      if (target === null || textOf(target) !== texts[index + 1]) {
        return
      }
      drafts.open(segment.id, segment).edit(withText(target, words))
    }
    const facets = { identifier: 'mine', start: 'mine', end: 'theirs', settings: 'mine', text: 'theirs' } as const
    const pieces = rebase(parts ?? [], { facets })
    const block = pieces === null ? (theirs?.value ?? '') : segmentMerger.compose(pieces, '')
    resolve({ value: withText(block, first) })
  }

  return (
    <>
      It was split: the rest of its words is in {name} now.
      <Action onClick={() => drafts.go(second.id)}>Show {name}</Action>
      {changed !== null && (
        <Action onClick={() => void put(changed[0] ?? '', changed.slice(1)).catch(reportError)}>
          Put my words where they belong
        </Action>
      )}
    </>
  )
}

/** The text of a segment as it is on the server now, in its draft; null if that has words of its own to save first. */
async function refreshed(drafts: SegmentDrafts, segment: SegmentJson, name: string): Promise<string | null> {
  const draft = drafts.open(segment.id, segment)
  draft.receive(await drafts.configOf(segment.id).resource.read({ signal: AbortSignal.timeout(10_000) }))
  if (draft.snapshot().theirs !== null) {
    draft.save() // shows theirs in a text that is only focused, and merges one that was edited
  }
  const { theirs, status, draft: text } = draft.snapshot()
  if (theirs !== null || status === 'saving' || status === 'gone') {
    reportRefusal(`${capital(name)} has words that are not saved yet. Save them, then try again.`)
    return null
  }
  return text
}

function textOf(content: string): string {
  return cueOf(content)?.text ?? content
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
