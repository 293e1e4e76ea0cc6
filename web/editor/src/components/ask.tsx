import { Button, Group, Modal, Text } from '@mantine/core'
import { useSyncExternalStore } from 'react'

/** Question to the person, with the answers to choose from. */
export interface Question<T extends string> {
  readonly title: string
  readonly words: string
  /** Answers and their buttons, the proposed one first. */
  readonly answers: Readonly<Record<T, string>>
}

interface Asked extends Question<string> {
  readonly settle: (answer: string | null) => void
}

let asked: Asked | null = null
const listeners = new Set<() => void>()

/** Asks the person. The result is null if they cancel. A question that is open is cancelled by the next. */
export function ask<T extends string>(question: Question<T>): Promise<T | null> {
  asked?.settle(null)
  return new Promise((resolve) => {
    show({
      ...question,
      settle(answer) {
        show(null)
        resolve(answer as T | null)
      },
    })
  })
}

function show(question: Asked | null): void {
  asked = question
  for (const listener of listeners) {
    listener()
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Dialog of the question that is open. Each page has one. */
export function Questions() {
  const question = useSyncExternalStore(subscribe, () => asked)
  const cancel = () => question?.settle(null)
  return (
    <Modal opened={question !== null} onClose={cancel} title={question?.title} centered>
      <Text>{question?.words}</Text>
      <Group justify="end" mt="md" gap="xs">
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
        {Object.entries(question?.answers ?? {})
          .reverse()
          .map(([answer, label], index, { length }) => (
            <Button
              key={answer}
              variant={index === length - 1 ? 'filled' : 'light'}
              data-autofocus={index === length - 1 || undefined}
              onClick={() => question?.settle(answer)}
            >
              {label}
            </Button>
          ))}
      </Group>
    </Modal>
  )
}
