import { useMemo } from 'react'
import { shownOf } from '../../cue/block.ts'
import { hitsIn } from '../../cue/find.ts'
import classes from './SegmentRow.module.css'

export interface MarksProps {
  readonly content: string
  readonly language: string | undefined
  readonly pattern: RegExp
  /** Index of the current hit, if it is here. */
  readonly current: number | null
}

/** Marks behind the words of a text box, which itself can mark nothing. */
export function Marks({ content, language, pattern, current }: MarksProps) {
  const hits = useMemo(() => hitsIn(content, pattern), [content, pattern])
  if (hits.length === 0) {
    return null
  }
  const shown = shownOf(content)
  const end = (index: number) => (index < 0 ? 0 : (hits[index]?.at ?? 0) + (hits[index]?.length ?? 0))
  return (
    <div className={classes.marks} dir="auto" lang={language} aria-hidden="true">
      {hits.map(({ at, length }, index) => (
        <span key={at}>
          {shown.slice(end(index - 1), at)}
          <mark data-current={index === current || undefined}>{shown.slice(at, at + length)}</mark>
        </span>
      ))}
      {shown.slice(end(hits.length - 1))}
    </div>
  )
}
