import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { StepHistory, type UndoOptions } from './StepHistory.ts'
import { StepStore } from './StepStore.ts'
import { TypingWatch } from './typingWatch.ts'

export type Undo = ReturnType<typeof useUndo>

/** Undo and redo of the person's own steps, on top of what others changed since. */
export function useUndo(options: UndoOptions) {
  const { drafts, person } = options
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  const store = useMemo(() => new StepStore(drafts.document, person), [drafts.document, person])
  const steps = useSyncExternalStore(store.subscribe, store.steps)
  const watch = useMemo(() => new TypingWatch(), [])
  const history = useMemo(() => new StepHistory(store, watch, latest), [store, watch])

  useEffect(() => watch.start(document), [watch])
  useEffect(() => drafts.onSave((saved, replaced) => history.recordSave(saved, replaced)), [drafts, history])

  return useMemo(
    () => ({
      steps,
      watch,
      record: history.record,
      tell: history.tell,
      undo: history.undo,
      redo: history.redo,
      undoUpTo: history.undoUpTo,
      dismiss: history.dismiss,
    }),
    [steps, watch, history],
  )
}
