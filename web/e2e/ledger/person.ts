import type { Page } from '@playwright/test'
import { type Action, effectOf } from './actions.ts'
import type { Network } from './network.ts'
import type { Random } from './random.ts'
import {
  boxOf,
  buttonOf,
  differenceOf,
  formatTime,
  isFresh,
  otherButton,
  type Row,
  type RowButton,
  rowOf,
  rowsOf,
  selectWord,
  timeFieldOf,
  titleOf,
} from './view.ts'
import { wordsOf } from './words.ts'

type Unsigned<A> = A extends Action ? Omit<A, 'person' | 'at'> : never

const PATIENCE = { timeout: 3_000 }
/** Time in which a page does what a key asks for, where nothing shows that it is done. */
const MOMENT = 400

/** Person who edits in a page by its boxes, fields, keys and buttons, and whose actions are recorded before they are done. */
export class Person {
  readonly name: string
  readonly page: Page
  readonly network: Network
  readonly actions: Action[] = []
  private readonly random: Random
  private typed = 0

  constructor(name: string, page: Page, network: Network, random: Random) {
    this.name = name
    this.page = page
    this.network = network
    this.random = random
  }

  rows(): Promise<readonly Row[]> {
    return rowsOf(this.page)
  }

  /** Types a new word after one of the words of a caption. */
  async type(row: Row): Promise<void> {
    await this.enter(row, 'type')
  }

  /** Types a new word over one of the words of a caption. */
  async replace(row: Row, nth?: number): Promise<void> {
    await this.enter(row, 'replace', nth)
  }

  /** Deletes one of the words of a caption. */
  async erase(row: Row): Promise<void> {
    await this.enter(row, 'erase')
  }

  private async enter(row: Row, kind: 'type' | 'replace' | 'erase', nth?: number): Promise<void> {
    const box = boxOf(this.page, row.id)
    await box.click(PATIENCE)
    const before = wordsOf(await box.inputValue())
    const word = before[nth ?? this.random.below(before.length)]
    if (word === undefined) {
      return
    }
    await box.evaluate(selectWord, { word, kind })
    const added = kind === 'erase' ? [] : [`${this.name.charAt(0).toLowerCase()}${++this.typed}x`]
    const removed = kind === 'type' ? [] : [word]
    this.record({ kind, segment: row.id, before, added, removed, fresh: isFresh(row) })
    if (kind === 'erase') {
      await this.page.keyboard.press('Delete')
    } else {
      await this.page.keyboard.type(`${kind === 'type' ? ' ' : ''}${added[0]}`)
    }
  }

  /** Moves the start or the end of a caption, by the field or by its arrow keys. */
  async retime(row: Row, facet: 'start' | 'end', by: number): Promise<void> {
    const field = timeFieldOf(this.page, row.id, facet)
    await field.click(PATIENCE)
    const from = (await this.rows()).find(({ id }) => id === row.id)?.[facet] ?? null
    if (from === null) {
      return
    }
    const to = Math.max(0, from + by)
    this.record({ kind: 'retime', segment: row.id, facet, from, to })
    if (Math.abs(by) === 100) {
      await field.press(by > 0 ? 'ArrowUp' : 'ArrowDown')
    } else {
      await field.fill(formatTime(to))
      await field.press('Enter')
    }
  }

  async rename(): Promise<void> {
    const field = titleOf(this.page)
    await field.click(PATIENCE)
    const from = await field.inputValue()
    const to = `Film ${this.name.charAt(0).toLowerCase()}${++this.typed}x`
    this.record({ kind: 'title', segment: '', facet: 'title', from, to })
    await field.fill(to)
    await field.press('Enter')
  }

  async shift(by: number): Promise<void> {
    await this.command('Shift times')
    await this.page.getByLabel(/Seconds/).fill(String(by / 1_000))
    this.record({ kind: 'shift', by })
    await this.page.keyboard.press('Enter')
    await this.page.getByRole('button', { name: 'Close shifting' }).click(PATIENCE)
  }

  async split(row: Row): Promise<void> {
    const box = boxOf(this.page, row.id)
    await box.click(PATIENCE)
    const word = wordsOf(await box.inputValue())[Math.floor(row.words.length / 2) - 1] ?? ''
    await box.evaluate(selectWord, { word, kind: 'type' })
    this.record({ kind: 'split', segment: row.id })
    await this.command('Split at the cursor')
  }

  async join(row: Row): Promise<void> {
    await boxOf(this.page, row.id).click(PATIENCE)
    this.record({ kind: 'join', segment: row.id })
    await this.command('Join with the next')
  }

  async reverse(kind: 'undo' | 'redo'): Promise<void> {
    const before = await this.rows()
    const at = Date.now()
    await this.page.keyboard.press(kind === 'undo' ? 'Control+Z' : 'Control+Shift+Z')
    await this.page.waitForTimeout(MOMENT)
    this.record({ kind, ...differenceOf(before, await this.rows()) }, at)
  }

  /** Presses a button of a caption. */
  async choose(row: Row, button: RowButton): Promise<void> {
    const effect = effectOf(button.name)
    if (effect === undefined) {
      return
    }
    const mine = wordsOf(await boxOf(this.page, row.id).inputValue(PATIENCE))
    const shown = await rowOf(this.page, row.id).textContent(PATIENCE)
    // Taking theirs where nothing is in conflict drops all of mine, and the row says so before.
    const drops = effect === 'theirs' && shown?.includes('Your change does not touch theirs')
    const facet = button.facet ?? undefined
    this.record({
      kind: 'choose',
      button: button.name,
      effect: drops ? 'drop' : effect,
      facet,
      segment: row.id,
      mine,
    })
    await buttonOf(this.page, row.id, button).click(PATIENCE)
  }

  /** Presses a button that decides about the title. */
  async chooseTitle(button: string): Promise<void> {
    const effect = effectOf(button)
    const found = otherButton(this.page, button).first()
    if (effect !== undefined && (await found.isVisible())) {
      this.record({ kind: 'choose', button, effect, segment: '', mine: [] })
      await found.click(PATIENCE)
    }
  }

  async save(): Promise<void> {
    this.record({ kind: 'save' })
    await this.page.keyboard.press('Control+Enter')
  }

  async reload(): Promise<void> {
    this.record({ kind: 'reload' })
    await this.page.reload()
  }

  private async command(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Document actions' }).click(PATIENCE)
    await this.page.getByRole('menuitem', { name }).click(PATIENCE)
  }

  private record(action: Unsigned<Action>, at = Date.now()): void {
    this.actions.push({ ...action, person: this.name, at } as Action)
  }
}
