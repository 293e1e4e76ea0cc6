import { Drafts, noKeeper } from '@holdfast/client'
import { DraftsProvider } from '@holdfast/client/react'
import { MantineProvider } from '@mantine/core'
import { Notifications, notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterEach, beforeEach } from 'vitest'
import { setDisplayName } from '../src/api/author.ts'
import type { ChangeSource, Cursor, Follower } from '../src/api/changes.ts'
import type { SessionState } from '../src/api/session.ts'
import { DocumentPage } from '../src/app/DocumentPage.tsx'
import { LiveRegions } from '../src/components/announce.tsx'
import { cutOff, FakeServer, leaveTitle as leave } from './fake.ts'

export const cue = (second: number, text: string) => `00:0${second}.000 --> 00:0${second + 1}.000\n${text}`

export const RENAMED = { operation: 'describe', version: 2, etag: '"d2"' }

export const NOBODY: SessionState = { session: null, signedOut: false, wasSignedIn: false, someoneElse: false }

interface Fake {
  server: FakeServer
  session: SessionState
  follower: Follower | null
  followedSince: Cursor
}

const CUES = [cue(1, 'One\nfirst'), cue(3, 'Two\nsecond'), cue(5, 'Three')]

/** Surroundings of the page, new for each test. */
export const fake: Fake = { server: new FakeServer(CUES), session: NOBODY, follower: null, followedSince: 0 }

const opened = new Set<Drafts>()

/** Source of changes that the test controls. */
export const changes: ChangeSource = {
  follow(_document, since, next) {
    fake.follower = next
    fake.followedSince = since
    return () => {
      fake.follower = null
    }
  },
}

beforeEach(() => {
  fake.server = new FakeServer(CUES)
  setDisplayName('Bén')
  fake.session = NOBODY
})

afterEach(() => {
  cleanup()
  notifications.clean()
  opened.forEach(cutOff)
  opened.clear()
  notifications.clean()
})

/** Opens the page of the document, as a person. */
export async function open(drafts = new Drafts({ keeper: noKeeper })) {
  const user = userEvent.setup()
  await openWith(drafts)
  return user
}

export async function openWith(
  drafts: Drafts,
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } }),
): Promise<QueryClient> {
  opened.add(drafts)
  render(
    <StrictMode>
      <MantineProvider env="test">
        <QueryClientProvider client={queries}>
          <DraftsProvider drafts={drafts}>
            <Notifications />
            <LiveRegions />
            <DocumentPage id="film" changes={changes} session={fake.session} />
          </DraftsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
  await screen.findByLabelText('Text of cue 1')
  return queries
}

/** Passes the commits of others to the page. */
export async function arrive() {
  const page = await (await fetch(`/api/documents/film/changes?since=${fake.followedSince}`, {})).json()
  act(() => fake.follower?.commits(page.commits))
}

export const box = (number: number) => screen.getByLabelText<HTMLTextAreaElement>(`Text of cue ${number}`)
export const row = (number: number) => screen.getByRole('article', { name: `Cue ${number}` })
export const lastPost = () => fake.server.exchanges.findLast(({ method }) => method === 'POST')
export const summary = () => screen.getByTestId('summary').textContent
export const leaveTitle = (typed: string) => leave(fake.server.document, typed)

/** Makes a conflict of the words of cue 2. */
export async function conflict(user: ReturnType<typeof userEvent.setup>) {
  fake.server.change('film.s2', 'replace', 'Ana', cue(3, 'Two\nhers')) // the page does not know it yet
  await user.click(box(2))
  await user.clear(box(2))
  await user.type(box(2), 'Two{Enter}mine')
  await user.keyboard('{Control>}{Enter}{/Control}')
  await within(row(2)).findByRole('region', { name: 'Conflict' })
}
