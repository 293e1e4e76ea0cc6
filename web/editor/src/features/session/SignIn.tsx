import { RequestError } from '@holdfast/client'
import { useDraftSummary } from '@holdfast/client/react'
import { Button, PasswordInput, Text } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { type Session, session } from '../../api/session.ts'
import { explain } from '../../components/problem.ts'
import classes from './SignIn.module.css'

const KEPT = 'What you typed is kept on this computer.'

export interface SignInProps {
  readonly authentication: Session['authentication'] | undefined
  /** Somebody's work is still on the page: the form takes only a line of it. */
  readonly onPage: boolean
}

/** Form to sign in, where the server requires it. */
export function SignIn({ authentication, onPage }: SignInProps) {
  const { unkept } = useDraftSummary()
  const Frame = onPage ? 'section' : 'main'
  return (
    <Frame className={onPage ? classes.bar : classes.page} aria-label="Sign in">
      <div>
        {onPage ? (
          <Text fw={600} role="alert">
            You are signed out. {unkept > 0 ? 'Keep this page open: what you typed is nowhere else.' : KEPT}
          </Text>
        ) : (
          <Text component="h1" fw={650} size="xl">
            Sign in to Holdfast
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {authentication === 'proxy'
            ? 'The proxy in front of this server did not send your name. Sign in there, then reload this page.'
            : 'The token is the line that whoever runs this server gave you.'}
        </Text>
      </div>
      {authentication !== 'proxy' && <TokenForm onPage={onPage} />}
    </Frame>
  )
}

function TokenForm({ onPage }: Pick<SignInProps, 'onPage'>) {
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    try {
      await session.signIn(token.trim())
    } catch (error) {
      setProblem(isUnknown(error) ? 'The token is not known here.' : explain(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form className={classes.form} onSubmit={submit}>
      <PasswordInput
        className={classes.token}
        label="Token"
        required
        withAsterisk={false}
        autoComplete="current-password"
        autoFocus={!onPage}
        value={token}
        error={problem === '' ? undefined : problem}
        onChange={({ currentTarget }) => setToken(currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        Sign in
      </Button>
    </form>
  )
}

function isUnknown(error: unknown): boolean {
  return error instanceof RequestError && error.status === 401
}
