import type { Locator, Page } from '@playwright/test'
import { effectOf, type ShownValue } from './actions.ts'
import type { Offered } from './fates.ts'
import type { Caption } from './log.ts'
import { same, without, wordsOf } from './words.ts'

/** Row of a caption as a page shows it. */
export interface Row {
  readonly id: string
  readonly words: readonly string[]
  readonly status: string
  /** Milliseconds; null while the field shows no time. */
  readonly start: number | null
  readonly end: number | null
  /** Its buttons that people press. */
  readonly buttons: readonly RowButton[]
}

export interface RowButton {
  readonly name: string
  /** The facet that the button decides about; null if all. */
  readonly facet: string | null
}

const GROUP = 'Choose for '

/** True if the row shows nothing that is not saved, so that what is typed next grows from what it shows. */
export function isFresh({ status }: Row): boolean {
  return status === 'clean' || status === 'saved' || status === 'merged'
}

/** Rows of captions of a page, from the top. Notes and the header are left out. */
export async function rowsOf(page: Page): Promise<readonly Row[]> {
  const found = await page.evaluate(() =>
    [...globalThis.document.querySelectorAll('article')].map((article) => {
      const field = (name: string) => article.querySelector<HTMLInputElement>(`input[aria-label^="${name} of"]`)?.value
      const box = article.querySelector('textarea')
      return {
        id: box?.dataset.segment ?? '',
        text: box?.value ?? '',
        status: article.dataset.status ?? '',
        start: field('Start'),
        end: field('End'),
        buttons: [...article.querySelectorAll('button')].map((button) => ({
          name: button.textContent?.trim() ?? '',
          facet: button.closest('fieldset')?.ariaLabel ?? null,
        })),
      }
    }),
  )
  return found
    .filter(({ start }) => start !== undefined)
    .map(({ text, start, end, buttons, ...row }) => ({
      ...row,
      words: wordsOf(text),
      start: timeOf(start ?? ''),
      end: timeOf(end ?? ''),
      buttons: buttons
        .filter(({ name }) => effectOf(name) !== undefined)
        .map(({ name, facet }) => ({ name, facet: facet?.replace(GROUP, '') ?? null })),
    }))
}

/** Words, times and the title of a page that are not saved. */
export async function offeredBy(person: string, page: Page): Promise<Offered> {
  const rows = (await rowsOf(page)).filter((row) => !isFresh(row))
  const values = rows.flatMap(({ id, start, end }) => [`${id} start ${start}`, `${id} end ${end}`])
  const title = await titleOf(page).inputValue()
  return {
    person,
    words: new Set(rows.flatMap(({ words }) => words)),
    values: new Set([...values, ` title ${title}`]),
  }
}

/** Captions that a page shows otherwise than the document has them, and those that are not saved though nobody is asked. */
export async function differencesOf(page: Page, document: ReadonlyMap<string, Caption>): Promise<readonly string[]> {
  const rows = await rowsOf(page)
  return rows.flatMap(({ id, words, status, start, end }) => {
    if (status === 'conflict' || status === 'gone') {
      return []
    }
    const stored = document.get(id)
    const isSame = stored?.start === start && stored?.end === end && same(stored?.words ?? [], words)
    return isSame ? [] : [`${id} (${status}) is shown as ${start} ${end} ${words.join(' ')}`]
  })
}

export function boxOf(page: Page, id: string): Locator {
  return page.locator(`textarea[data-segment="${id}"]`)
}

export function rowOf(page: Page, id: string): Locator {
  return page.getByRole('article').filter({ has: boxOf(page, id) })
}

export function timeFieldOf(page: Page, id: string, facet: 'start' | 'end'): Locator {
  return rowOf(page, id).locator(`input[aria-label^="${facet === 'start' ? 'Start' : 'End'} of"]`)
}

export function titleOf(page: Page): Locator {
  return page.locator('input[aria-label="Title"]')
}

export function buttonOf(page: Page, id: string, { name, facet }: RowButton): Locator {
  const row = rowOf(page, id)
  const place = facet === null ? row : row.getByRole('group', { name: `${GROUP}${facet}` })
  return place.getByRole('button', { name, exact: true }).first()
}

/** Buttons of the page with this name that belong to no caption. */
export function otherButton(page: Page, name: string): Locator {
  return page.locator('button:not(article button)').filter({ hasText: new RegExp(`^${name}$`) })
}

/** Milliseconds of a time field; null if it shows no time. */
export function timeOf(text: string): number | null {
  const parts = /^(?:(\d+):)?(\d+):(\d+)\.(\d{3})$/.exec(text)
  if (parts === null) {
    return null
  }
  const [hours = 0, minutes = 0, seconds = 0, rest = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + rest
}

export function formatTime(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}.${String(milliseconds % 1_000).padStart(3, '0')}`
}

/** Words and times that are in one state of a page's rows and not in the other. */
export function differenceOf(before: readonly Row[], after: readonly Row[]) {
  const words = (rows: readonly Row[]) => rows.flatMap((row) => row.words)
  const known = new Map(before.map((row) => [row.id, row]))
  const values = after.flatMap((row) =>
    (['start', 'end'] as const)
      .filter((facet) => known.get(row.id)?.[facet] !== row[facet])
      .map((facet): ShownValue => ({ segment: row.id, facet, to: row[facet] })),
  )
  return { added: without(words(after), words(before)), removed: without(words(before), words(after)), values }
}

/** Selects a word, with the space before it to erase it, or puts the cursor behind it. Runs in the page. */
export function selectWord(box: Element, { word, kind }: { word: string; kind: string }): void {
  if (!(box instanceof HTMLTextAreaElement)) {
    return
  }
  const found = new RegExp(`(?<=^|\\s)${word}(?=\\s|$)`).exec(box.value)
  const start = found?.index ?? box.value.length
  const end = found === null ? start : start + word.length
  const withSpace = start === 0 ? [start, Math.min(box.value.length, end + 1)] : [start - 1, end]
  const [from, to] = kind === 'erase' ? withSpace : kind === 'replace' ? [start, end] : [end, end]
  box.setSelectionRange(from ?? end, to ?? end)
}
