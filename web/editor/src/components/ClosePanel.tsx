import { CloseButton } from '@mantine/core'
import { useShortcuts } from './shortcuts.tsx'

/** Button that closes a panel or a bar. */
export function ClosePanel({ label, onClose }: { readonly label: string; readonly onClose: () => void }) {
  return <CloseButton aria-label={label} aria-keyshortcuts={useShortcuts()('close').aria} onClick={onClose} />
}
