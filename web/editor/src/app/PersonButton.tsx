import { useDrafts } from '@holdfast/client/react'
import { Button, Popover, Stack, Text, TextInput } from '@mantine/core'
import { useState, useSyncExternalStore } from 'react'
import { displayName, onDisplayName, setDisplayName } from '../api/author.ts'
import { session as pageSession, type Session, type SignOutScope } from '../api/session.ts'
import { explain } from '../components/problem.ts'
import { download, fileOfAll } from '../features/unsaved/files.ts'
import { readUnsaved, type Unsaved } from '../features/unsaved/useUnsaved.ts'

/** Button with the person's name, as others see it. */
export function PersonButton() {
  const { session } = useSyncExternalStore(pageSession.subscribe, pageSession.state)
  const chosen = useSyncExternalStore(onDisplayName, displayName)
  const [opened, setOpened] = useState(false)
  const known = session !== null && session.authentication !== 'none'
  const name = known ? session.name : chosen
  if (known && name === null) {
    return null
  }
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-end" withArrow>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="compact-md" maw="9rem" onClick={() => setOpened(!opened)}>
          {name || 'Your name'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {known ? <SignedIn session={session} /> : <Naming name={chosen} onDone={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  )
}

function Naming({ name, onDone }: { name: string; onDone: () => void }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onDone()
      }}
    >
      <TextInput
        label="Your name"
        description="Shown to the others beside what you change"
        maxLength={64}
        data-autofocus
        value={name}
        onChange={({ currentTarget }) => setDisplayName(currentTarget.value)}
      />
    </form>
  )
}

const MAX_WAIT = 5_000

function SignedIn({ session: { name, role, authentication } }: { session: Session }) {
  const drafts = useDrafts()
  const [words, setWords] = useState('')
  const [unsaved, setUnsaved] = useState<readonly Unsaved[]>([])
  /** The wish that the question about unsaved texts interrupted. */
  const [wish, setWish] = useState<SignOutScope>('here')
  const question = unsaved.length > 0

  async function leave(scope: SignOutScope) {
    drafts.saveAll()
    const left = question ? [] : await whenSaved()
    if (left.length > 0) {
      setUnsaved(left)
      setWish(scope)
      setWords(signOutWarning(left))
    } else {
      await signOut(scope)
    }
  }

  async function signOut(scope: SignOutScope) {
    await pageSession.signOut(scope).then(
      () => globalThis.location.reload(),
      (error) => setWords(explain(error)),
    )
  }

  /** Waits for the saves under way. Returns the person's texts that are not saved then, of all documents. */
  async function whenSaved(): Promise<readonly Unsaved[]> {
    for (const until = Date.now() + MAX_WAIT; drafts.summary().saving > 0 && Date.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return (await readUnsaved(drafts)).filter(({ page }) => page !== 'open')
  }

  async function dropAndLeave() {
    for (const { drop } of unsaved) {
      drop()
    }
    await signOut(wish)
  }

  return (
    <Stack gap="xs" maw="16rem">
      <Text size="sm">
        Signed in as <strong>{name}</strong>
        {role === null ? '' : `, ${role}`}
      </Text>
      {words !== '' && (
        <Text size="sm" role="alert">
          {words}
        </Text>
      )}
      {question && (
        <>
          <Button size="compact-sm" variant="light" onClick={() => download(fileOfAll(unsaved), 'Unsaved work')}>
            Download {unsaved.length === 1 ? 'it' : 'them'}
          </Button>
          <Button size="compact-sm" variant="subtle" color="red" onClick={() => void dropAndLeave()}>
            Drop {unsaved.length === 1 ? 'it' : 'them'} and sign out{wish === 'everywhere' ? ' everywhere' : ''}
          </Button>
        </>
      )}
      {authentication === 'token' && (
        <>
          <Button size="compact-sm" variant="light" onClick={() => void leave('here')}>
            {question ? 'Sign out all the same' : 'Sign out'}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={() => void leave('everywhere')}>
            {question ? 'Sign out everywhere all the same' : 'Sign out everywhere'}
          </Button>
        </>
      )}
    </Stack>
  )
}

/** Warning about unsaved texts before the person signs out. */
function signOutWarning(unsaved: readonly Unsaved[]): string {
  const [texts, them] = unsaved.length === 1 ? ['A text is', 'it'] : [`${unsaved.length} texts are`, 'them']
  return unsaved.some(({ kept }) => !kept)
    ? `${texts} not saved, and could not be kept on this computer: signing out loses ${them}.`
    : `${texts} not saved. Signing out leaves ${them} on this computer, for your next sign-in here. Nobody else gets ${them}.`
}
