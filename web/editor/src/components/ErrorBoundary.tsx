import { Component, type ReactNode } from 'react'
import classes from './ErrorBoundary.module.css'

export interface ErrorBoundaryProps {
  /** Subject of a sentence, for example "The video". */
  readonly what: string
  /** Texts that the person would miss, and may want to copy. */
  readonly texts?: () => readonly string[]
  /** With another key the children are tried again. */
  readonly resetKey?: unknown
  readonly children: ReactNode
}

interface State {
  readonly failed: boolean
}

/**
 * Part of the page that can fail by itself: in its place stands what failed, with the texts that were typed there. Plain HTML,
 * so that nothing else has to work.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override readonly state: State = { failed: false }

  static getDerivedStateFromError(): State {
    return { failed: true }
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.failed && before.resetKey !== this.props.resetKey) {
      this.tryAgain()
    }
  }

  private readonly tryAgain = () => this.setState({ failed: false })

  override render(): ReactNode {
    const { what, texts, children } = this.props
    if (!this.state.failed) {
      return children
    }
    const typed = textsOf(texts)
    return (
      <section className={classes.failure} role="alert" aria-label={`${what}: failure`}>
        <p>
          {what} cannot be shown: the editor has a fault there.{' '}
          {typed.length > 0 ? 'Nothing typed is lost:' : 'The rest works.'}
        </p>
        {typed.map((text, index) => (
          <div key={`${index}${text}`} className={classes.text}>
            <textarea
              readOnly
              aria-label={`Text ${index + 1}`}
              value={text}
              rows={Math.min(8, text.split('\n').length)}
            />
            <button type="button" onClick={() => void navigator.clipboard?.writeText(text)}>
              Copy
            </button>
          </div>
        ))}
        <button type="button" onClick={this.tryAgain}>
          Try again
        </button>
      </section>
    )
  }
}

/** The texts, or none if even they cannot be read. */
function textsOf(texts: (() => readonly string[]) | undefined): readonly string[] {
  try {
    return texts?.() ?? []
  } catch {
    return []
  }
}
