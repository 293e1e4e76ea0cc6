import { act, render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { alert, announce, LiveRegions } from '../src/components/announce.tsx'

test.each([
  ['polite', announce],
  ['alert', alert],
])('the same words are announced a second time: %s', async (region, say) => {
  render(<LiveRegions />)
  act(() => say('No conflicts'))
  const added: string[] = []
  const observer = new MutationObserver((changes) => {
    added.push(...changes.flatMap(({ addedNodes }) => [...addedNodes].map(({ textContent }) => textContent ?? '')))
  })
  observer.observe(screen.getByTestId(region), { childList: true, subtree: true })

  act(() => say('No conflicts'))
  await Promise.resolve()

  expect(added).toEqual(['No conflicts'])
  expect(screen.getByTestId(region)).toHaveTextContent(/^No conflicts$/)
})

test('an urgent announcement does not repeat the one before', () => {
  render(<LiveRegions />)
  act(() => announce('All saved'))
  const before = screen.getByTestId('polite').firstChild

  act(() => alert('Someone else changed a caption while you were typing.'))

  expect(screen.getByTestId('polite').firstChild).toBe(before)
})
