import { notifications } from '@mantine/notifications'
import { explain } from './problem.ts'

/** Shows why an action failed. */
export function report(error: unknown): void {
  refuse(explain(error))
}

/** Shows that an action was not done, in the given words. */
export function refuse(why: string): void {
  notifications.show({ color: 'red', message: why })
}
