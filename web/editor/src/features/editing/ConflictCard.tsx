import { canKeepBoth, contentOf, type MergePart, type Side } from '@holdfast/client'
import type { UseDraft } from '@holdfast/client/react'
import { Button } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { ago } from '../../components/ago.ts'
import { BlockDiff } from '../../components/BlockDiff.tsx'
import { WordDiff } from '../../components/WordDiff.tsx'
import type { Noun } from '../../cue/noun.ts'
import { Author } from './Author.tsx'
import { SplitNotice } from './MovedText.tsx'
import classes from './StatePanel.module.css'
import type { SegmentDrafts } from './segmentDraft.ts'

export interface ConflictCardProps {
  readonly draft: UseDraft<string>
  readonly drafts: SegmentDrafts
  readonly id: string
  readonly noun: Noun
}

const LABELS: Readonly<Record<string, string>> = {
  identifier: 'Identifier',
  start: 'Start',
  end: 'End',
  settings: 'Settings',
  timing: 'Spacing',
  text: 'Words',
}
const WORDS = 'text'

/** Conflict of a draft with another version: what both changed, on either side, and the choices. The rest is merged. */
export function ConflictCard(props: ConflictCardProps) {
  const { draft, drafts, noun } = props
  const { theirs, base, draft: mine, parts, resolve, discard } = draft
  const card = useRef<HTMLElement>(null)
  const isOpen = theirs !== null
  useEffect(() => {
    const element = card.current
    if (isOpen && element?.closest('article')?.hasAttribute('data-current')) {
      // On a small screen the film gives way first. A card that is in view stays where it is.
      const frame = requestAnimationFrame(() => element.scrollIntoView?.({ block: 'nearest' }))
      return () => cancelAnimationFrame(frame)
    }
  }, [isOpen])
  if (theirs === null) {
    return null
  }
  const facets = [...new Set((parts ?? []).filter(({ conflict }) => conflict).map(({ facet }) => facet))]
  const nothingConflicts = parts !== null && facets.length === 0
  return (
    <section ref={card} aria-label="Conflict" className={classes.conflict}>
      <p className={classes.line}>
        <strong>
          {nothingConflicts ? (
            'Nothing conflicts here: with your text, the changes of others stay.'
          ) : (
            <>
              <Author drafts={drafts} version={theirs} as="subject" /> changed this {noun} while you were typing.
              Nothing is lost: choose.
            </>
          )}
        </strong>
      </p>
      {draft.movedTo.length > 0 && (
        <p className={classes.line}>
          <SplitNotice {...props} />
        </p>
      )}
      <div className={classes.sides}>
        {(['theirs', 'mine'] as const).map((side) => (
          <div key={side} className={classes.side}>
            <span className={classes.title}>
              {side === 'mine' ? (
                'Yours'
              ) : (
                <>
                  Theirs, by <Author drafts={drafts} version={theirs} as="object" />
                  {theirs.at !== undefined && `, ${ago(theirs.at)}`}
                </>
              )}
            </span>
            {parts === null || nothingConflicts ? (
              <BlockDiff before={base?.value ?? ''} after={(side === 'mine' ? mine : theirs.value) ?? ''} />
            ) : (
              facets.map((facet) => <FacetSide key={facet} parts={parts} facet={facet} side={side} />)
            )}
          </div>
        ))}
      </div>
      {parts !== null && facets.length > 1 && (
        <FacetChoices
          key={facets.join()}
          parts={parts}
          facets={facets}
          onChosen={(chosen) => resolve({ facets: chosen })}
        />
      )}
      <div className={classes.actions}>
        <Button size="compact-sm" onClick={() => resolve('mine')}>
          Keep mine
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => (nothingConflicts ? discard() : resolve('theirs'))}>
          Take theirs
        </Button>
        {parts !== null && facets.length > 0 && canKeepBoth(parts) && (
          <Button size="compact-sm" variant="default" onClick={() => resolve('both')}>
            Keep both
          </Button>
        )}
      </div>
    </section>
  )
}

interface FacetProps {
  readonly parts: readonly MergePart[]
  readonly facet: string
}

/** One side of a facet. Words are shown with the words around them, as they are merged. */
function FacetSide({ parts, facet, side }: FacetProps & { readonly side: 'mine' | 'theirs' }) {
  const own = parts.filter((part) => part.facet === facet)
  const contents = (of: 'base' | 'mine' | 'theirs') =>
    own.map((part) => (part.conflict ? contentOf(part, of) : part.merged)).join('')
  if (facet === WORDS) {
    const trimmed = (text: string) => text.replace(/^(\r\n|\n|\r)/, '')
    return <WordDiff before={trimmed(contents('base'))} after={trimmed(contents(side))} />
  }
  return (
    <div className={classes.facet}>
      {LABELS[facet] ?? facet}: {contents(side).trim() || 'none'}
    </div>
  )
}

interface FacetChoicesProps {
  readonly parts: readonly MergePart[]
  readonly facets: readonly string[]
  readonly onChosen: (facets: Readonly<Record<string, Side>>) => void
}

/** Choice of a side for each facet that conflicts. The last one decides the conflict. */
function FacetChoices({ parts, facets, onChosen }: FacetChoicesProps) {
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({})

  function choose(facet: string, side: Side) {
    const next = { ...chosen, [facet]: side }
    setChosen(next)
    if (facets.every((one) => next[one] !== undefined)) {
      onChosen(next)
    }
  }

  return facets.map((facet) => {
    const label = LABELS[facet] ?? facet
    const hasBoth = canKeepBoth(parts.filter((part) => part.facet === facet))
    return (
      <fieldset key={facet} className={classes.choices} aria-label={`Choose for ${label.toLowerCase()}`}>
        {label}
        {(hasBoth ? (['mine', 'theirs', 'both'] as const) : (['mine', 'theirs'] as const)).map((side) => (
          <Button
            key={side}
            size="compact-xs"
            variant={chosen[facet] === side ? 'filled' : 'light'}
            aria-pressed={chosen[facet] === side}
            onClick={() => choose(facet, side)}
          >
            {side === 'both' ? 'Both' : side === 'mine' ? 'Mine' : 'Theirs'}
          </Button>
        ))}
      </fieldset>
    )
  })
}
