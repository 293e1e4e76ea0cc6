import { useMemo } from 'react'
import { wordDiff } from '../cue/words.ts'
import classes from './WordDiff.module.css'

/** Word diff of a text. Additions are underlined, removals struck through: colour is not the only sign. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  const pieces = useMemo(() => wordDiff(before, after), [before, after])
  return (
    <span className={classes.diff} dir="auto">
      {pieces.map(({ kind, text }, index) => {
        const key = `${index}${kind}`
        if (kind === 'same') {
          return <span key={key}>{text}</span>
        }
        return kind === 'added' ? <ins key={key}>{text}</ins> : <del key={key}>{text}</del>
      })}
    </span>
  )
}
