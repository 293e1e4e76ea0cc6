import { Kbd, Modal, Table } from '@mantine/core'
import type { Noun } from '../../cue/noun.ts'
import { BINDINGS } from './keys.ts'

export interface KeysDialogProps {
  readonly noun: Noun
  readonly opened: boolean
  readonly onClose: () => void
}

export function KeysDialog({ noun, opened, onClose }: KeysDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" centered>
      <Table>
        <Table.Tbody>
          {BINDINGS.map(({ keys, label }) => (
            <Table.Tr key={keys}>
              <Table.Td>{label.replace('{noun}', noun)}</Table.Td>
              <Table.Td>
                {keys.split('+').map((key) => (
                  <Kbd key={key} mr={4}>
                    {key.replace('Arrow', '')}
                  </Kbd>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
