const MARKED_FOR = 2_500
const TRIES = 30

/** Marks the rows of segments for a moment, as soon as the virtual list has rendered one of them. */
export function markRows(ids: readonly string[], tries = TRIES): void {
  const rows = ids.map(rowOf).filter((row) => row !== null)
  if (rows.length === 0 && tries > 0) {
    requestAnimationFrame(() => markRows(ids, tries - 1))
    return
  }
  for (const row of rows) {
    row.dataset.marked = 'true'
    setTimeout(() => delete row.dataset.marked, MARKED_FOR)
  }
}

function rowOf(id: string): HTMLElement | null {
  return document.querySelector(`textarea[data-segment="${CSS.escape(id)}"]`)?.closest('article') ?? null
}
