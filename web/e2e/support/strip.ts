import { expect, type Person } from './holdfast.ts'

/** Pixels per second that the strip begins with. */
export const ZOOM = 80

export const strip = ({ page }: Person) => page.getByRole('region', { name: 'Timeline' })

/** Caption in the strip. */
export const region = ({ page }: Person, number: number) =>
  page.locator('[data-region]', { has: page.getByRole('button', { name: new RegExp(`^Caption ${number}, `) }) })

export const edge = (person: Person, number: number, side: 'start' | 'end') =>
  region(person, number).locator(`[data-edge="${side}"]`)

/** Point of the film on the screen, in the middle of the captions. */
export async function pointAt(person: Person, seconds: number): Promise<{ x: number; y: number }> {
  const box = await strip(person).boundingBox()
  const scrolled = await strip(person).evaluate(({ scrollLeft }) => scrollLeft)
  if (box === null) {
    throw new Error('There is no strip.')
  }
  return { x: box.x + seconds * ZOOM - scrolled, y: box.y + box.height / 2 }
}

/** Presses at a time, or on an edge, and moves by some seconds. The button stays down. */
export async function drag(
  person: Person,
  from: number | ReturnType<typeof edge>,
  by: number,
  options: { readonly free?: boolean } = {},
): Promise<void> {
  const { mouse, keyboard } = person.page
  const place = typeof from === 'number' ? await pointAt(person, from) : await middleOf(from)
  await mouse.move(place.x, place.y)
  await mouse.down()
  if (options.free) {
    await keyboard.down('Shift')
  }
  await mouse.move(place.x + (by * ZOOM) / 2, place.y, { steps: 4 })
  await mouse.move(place.x + by * ZOOM, place.y, { steps: 4 })
}

export async function drop({ page }: Person): Promise<void> {
  await page.mouse.up()
  await page.keyboard.up('Shift')
}

async function middleOf(element: ReturnType<typeof edge>) {
  await expect(element).toBeVisible()
  const box = await element.boundingBox()
  if (box === null) {
    throw new Error('It is not on the page.')
  }
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
