import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import type { RevisionJson } from '../src/api/types.ts'
import { PersonName } from '../src/components/PersonName.tsx'
import { HistoryPanel } from '../src/features/history/HistoryPanel.tsx'

test.each([
  [true, 'signed in'],
  [false, 'name typed by hand'],
])('a name that is verified: %s has a mark with a tooltip: %s', (verified, meaning) => {
  const { container } = render(<PersonName name="Ana" verified={verified} />)

  expect(screen.getByRole('img', { name: meaning })).toBeInTheDocument()
  expect(screen.getByTitle(meaning)).toHaveTextContent('Ana')
  expect(container).toHaveTextContent(/^Ana$/)
})

test('a name has no mark if an older server does not say', () => {
  render(<PersonName name="Ana" />)

  expect(screen.queryByRole('img')).toBeNull()
})

test('the history tells a person who signed in from one who typed the same name', async () => {
  const version = (number: number, updatedByVerified: boolean): RevisionJson => ({
    id: 'film.s1',
    document: 'film',
    kind: 'text',
    content: `text ${number}`,
    version: number,
    etag: `"t${number}"`,
    position: '1',
    updatedAt: '2026-11-23T20:30:23.164Z',
    updatedBy: 'Ana',
    updatedByVerified,
    revision: number,
    operation: number === 1 ? 'insert' : 'replace',
  })
  const versions = [version(2, false), version(1, true)]
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ revisions: versions }, { headers: { ETag: '"history"' } })),
  )
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <HistoryPanel segment={version(2, false)} onClose={() => {}} />
      </QueryClientProvider>
    </MantineProvider>,
  )

  const [newest, oldest] = await screen.findAllByRole('listitem')
  expect(within(newest as HTMLElement).getByRole('img', { name: 'name typed by hand' })).toBeInTheDocument()
  expect(within(oldest as HTMLElement).getByRole('img', { name: 'signed in' })).toBeInTheDocument()
})
